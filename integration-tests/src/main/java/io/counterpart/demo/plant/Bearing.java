package io.counterpart.demo.plant;

/** A pump's bearing: friction heats it, heat thins its grease, thin grease rubs less; wear rubs more. */
final class Bearing {
    private static final double AMBIENT_C = 18;
    private static final double TORQUE_AT_40_NM = 1.6;
    private static final double TORQUE_BY_WEAR = 5;
    private static final double THINNING_PER_K = 0.012;
    private static final double COOLING_K_PER_W = 0.11;
    private static final double HEAT_CAPACITY_J_PER_K = 2_200;

    private double temperatureC = AMBIENT_C;

    double temperatureC() {
        return temperatureC;
    }

    /**
     * @param wear 0 when new, 1 when it would be replaced
     */
    double frictionTorqueNm(double wear) {
        return TORQUE_AT_40_NM * (1 + TORQUE_BY_WEAR * wear) * Math.exp(-THINNING_PER_K * (temperatureC - 40));
    }

    void step(double angularSpeed, double wear, double dtSeconds) {
        double heating = frictionTorqueNm(wear) * angularSpeed;
        double cooling = (temperatureC - AMBIENT_C) / COOLING_K_PER_W;
        temperatureC += dtSeconds * (heating - cooling) / HEAT_CAPACITY_J_PER_K;
    }
}
