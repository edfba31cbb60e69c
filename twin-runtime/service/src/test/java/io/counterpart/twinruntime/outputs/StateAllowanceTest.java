package io.counterpart.twinruntime.outputs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StateAllowanceTest {

    private final AtomicLong nanos = new AtomicLong();
    private final StateAllowance allowance = new StateAllowance(1_000, nanos::get);

    @Test
    void halfASecondsWorthMayBeSavedUp() {
        assertEquals(500, allowance.take(0, 10_000));
        assertEquals(0, allowance.take(1, 0));

        nanos.addAndGet(60_000_000_000L);

        assertEquals(500, allowance.take(0, 10_000));
    }

    @Test
    void itFillsAgainAtItsRate() {
        allowance.take(500, 0);

        pass(10);

        assertEquals(10, allowance.take(16, 0));
    }

    @Test
    void whatChangesAllTheTimeWaitsForABurst() {
        allowance.take(0, 500);

        pass(49);
        assertEquals(0, allowance.take(0, 16));

        pass(1);
        assertEquals(16, allowance.take(0, 16));
        assertEquals(34, allowance.take(0, 1_000));
        pass(10);
        assertEquals(0, allowance.take(0, 16));
    }

    @Test
    void whatWasQuietWaitsForNone() {
        allowance.take(0, 500);

        pass(4);

        assertEquals(3, allowance.take(5, 11));
    }

    @Test
    void whatChangesAllTheTimeGoesOnHoweverManyAreUrgent() {
        allowance.take(0, 500);
        int all = 0;
        int busy = 0;

        for (int i = 0; i < 2_000; i++) {
            pass(1);
            int taken = allowance.take(1, 100);
            all += taken;
            busy += Math.max(0, taken - 1);
        }

        assertEquals(2_000, all, 50);
        assertEquals(500, busy, 100);
    }

    private void pass(long ms) {
        nanos.addAndGet(ms * 1_000_000);
    }
}
