package io.counterpart.demo.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PumpCurveTest {
    private final PumpCurve curve = PumpCurve.DEMO;

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.9})
    void headGoesWithTheSquareOfTheSpeedAtTheSameRelativeFlow(double ratio) {
        double flow = curve.bestFlowM3PerS();

        double slow = curve.headM(ratio, flow * ratio);

        assertEquals(curve.headM(1, flow) * ratio * ratio, slow, 1e-9);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.7, 0.9})
    void hydraulicPowerGoesWithTheCubeOfTheSpeed(double ratio) {
        double flow = curve.bestFlowM3PerS();
        double full = Water.hydraulicPowerW(flow, curve.headM(1, flow)) / curve.efficiency(1, flow);

        double slow = Water.hydraulicPowerW(flow * ratio, curve.headM(ratio, flow * ratio))
                / curve.efficiency(ratio, flow * ratio);

        assertEquals(full * ratio * ratio * ratio, slow, 1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 0.6, 1.4, 1.8})
    void noFlowIsMoreEfficientThanTheBest(double share) {
        double beside = curve.efficiency(1, curve.bestFlowM3PerS() * share);

        assertTrue(beside < curve.efficiency(1, curve.bestFlowM3PerS()));
    }
}
