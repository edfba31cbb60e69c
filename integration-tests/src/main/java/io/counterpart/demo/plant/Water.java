package io.counterpart.demo.plant;

/** What water brings along, and the way between heads in metres and pressures in bar. */
final class Water {
    static final double DENSITY_KG_PER_M3 = 998.0;
    static final double GRAVITY = 9.81;

    /** Head of the atmosphere less the vapour pressure at the temperature of the well. */
    static final double ATMOSPHERE_LESS_VAPOUR_M = 10.09;

    private static final double PASCAL_PER_BAR = 1e5;

    private Water() {}

    static double bar(double headM) {
        return DENSITY_KG_PER_M3 * GRAVITY * headM / PASCAL_PER_BAR;
    }

    static double headM(double bar) {
        return bar * PASCAL_PER_BAR / (DENSITY_KG_PER_M3 * GRAVITY);
    }

    /** Power that lifting this flow by this head takes. */
    static double hydraulicPowerW(double flowM3PerS, double headM) {
        return DENSITY_KG_PER_M3 * GRAVITY * flowM3PerS * headM;
    }

    static double perHour(double flowM3PerS) {
        return flowM3PerS * 3600;
    }

    static double perSecond(double flowM3PerH) {
        return flowM3PerH / 3600;
    }
}
