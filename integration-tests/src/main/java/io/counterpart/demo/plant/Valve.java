package io.counterpart.demo.plant;

import org.jspecify.annotations.Nullable;

/**
 * A motor valve that sticks: its packing holds it until the wanted position is far enough away, then it slips at the actuator's
 * speed. A controller behind it hunts, and no linear model shows that.
 */
final class Valve {
    private static final double SLIPPED = 0.15;

    private final double strokeSeconds;
    private final double stickPercent;
    private double position;
    private double target;
    private boolean moving;
    private @Nullable StrokeTest test;
    private StrokeTest.@Nullable Result tested;

    Valve(double position, double strokeSeconds, double stickPercent) {
        this.position = position;
        this.target = position;
        this.strokeSeconds = strokeSeconds;
        this.stickPercent = stickPercent;
    }

    void step(double targetPercent, double dtSeconds) {
        StrokeTest running = test;
        target = Math.clamp(running == null ? targetPercent : running.targetPercent(), 0, 100);
        double away = target - position;
        moving = Math.abs(away) > (moving ? SLIPPED : stickPercent);
        if (moving) {
            double reach = 100 / strokeSeconds * dtSeconds;
            position += Math.clamp(away, -reach, reach);
        }
        if (running != null && running.follow(position, moving, dtSeconds)) {
            tested = running.result();
            test = null;
        }
    }

    /** Begins a partial stroke test; false where one is going on. */
    boolean beginTest(double travelPercent) {
        if (test != null) {
            return false;
        }
        test = new StrokeTest(position, travelPercent);
        return true;
    }

    /** Takes the result of the test that ended last, null where none has since. */
    StrokeTest.@Nullable Result takeResult() {
        StrokeTest.Result result = tested;
        tested = null;
        return result;
    }

    double positionPercent() {
        return position;
    }

    double targetPercent() {
        return target;
    }
}
