package io.counterpart.demo.plant;

/** An 11 kW induction motor behind its frequency converter: what it draws for what the shaft asks. */
final class Motor {
    static final double RATED_RPM = 1_480;

    private static final double RATED_W = 11_000;
    private static final double VOLTAGE = 400;
    private static final double IDLE_SHARE = 0.05;

    private Motor() {}

    /** Electrical power; small loads are carried badly. */
    static double powerW(double shaftW) {
        return shaftW <= 0 ? 0 : (shaftW + IDLE_SHARE * RATED_W) / 0.955;
    }

    static double currentA(double shaftW) {
        if (shaftW <= 0) {
            return 0;
        }
        double load = shaftW / RATED_W;
        double powerFactor = Math.max(0.35, 0.9 * load / (load + 0.09));
        return powerW(shaftW) / (Math.sqrt(3) * VOLTAGE * powerFactor);
    }

    static double angularSpeed(double rpm) {
        return rpm * 2 * Math.PI / 60;
    }
}
