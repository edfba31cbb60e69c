package io.counterpart.demo.plant;

/** A partial stroke test: a valve goes some way from where it stands and back, to show that it would move when it has to. */
public final class StrokeTest {

    private final double startPercent;
    private final double turnPercent;
    private boolean isOnItsWayBack;
    private double seconds;
    private double reachedPercent;

    /**
     * What came of one.
     *
     * @param seconds how long it took, there and back
     * @param reachedPercent how far the valve went
     */
    public record Result(double seconds, double reachedPercent) {}

    /** @param travelPercent how far, towards where there is more room */
    StrokeTest(double positionPercent, double travelPercent) {
        startPercent = positionPercent;
        turnPercent = positionPercent > 50 ? positionPercent - travelPercent : positionPercent + travelPercent;
    }

    /** Where the valve is to go now. */
    double targetPercent() {
        return isOnItsWayBack ? startPercent : turnPercent;
    }

    /**
     * The valve stands here, some time later.
     *
     * @param isMoving whether it still goes to its target
     * @return whether it is back
     */
    boolean follow(double positionPercent, boolean isMoving, double dtSeconds) {
        seconds += dtSeconds;
        reachedPercent = Math.max(reachedPercent, Math.abs(positionPercent - startPercent));
        if (isMoving) {
            return false;
        }
        boolean isBack = isOnItsWayBack;
        isOnItsWayBack = true;
        return isBack;
    }

    Result result() {
        return new Result(seconds, reachedPercent);
    }
}
