package io.counterpart.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TypeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptedTimeTest {

    private static final long KNOWN_AT = 1_700_000_000_000L;
    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");

    @Test
    void ofEveryTwinTimesFrom2000ToFiveMinutesAheadAreAccepted() {
        assertTrue(AcceptedTime.ANY.accepts(AcceptedTime.EARLIEST_MS, KNOWN_AT));
        assertFalse(AcceptedTime.ANY.accepts(AcceptedTime.EARLIEST_MS - 1, KNOWN_AT));
        assertTrue(AcceptedTime.ANY.accepts(KNOWN_AT + 300_000, KNOWN_AT));
        assertFalse(AcceptedTime.ANY.accepts(KNOWN_AT + 300_001, KNOWN_AT));
    }

    @Test
    void aTypesLimitsAreAccepted() {
        AcceptedTime narrow = new AcceptedTime(10_000, 1_000);
        assertTrue(narrow.accepts(KNOWN_AT - 10_000, KNOWN_AT));
        assertFalse(narrow.accepts(KNOWN_AT - 10_001, KNOWN_AT));
        assertTrue(narrow.accepts(KNOWN_AT + 1_000, KNOWN_AT));
        assertFalse(narrow.accepts(KNOWN_AT + 1_001, KNOWN_AT));
        assertFalse(
                new AcceptedTime(AcceptedTime.UNBOUNDED, 1_000).accepts(AcceptedTime.EARLIEST_MS - 1, KNOWN_AT),
                "nothing is before 2000");
    }

    @Test
    void whatIsFromTheFutureOrFromBeforeAllDevicesProvesAWrongClockAndWhatIsLateDoesNot() {
        AcceptedTime narrow = new AcceptedTime(10_000, 1_000);
        assertTrue(narrow.isProofOfWrongClock(KNOWN_AT + 1_001, KNOWN_AT));
        assertFalse(narrow.isProofOfWrongClock(KNOWN_AT + 1_000, KNOWN_AT));
        assertTrue(narrow.isProofOfWrongClock(AcceptedTime.EARLIEST_MS - 1, KNOWN_AT));
        assertFalse(narrow.isProofOfWrongClock(KNOWN_AT - 10_001, KNOWN_AT), "it may have waited");
    }

    @Test
    void aRefusalNamesTheLimitAndWhoseItIs() {
        AcceptedTime narrow = new AcceptedTime(7 * 86_400_000L, 90_000);
        assertEquals(
                "the time 1600000000000 is before 1700000000000, when it was received, by more than the type " + RIG
                        + " takes, which is P7D",
                narrow.refusal(1_600_000_000_000L, KNOWN_AT, RIG));
        assertEquals(
                "the time 1700000090001 is after 1700000000000, when it was received, by more than the type " + RIG
                        + " takes, which is PT1M30S",
                narrow.refusal(KNOWN_AT + 90_001, KNOWN_AT, RIG));
        assertEquals(
                "the time 1700000300001 is more than 5 minutes after 1700000000000, when it was received",
                AcceptedTime.ANY.refusal(KNOWN_AT + 300_001, KNOWN_AT, RIG));
        assertEquals(
                "the time 1700000000 is before 2000-01-01; times are epoch milliseconds, not seconds",
                narrow.refusal(1_700_000_000L, KNOWN_AT, RIG));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, 300001"})
    void limitsAreTimesThatCanBe(long pastMs, long futureMs) {
        assertThrows(IllegalArgumentException.class, () -> new AcceptedTime(pastMs, futureMs));
    }
}
