package io.counterpart.portal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.portal.Surrounded;
import io.counterpart.portal.database.OutboxConfig;
import io.counterpart.portal.log.PulsarConfig;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Surrounded
class LiveConfigComponentTest {

    private final LiveConfig live;
    private final OutboxConfig outbox;
    private final PulsarConfig pulsar;

    @Inject
    LiveConfigComponentTest(LiveConfig live, OutboxConfig outbox, PulsarConfig pulsar) {
        this.live = live;
        this.outbox = outbox;
        this.pulsar = pulsar;
    }

    @Test
    void withoutSettingsTheBoundsAreTheDocumentedOnes() {
        assertEquals(Duration.ofMinutes(10), live.idleAfter());
        assertEquals(Duration.ofMillis(100), live.pace());
        assertEquals(Duration.ofSeconds(15), live.heartbeat());
        assertEquals(200, live.viewersMax());
        assertEquals(2_000, live.tenantsMax());
        assertEquals(200, outbox.batch());
        assertEquals("pulsar://127.0.0.1:6650", pulsar.serviceUrl());
        assertTrue(pulsar.tokenFile().isEmpty());
    }
}
