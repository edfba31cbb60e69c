package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.bench.load.LoadCount;
import io.counterpart.bench.load.ReadingTemplate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeliveryAuditTest {

    @Test
    void whatWasAcknowledgedAndIsThereOnceInOrderIsKept() {
        DeliveryAudit audit = audit(3, 3, 3, 1, 2, 3);

        assertTrue(audit.kept());
        assertEquals(3, audit.stored());
        assertEquals(List.of(), audit.examples());
    }

    @Test
    void whatWasSentAndNeverAcknowledgedMayBeThereOrNot() {
        assertTrue(audit(4, 3, 3, 1, 2, 3).kept());
        assertTrue(audit(4, 3, 4, 1, 2, 3, 4).kept());
    }

    @Test
    void anAcknowledgedReadingThatIsNotThereIsMissing() {
        DeliveryAudit audit = audit(3, 3, 3, 1, 3);

        assertEquals(1, audit.missing());
        assertFalse(audit.kept());
        assertEquals(
                List.of("pump: 3 acknowledged, 2 stored, 1 missing, 0 twice, 0 disordered, 0 invented"),
                audit.examples());
    }

    @Test
    void aReadingThatIsThereTwiceIsNamed() {
        assertEquals(1, audit(3, 3, 3, 1, 2, 2, 3).twice());
    }

    @Test
    void aReadingThatStandsBehindALaterOneIsDisordered() {
        assertEquals(1, audit(3, 3, 3, 1, 3, 2).disordered());
    }

    @Test
    void aReadingThatWasNeverSentIsInvented() {
        assertEquals(1, audit(3, 3, 3, 1, 2, 3, 4).invented());
    }

    @Test
    void aStateOlderThanTheNewestReadingIsStale() {
        assertEquals(1, audit(3, 3, 2, 1, 2, 3).staleStates());
    }

    @Test
    void devicesAreAddedUp() {
        StoredReadings shown = shown(2, 1, 2);

        DeliveryAudit audit =
                DeliveryAudit.of(List.of(new LoadCount("acme/a", 2, 2), new LoadCount("acme/b", 3, 3)), shown);

        assertEquals(2, audit.devices());
        assertEquals(5, audit.acknowledged());
        assertEquals(4, audit.stored());
        assertEquals(1, audit.missing());
    }

    private static DeliveryAudit audit(long sent, long acknowledged, long newest, long... stored) {
        return DeliveryAudit.of(List.of(new LoadCount("acme/pump", sent, acknowledged)), shown(newest, stored));
    }

    private static StoredReadings shown(long newest, long... stored) {
        return new StoredReadings() {
            @Override
            public long[] sequences(String device) {
                return Arrays.stream(stored).map(DeliveryAuditTest::sequence).toArray();
            }

            @Override
            public long newest(String device) {
                return sequence(newest);
            }

            @Override
            public long applied(String device) {
                return stored.length;
            }
        };
    }

    private static long sequence(long number) {
        return ReadingTemplate.FIRST_SEQUENCE + number - 1;
    }
}
