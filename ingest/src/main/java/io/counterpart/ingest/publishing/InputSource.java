package io.counterpart.ingest.publishing;

/** Whom readings come from, and who hears what became of them. All calls come on the event loop that published. */
public interface InputSource {

    /** Hears nothing: of readings for which nobody waits. */
    InputSource NOBODY = new InputSource() {
        @Override
        public void durable(int receipt) {}

        @Override
        public void flush() {}

        @Override
        public void lost() {}

        @Override
        public void hold() {}

        @Override
        public void release() {}
    };

    /**
     * The reading published under this receipt is durable; those of one source come in the order of their publishing. What is
     * said to the device because of it may wait for {@link #flush()}.
     */
    void durable(int receipt);

    /** No more of the batch's readings are of interest for now: say what is to be said. May come several times. */
    void flush();

    /** Some of its readings could not be made durable, and nobody will try again: only the device can. */
    void lost();

    /** Too much waits: publish nothing more. Must not attach or detach anything. */
    void hold();

    /** There is room again; the same holds. */
    void release();
}
