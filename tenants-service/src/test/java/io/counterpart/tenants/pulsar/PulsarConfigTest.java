package io.counterpart.tenants.pulsar;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PulsarConfigTest {

    private static PulsarConfig config(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(PulsarConfig.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(PulsarConfig.class);
    }

    @Test
    void theDefaultsStand() {
        PulsarConfig config = config(Map.of("COUNTERPART_PULSAR_TOKEN_FILE", "/run/token"));

        assertEquals("pulsar://127.0.0.1:6650", config.serviceUrl());
        assertEquals("http://127.0.0.1:8081", config.adminUrl());
        assertEquals(Path.of("/run/token"), config.tokenFile());
        assertEquals(Duration.ofHours(24), config.logRetention());
        assertEquals(16L << 30, config.backlogBytesMax());
        assertEquals(1 << 20, config.compactionThresholdBytes());
        assertEquals(10_000, config.rejectionsScannedMax());
    }

    @Test
    void theEnvironmentSetsThem() {
        PulsarConfig config = config(Map.of(
                "COUNTERPART_PULSAR_TOKEN_FILE", "/run/token",
                "COUNTERPART_PULSAR_SERVICE_URL", "pulsar://broker:1",
                "COUNTERPART_PULSAR_ADMIN_URL", "http://broker:2",
                "COUNTERPART_PULSAR_LOG_RETENTION", "2h"));

        assertEquals("pulsar://broker:1", config.serviceUrl());
        assertEquals("http://broker:2", config.adminUrl());
        assertEquals(Duration.ofHours(2), config.logRetention());
    }
}
