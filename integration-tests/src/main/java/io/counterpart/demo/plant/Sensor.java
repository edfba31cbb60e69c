package io.counterpart.demo.plant;

import java.util.random.RandomGenerator;

/** An instrument between the truth and the telegram: it lags, it is noisy, it drifts slowly, and it knows only so many digits. */
final class Sensor {
    private static final double NOISE_MEMORY_S = 0.4;
    private static final double DRIFT_MEMORY_S = 6 * 3600;

    private final double lagSeconds;
    private final double stepsPerUnit;
    private final ColouredNoise noise;
    private final ColouredNoise drift;
    private double shown = Double.NaN;

    /**
     * @param lagSeconds time constant of the instrument
     * @param noise standard deviation of its noise, in its unit
     * @param drift standard deviation of what it wanders in hours, in its unit
     * @param stepsPerUnit its resolution: 20 shows multiples of 0.05
     */
    Sensor(RandomGenerator random, double lagSeconds, double noise, double drift, double stepsPerUnit) {
        this.lagSeconds = lagSeconds;
        this.stepsPerUnit = stepsPerUnit;
        this.noise = new ColouredNoise(random, noise, NOISE_MEMORY_S);
        this.drift = new ColouredNoise(random, drift, DRIFT_MEMORY_S);
    }

    /** One step of time in which the truth was this. */
    void follow(double truth, double dtSeconds) {
        shown = Double.isNaN(shown) ? truth : shown + (truth - shown) * (1 - Math.exp(-dtSeconds / lagSeconds));
        noise.next(dtSeconds);
        drift.next(dtSeconds);
    }

    /** What it says. */
    double reading() {
        return Math.rint((shown + noise.value() + drift.value()) * stepsPerUnit) / stepsPerUnit;
    }

    /** What it says, for what cannot be below zero. */
    double positiveReading() {
        return Math.max(0, reading());
    }
}
