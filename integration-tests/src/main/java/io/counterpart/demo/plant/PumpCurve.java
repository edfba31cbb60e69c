package io.counterpart.demo.plant;

/**
 * What a centrifugal pump does at each flow, measured at full speed and carried to others by the affinity laws: flow goes with the
 * speed, head with its square, power with its cube.
 *
 * @param shutOffHeadM head against a closed valve
 * @param headLossPerFlow2 what the head falls by, per square of the flow in m³/s
 * @param bestFlowM3PerS where it is most efficient
 * @param bestEfficiency how much so
 */
record PumpCurve(double shutOffHeadM, double headLossPerFlow2, double bestFlowM3PerS, double bestEfficiency) {
    private static final double LOWEST_EFFICIENCY = 0.12;
    private static final double NPSH_AT_REST_M = 2.0;
    private static final double NPSH_AT_BEST_M = 4.2;

    /** Best at 65 m³/h with 33 m. */
    static final PumpCurve DEMO = new PumpCurve(42, 26_455, Water.perSecond(65), 0.78);

    double headM(double speedRatio, double flowM3PerS) {
        return shutOffHeadM * speedRatio * speedRatio - headLossPerFlow2 * flowM3PerS * flowM3PerS;
    }

    double efficiency(double speedRatio, double flowM3PerS) {
        if (speedRatio < 0.05) {
            return LOWEST_EFFICIENCY;
        }
        double besideBest = flowM3PerS / speedRatio / bestFlowM3PerS - 1;
        return Math.max(LOWEST_EFFICIENCY, bestEfficiency * (1 - besideBest * besideBest));
    }

    /** Suction head it needs so that the water does not boil in its eye. */
    double npshRequiredM(double flowM3PerS) {
        double share = flowM3PerS / bestFlowM3PerS;
        return NPSH_AT_REST_M + NPSH_AT_BEST_M * share * share;
    }

    /** How far it is from its best flow, as a share of it: away from it the pump shakes. */
    double besideBest(double speedRatio, double flowM3PerS) {
        return speedRatio < 0.05 ? 0 : Math.abs(flowM3PerS / speedRatio / bestFlowM3PerS - 1);
    }
}
