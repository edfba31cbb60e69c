package io.counterpart.demo.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class ValveTest {
    private final Valve valve = new Valve(50, 20, 2);

    @Test
    void itSticksUntilTheWantedPositionIsFarEnoughAway() {
        run(51.5);

        assertEquals(50, valve.positionPercent());
    }

    @Test
    void onceItSlipsItGoesAllTheWay() {
        run(53);

        assertEquals(53, valve.positionPercent(), 0.2);
    }

    @Test
    void itTakesItsTime() {
        for (int i = 0; i < 100; i++) {
            valve.step(100, 0.05);
        }

        assertTrue(valve.positionPercent() < 76);
    }

    private void run(double target) {
        for (int i = 0; i < 1_000; i++) {
            valve.step(target, 0.05);
        }
    }
}
