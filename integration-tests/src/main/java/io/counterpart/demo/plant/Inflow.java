package io.counterpart.demo.plant;

import java.util.random.RandomGenerator;

/** What the district sends: little by night, two peaks a day, more or less by the quarter of an hour, and people's taps. */
final class Inflow {
    private static final double DAY_S = 86_400;
    private static final double MEAN_M3_PER_H = 96;

    private final ColouredNoise weather;
    private final ColouredNoise taps;

    Inflow(RandomGenerator random) {
        weather = new ColouredNoise(random, 8, 900);
        taps = new ColouredNoise(random, 3, 12);
    }

    double stepM3PerS(double secondOfDay, double dtSeconds) {
        double random = weather.next(dtSeconds) + taps.next(dtSeconds);
        return Water.perSecond(Math.max(20, daily(secondOfDay) + random));
    }

    private static double daily(double secondOfDay) {
        double day = 2 * Math.PI * secondOfDay / DAY_S;
        return MEAN_M3_PER_H + 14 * Math.sin(day - 1.9) - 12 * Math.cos(2 * day - 0.6);
    }
}
