package io.counterpart.ingest.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import org.junit.jupiter.api.Test;

/** Which device a token is. */
final class DeviceLoginsTest {

    private final FakeAccessFeed feed = new FakeAccessFeed().withTenant("acme").withDevice("acme", "pump-1", "token");
    private final DeviceLogins logins = new DeviceLogins(feed);

    @Test
    void aTokenIsItsDevice() {
        DeviceIdentity identity = logins.byToken("token").orElseThrow();

        assertEquals("acme", identity.tenant().value());
        assertEquals("pump-1", identity.device().value());
        assertTrue(logins.stillHolds(identity));
    }

    @Test
    void aTokenUnderAnotherNameIsNobody() {
        assertTrue(logins.byName("acme/pump-1", "token").isPresent());
        assertFalse(logins.byName("acme/pump-2", "token").isPresent());
        assertFalse(logins.byName("other/pump-1", "token").isPresent());
        assertFalse(logins.byName("", "token").isPresent());
    }

    @Test
    void thePartitionIsTheGroupsAmongTheTenantsPartitions() {
        feed.with(new AccessEvent.Tenant(new TenantId("acme"), "acme", "free", AccessEvent.Status.ACTIVE, 8, 0));

        assertEquals(
                new GroupId("pump-1").partition(8),
                logins.byToken("token").orElseThrow().partition());
    }

    @Test
    void nobodyIsKnownBeforeTheDirectoryIsWhole() {
        feed.notReady();

        assertFalse(logins.byToken("token").isPresent());
        assertFalse(logins.byName("acme/pump-1", "token").isPresent());
    }

    @Test
    void aChangeOfBindingEndsWhatALoginFound() {
        DeviceIdentity identity = logins.byToken("token").orElseThrow();

        feed.with(FakeAccessFeed.device("acme", "pump-1", 2, "token"));

        assertFalse(logins.stillHolds(identity));
    }
}
