package io.counterpart.twinruntime.outputs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StateAllowanceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StateAllowance allowance = new StateAllowance(1_000, nanos::get);

    @Test
    void halfASecondsWorthMayBeSavedUp() {
        assertEquals(500, allowance.take(10_000));
        assertEquals(0, allowance.take(1));

        nanos.addAndGet(60_000_000_000L);

        assertEquals(500, allowance.take(10_000));
    }

    @Test
    void itFillsAgainAtItsRate() {
        allowance.take(500);

        nanos.addAndGet(10_000_000);

        assertEquals(10, allowance.take(16));
    }
}
