package io.counterpart.demo.plant;

import java.util.random.RandomGenerator;

/** Noise with a memory (Ornstein and Uhlenbeck's process): neighbouring values resemble each other, as turbulence and drift do. */
final class ColouredNoise {
    private final RandomGenerator random;
    private final double deviation;
    private final double memorySeconds;
    private double value;

    /**
     * @param deviation standard deviation in the long run
     * @param memorySeconds after this time a deviation has faded to a third
     */
    ColouredNoise(RandomGenerator random, double deviation, double memorySeconds) {
        this.random = random;
        this.deviation = deviation;
        this.memorySeconds = memorySeconds;
        this.value = deviation * random.nextGaussian();
    }

    double next(double dtSeconds) {
        double kept = Math.exp(-dtSeconds / memorySeconds);
        value = kept * value + deviation * Math.sqrt(1 - kept * kept) * random.nextGaussian();
        return value;
    }

    double value() {
        return value;
    }
}
