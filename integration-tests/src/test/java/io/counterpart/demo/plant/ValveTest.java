package io.counterpart.demo.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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

    @Test
    void aStrokeTestGoesAwayFromWhereItStandsAndBack() {
        assertTrue(valve.beginTest(10));
        assertFalse(valve.beginTest(10));
        assertNull(valve.takeResult());

        run(90);

        StrokeTest.Result result = valve.takeResult();
        assertNotNull(result);
        assertEquals(10, result.reachedPercent(), 0.2);
        assertEquals(4, result.seconds(), 0.3);
        assertNull(valve.takeResult());
        assertEquals(90, valve.positionPercent(), 0.2);
        assertTrue(valve.beginTest(5));
    }

    @Test
    void whereThereIsNoRoomAboveItGoesDown() {
        run(100);
        assertTrue(valve.beginTest(30));

        run(100);

        StrokeTest.Result result = valve.takeResult();
        assertNotNull(result);
        assertEquals(30, result.reachedPercent(), 0.2);
        assertEquals(100, valve.positionPercent(), 0.2);
    }

    private void run(double target) {
        for (int i = 0; i < 1_000; i++) {
            valve.step(target, 0.05);
        }
    }
}
