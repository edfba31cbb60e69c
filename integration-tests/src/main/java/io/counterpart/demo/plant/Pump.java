package io.counterpart.demo.plant;

import java.util.random.RandomGenerator;

/** A centrifugal pump with its motor, bearing and check valve. Flows in m³/s, heads in m. */
final class Pump {
    /** Inertia of the water between the well and the header, s²/m². */
    private static final double BRANCH_INERTIA = 35;

    private static final double SUCTION_LOSS_PER_FLOW2 = 1_587;
    private static final double CHECK_VALVE_LOSS_PER_FLOW2 = 2_400;
    private static final double ABOVE_THE_WELL_M = 4;
    private static final double RAMP_PER_S = 0.05;
    private static final double SLIP_AT_FULL_LOAD = 0.018;

    private final PumpCurve curve;
    private final Bearing bearing = new Bearing();
    private final ColouredNoise turbulence;
    private final ColouredNoise shaking;
    private double speedRatio;
    private double flow;
    private double wear;
    private double suctionHead;
    private double cavitation;

    Pump(PumpCurve curve, RandomGenerator random) {
        this.curve = curve;
        this.turbulence = new ColouredNoise(random, 1, 0.3);
        this.shaking = new ColouredNoise(random, 1, 1.5);
    }

    /** The slow half of a step: speed, suction, friction, heat. */
    void step(double wantedSpeedRatio, double wellLevelM, double wearNow, double dtSeconds) {
        wear = wearNow;
        double change = RAMP_PER_S * dtSeconds;
        speedRatio += Math.clamp(wantedSpeedRatio - speedRatio, -change, change);
        suctionHead = wellLevelM - ABOVE_THE_WELL_M - SUCTION_LOSS_PER_FLOW2 * flow * flow;
        double missing = curve.npshRequiredM(flow) - (Water.ATMOSPHERE_LESS_VAPOUR_M + suctionHead);
        cavitation = Math.clamp((missing + 0.5) / 2.5, 0, 1);
        turbulence.next(dtSeconds);
        shaking.next(dtSeconds);
        bearing.step(Motor.angularSpeed(rpm()), wear, dtSeconds);
    }

    /** The fast half: the water in the branch is pushed by the pump and held by the header. The check valve lets none back. */
    void push(double headerHeadM, double dtSeconds) {
        double loss = CHECK_VALVE_LOSS_PER_FLOW2 * flow * flow;
        flow = Math.max(0, flow + dtSeconds * (dischargeHeadM() - loss - headerHeadM) / BRANCH_INERTIA);
    }

    double dischargeHeadM() {
        double worn = 1 - 0.03 * wear;
        double boiling = 1 - 0.12 * cavitation;
        double lift = curve.headM(speedRatio, flow) * worn * boiling;
        return suctionHead + lift + turbulence.value() * (0.08 + 0.6 * cavitation) * speedRatio;
    }

    double suctionHeadM() {
        return suctionHead;
    }

    double flow() {
        return flow;
    }

    double speedRatio() {
        return speedRatio;
    }

    double cavitation() {
        return cavitation;
    }

    double rpm() {
        return Motor.RATED_RPM * speedRatio * (1 - SLIP_AT_FULL_LOAD * speedRatio * speedRatio);
    }

    double bearingTemperatureC() {
        return bearing.temperatureC();
    }

    double shaftPowerW() {
        if (speedRatio < 0.01) {
            return 0;
        }
        double lift = Math.max(0, curve.headM(speedRatio, flow));
        double hydraulic = Water.hydraulicPowerW(flow, lift) / curve.efficiency(speedRatio, flow);
        double churning = 2_600 * speedRatio * speedRatio * speedRatio;
        return Math.max(hydraulic, churning) + bearing.frictionTorqueNm(wear) * Motor.angularSpeed(rpm());
    }

    /** RMS velocity of the bearing housing, mm/s: the machine's own, what runs beside its best flow, boiling, and wear. */
    double vibrationMmPerS() {
        double still = 0.05;
        double running = 1.3 * speedRatio * speedRatio
                + 1.1 * curve.besideBest(speedRatio, flow) * speedRatio
                + 2.5 * cavitation
                + 5.5 * Math.pow(wear, 1.2) * speedRatio;
        return still + Math.max(0, running * (1 + 0.08 * shaking.value()));
    }
}
