package io.counterpart.tenants.audit;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AuditEntryTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final AuditEntry FIRST =
            AuditEntry.after(1, AuditEntry.START, NOON, "person:a", "device.create", "devices/x", "r");

    @Test
    void anEntryFollowsFromTheOneBefore() {
        AuditEntry second = AuditEntry.after(2, FIRST.hash(), NOON, "person:a", "device.remove", "devices/x", "r");

        assertTrue(FIRST.follows(0, AuditEntry.START));
        assertTrue(second.follows(1, FIRST.hash()));
        assertFalse(second.follows(0, AuditEntry.START));
        assertFalse(second.follows(2, FIRST.hash()));
    }

    @Test
    void whatIsMovedBetweenPartsChangesTheHash() {
        AuditEntry one = AuditEntry.after(1, AuditEntry.START, NOON, "ab", "c", "d", "r");
        AuditEntry other = AuditEntry.after(1, AuditEntry.START, NOON, "a", "bc", "d", "r");

        assertNotEquals(one.hash(), other.hash());
    }
}
