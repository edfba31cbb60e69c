package io.counterpart.ingest.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import org.junit.jupiter.api.Test;

/** What messages of {@code access} do to the directory. */
final class AccessFoldTest {

    private static final AccessEvent TENANT = FakeAccessFeed.tenant("acme", AccessEvent.Status.ACTIVE);
    private static final AccessEvent.Device DEVICE = FakeAccessFeed.device("acme", "pump-1", 1, "token");

    private final AccessDirectory directory = new AccessDirectory();
    private final AccessFold fold = new AccessFold(directory);

    AccessFoldTest() {
        fold.take(TENANT.key(), AccessEvent.JSON.write(TENANT));
        fold.take(DEVICE.key(), AccessEvent.JSON.write(DEVICE));
    }

    @Test
    void aDeviceThatIsSaidIsKnown() {
        assertEquals(DEVICE, directory.deviceByToken("token").orElseThrow());
    }

    @Test
    void anEmptyMessageTakesAway() {
        fold.take(DEVICE.key(), new byte[0]);

        assertFalse(directory.deviceByToken("token").isPresent());
    }

    @Test
    void aMessageThatIsNotUnderstoodShutsItsSubjectOutAndNobodyElse() {
        AccessEvent other = FakeAccessFeed.device("acme", "pump-2", 1, "other");
        fold.take(other.key(), AccessEvent.JSON.write(other));

        fold.take(DEVICE.key(), "{\"access\":\"device\",\"gene".getBytes(UTF_8));

        assertFalse(directory.deviceByToken("token").isPresent());
        assertTrue(
                directory.device(new TenantId("acme"), new DeviceId("pump-2")).isPresent());
    }
}
