package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.counterpart.contracts.identity.TwinId;
import org.junit.jupiter.api.Test;

final class SteadyLoadTest {

    @Test
    void whatATwinMeasuresIsAFunctionOfTheTime() {
        TwinId twin = new TwinId("twin-99999");

        assertEquals(SteadyLoad.pressure(twin, 1_000), SteadyLoad.pressure(twin, 1_000));
        assertNotEquals(SteadyLoad.pressure(twin, 1_000), SteadyLoad.pressure(twin, 1_001));
        assertNotEquals(SteadyLoad.pressure(twin, 1_000), SteadyLoad.pressure(new TwinId("twin-99998"), 1_000));
        // No rule of the types finds anything wrong with it.
        assertEquals(99.9, SteadyLoad.pressure(new TwinId("twin-0"), 999));
        assertEquals(0, SteadyLoad.pressure(new TwinId("twin-0"), 1_000));
    }
}
