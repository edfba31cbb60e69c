package io.counterpart.tenants;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.tenants.outbox.OutboxConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What holds when nothing is set, and by which names it is set. */
class OutboxConfigTest {

    @Test
    void theDefaultsStand() {
        // When
        OutboxConfig config = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(OutboxConfig.class)
                .build()
                .getConfigMapping(OutboxConfig.class);

        // Then
        assertEquals(4, config.lanes());
        assertEquals(64, config.batch());
        assertEquals(Duration.ofSeconds(1), config.poll());
        assertEquals(Duration.ofSeconds(30), config.timeout());
        assertEquals(Duration.ofMillis(250), config.firstRetry());
        assertEquals(Duration.ofSeconds(30), config.lastRetry());
        assertEquals(Duration.ofSeconds(8), config.answerWithin());
    }
}
