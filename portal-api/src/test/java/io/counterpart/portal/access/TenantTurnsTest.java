package io.counterpart.portal.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.portal.problem.ApiProblem;
import org.junit.jupiter.api.Test;

class TenantTurnsTest {

    private static final TenantId ONE = new TenantId("one");

    private final TenantTurns turns = new TenantTurns(2, "things", "Two at once.");

    @Test
    void refusesOneTooManyOfTheTenantAlone() {
        turns.enter(ONE);
        turns.enter(ONE);

        ApiProblem refused = assertThrows(ApiProblem.class, () -> turns.enter(ONE));

        assertEquals("Two at once.", refused.problem().detail());
        assertDoesNotThrow(() -> turns.enter(new TenantId("two")));
    }

    @Test
    void givesATurnBackOnceHoweverOftenItIsLeft() {
        turns.enter(ONE);
        Runnable leave = turns.enter(ONE);

        leave.run();
        leave.run();

        assertDoesNotThrow(() -> turns.enter(ONE));
        assertThrows(ApiProblem.class, () -> turns.enter(ONE));
    }
}
