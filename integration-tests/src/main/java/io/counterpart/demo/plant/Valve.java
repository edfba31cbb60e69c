package io.counterpart.demo.plant;

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

    Valve(double position, double strokeSeconds, double stickPercent) {
        this.position = position;
        this.target = position;
        this.strokeSeconds = strokeSeconds;
        this.stickPercent = stickPercent;
    }

    void step(double targetPercent, double dtSeconds) {
        target = Math.clamp(targetPercent, 0, 100);
        double away = target - position;
        moving = Math.abs(away) > (moving ? SLIPPED : stickPercent);
        if (moving) {
            double reach = 100 / strokeSeconds * dtSeconds;
            position += Math.clamp(away, -reach, reach);
        }
    }

    double positionPercent() {
        return position;
    }

    double targetPercent() {
        return target;
    }
}
