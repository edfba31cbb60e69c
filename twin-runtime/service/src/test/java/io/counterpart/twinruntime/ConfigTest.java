package io.counterpart.twinruntime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.twinruntime.broker.BrokerConfig;
import io.counterpart.twinruntime.checkpoint.ObjectsConfig;
import io.counterpart.twinruntime.erasure.ErasureConfig;
import io.counterpart.twinruntime.history.HistoryConfig;
import io.counterpart.twinruntime.lane.LaneConfig;
import io.counterpart.twinruntime.ownership.OwnershipConfig;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What each setting is called in the environment, and what it is when it is not set. */
class ConfigTest {

    private static <C> C config(Class<C> mapping, Map<String, String> environment) {
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withConverter(Duration.class, 200, new DurationConverter())
                .withMapping(mapping)
                .build();
        return config.getConfigMapping(mapping);
    }

    @Test
    void pulsar() {
        BrokerConfig unset = config(BrokerConfig.class, Map.of());
        assertEquals("pulsar://localhost:6650", unset.serviceUrl());
        assertEquals(Optional.empty(), unset.tokenFile());

        BrokerConfig set = config(
                BrokerConfig.class,
                Map.of("COUNTERPART_PULSAR_SERVICE_URL", "pulsar://b:1", "COUNTERPART_PULSAR_TOKEN_FILE", "/t"));
        assertEquals("pulsar://b:1", set.serviceUrl());
        assertEquals(Optional.of(Path.of("/t")), set.tokenFile());
    }

    @Test
    void objects() {
        assertThrows(ConfigValidationException.class, () -> config(ObjectsConfig.class, Map.of()));
        assertEquals(
                Path.of("/objects"),
                config(ObjectsConfig.class, Map.of("COUNTERPART_OBJECTS_FOLDER", "/objects"))
                        .folder());
    }

    @Test
    void history() {
        Map<String, String> credentials = Map.of("COUNTERPART_HISTORY_USER", "u", "COUNTERPART_HISTORY_PASSWORD", "p");
        HistoryConfig unset = config(HistoryConfig.class, credentials);
        assertEquals("localhost:9000", unset.http());
        assertEquals("localhost:8812", unset.pg());
        assertEquals("u", unset.user());
        assertEquals("p", unset.password());

        HistoryConfig set = config(
                HistoryConfig.class,
                Map.of(
                        "COUNTERPART_HISTORY_HTTP", "q:1",
                        "COUNTERPART_HISTORY_PG", "q:2",
                        "COUNTERPART_HISTORY_USER", "u",
                        "COUNTERPART_HISTORY_PASSWORD", "p"));
        assertEquals("q:1", set.http());
        assertEquals("q:2", set.pg());
    }

    @Test
    void lanes() {
        LaneConfig unset = config(LaneConfig.class, Map.of());
        assertTrue(unset.count().isEmpty());
        assertEquals(Duration.ofSeconds(5), unset.pause());

        LaneConfig set =
                config(LaneConfig.class, Map.of("COUNTERPART_LANES_COUNT", "3", "COUNTERPART_LANES_PAUSE", "7s"));
        assertEquals(OptionalInt.of(3), set.count());
        assertEquals(Duration.ofSeconds(7), set.pause());
    }

    @Test
    void erasure() {
        ErasureConfig unset = config(ErasureConfig.class, Map.of());
        assertEquals(Duration.ofSeconds(60), unset.letGoWithin());
        assertEquals(Duration.ofSeconds(5), unset.lookAgainAfter());
        assertEquals(Duration.ofSeconds(1), unset.firstRetry());
        assertEquals(Duration.ofSeconds(30), unset.lastRetry());

        ErasureConfig set = config(
                ErasureConfig.class,
                Map.of(
                        "COUNTERPART_ERASURE_LET_GO_WITHIN", "1s",
                        "COUNTERPART_ERASURE_LOOK_AGAIN_AFTER", "2s",
                        "COUNTERPART_ERASURE_FIRST_RETRY", "3s",
                        "COUNTERPART_ERASURE_LAST_RETRY", "4s"));
        assertEquals(Duration.ofSeconds(1), set.letGoWithin());
        assertEquals(Duration.ofSeconds(2), set.lookAgainAfter());
        assertEquals(Duration.ofSeconds(3), set.firstRetry());
        assertEquals(Duration.ofSeconds(4), set.lastRetry());
    }

    @Test
    void ownership() {
        OwnershipConfig unset = config(OwnershipConfig.class, Map.of());
        assertEquals(16, unset.receiverQueue());
        assertEquals(Duration.ofSeconds(5), unset.checkpointEvery());
        assertEquals(10_000, unset.checkpointFrames());
        assertEquals(10_000, unset.unconfirmedMax());
        assertEquals(Duration.ofSeconds(60), unset.silence());
        assertEquals(Duration.ofSeconds(1), unset.retryAfter());
        assertEquals(Duration.ofMinutes(10), unset.parkAfter());
        assertEquals(Duration.ofSeconds(10), unset.stopWithin());

        OwnershipConfig set = config(
                OwnershipConfig.class,
                Map.of(
                        "COUNTERPART_OWNERSHIP_RECEIVER_QUEUE", "1",
                        "COUNTERPART_OWNERSHIP_CHECKPOINT_EVERY", "2s",
                        "COUNTERPART_OWNERSHIP_CHECKPOINT_FRAMES", "3",
                        "COUNTERPART_OWNERSHIP_UNCONFIRMED_MAX", "4",
                        "COUNTERPART_OWNERSHIP_SILENCE", "5s",
                        "COUNTERPART_OWNERSHIP_RETRY_AFTER", "6s",
                        "COUNTERPART_OWNERSHIP_PARK_AFTER", "8m",
                        "COUNTERPART_OWNERSHIP_STOP_WITHIN", "7s"));
        assertEquals(1, set.receiverQueue());
        assertEquals(Duration.ofSeconds(2), set.checkpointEvery());
        assertEquals(3, set.checkpointFrames());
        assertEquals(4, set.unconfirmedMax());
        assertEquals(Duration.ofSeconds(5), set.silence());
        assertEquals(Duration.ofSeconds(6), set.retryAfter());
        assertEquals(Duration.ofMinutes(8), set.parkAfter());
        assertEquals(Duration.ofSeconds(7), set.stopWithin());
    }
}
