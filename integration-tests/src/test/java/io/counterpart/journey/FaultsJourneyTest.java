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

/** Each process dies once; {@code ./counterpart bench faults} does it often and for longer. */
@ExtendWith(WholePlatform.class)
class FaultsJourneyTest {

    /** More than the pause after which an owner doubts that its partitions are still its own. */
    private static final Duration STOPPED = Duration.ofSeconds(7);

    @Test
    void whatWasAcknowledgedIsThereOnceAndInOrder(LocalPlatform platform, @TempDir Path folder) throws Exception {
        try (LoadTenant tenant = LoadTenant.on(platform, new TenantId(WholePlatform.freshName()))) {
            Faults.Outcome outcome = new Faults(platform, tenant, line -> {})
                    .run(new Faults.Plan(1, STOPPED, Duration.ofSeconds(20)), folder);

            assertTrue(outcome.load().acknowledged() > 10_000, () -> "acknowledged: " + outcome.load());
            assertTrue(outcome.load().reconnects() > 0, "ingest died, and no device noticed");
            assertTrue(outcome.kept(), () -> outcome.audit() + ", rows " + outcome.rows());
        }
    }
}
