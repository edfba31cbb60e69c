package io.counterpart.journey;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.bench.Faults;
import io.counterpart.bench.LoadTenant;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.platform.LocalPlatform;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Each process dies once, and partitions change owners; {@code ./counterpart bench faults} does it often and for longer. */
@ExtendWith(WholePlatform.class)
class FaultsJourneyTest {

    /** More than the pause after which an owner doubts that its partitions are still its own. */
    private static final Duration STOPPED = Duration.ofSeconds(7);

    @Test
    void whatWasAcknowledgedIsThereOnceAndInOrder(LocalPlatform platform, @TempDir Path folder) throws Exception {
        try (LoadTenant tenant = LoadTenant.on(platform, new TenantId(WholePlatform.freshName()))) {
            Faults.Outcome outcome = new Faults(platform, tenant, System.out::println)
                    .run(new Faults.Plan(1, STOPPED, Duration.ofSeconds(20)), folder);

            assertTrue(outcome.load().acknowledged() > 10_000, outcome::summary);
            assertTrue(outcome.load().reconnects() > 0, "ingest died, and no device noticed");
            assertTrue(outcome.takeOver().fromStopped().partitions() > 0, "nobody was fenced");
            assertTrue(outcome.takeOver().fromKilled().partitions() > 0, "nobody took from the dead");
            assertTrue(outcome.log().events() > 0 && outcome.log().states() > 0, () -> "read: " + outcome.log());
            assertTrue(outcome.kept(), outcome::summary);
        }
    }
}
