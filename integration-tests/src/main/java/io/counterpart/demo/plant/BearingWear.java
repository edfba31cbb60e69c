package io.counterpart.demo.plant;

/**
 * The life of pump-2's bearing, over and over, so that whoever looks finds it at some stage: two minutes as new, eighteen minutes
 * of growing wear, two minutes standing still for repair.
 */
final class BearingWear {
    static final double SOUND_S = 120;
    static final double WEARING_S = 18 * 60;
    static final double REPAIR_S = 120;

    private static final double CYCLE_S = SOUND_S + WEARING_S + REPAIR_S;

    private BearingWear() {}

    /** 0 as new, 1 at the end. */
    static double wear(double plantSeconds) {
        double worn = Math.floorMod((long) plantSeconds, (long) CYCLE_S) + plantSeconds % 1 - SOUND_S;
        return worn < 0 || worn > WEARING_S ? 0 : Math.pow(worn / WEARING_S, 1.4);
    }

    static boolean underRepair(double plantSeconds) {
        return Math.floorMod((long) plantSeconds, (long) CYCLE_S) >= SOUND_S + WEARING_S;
    }
}
