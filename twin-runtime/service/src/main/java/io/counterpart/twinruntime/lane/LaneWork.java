package io.counterpart.twinruntime.lane;

/** Something that a lane sees to, always on the lane's own thread. */
public interface LaneWork {

    /**
     * Does what is at hand, a little of it.
     *
     * @return whether more is at hand
     */
    boolean work();

    /** Does what time has brought; called some ten times a second. */
    void housekeep();

    /**
     * Does a little of what it wanted to do when nobody else has anything.
     *
     * @return whether there is more of it
     */
    boolean idle();

    /** The thread did not run for so long that another may have taken over in the meantime. */
    void paused();

    /** The history writer is another from here on: what was not acknowledged to the old one is not in history. */
    void historyLost(Throwable cause);
}
