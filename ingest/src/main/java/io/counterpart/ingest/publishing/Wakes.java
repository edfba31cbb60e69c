package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.TenantId;
import java.util.concurrent.CompletionStage;

/** Where it is told that a partition is written into, so that its owner looks after it. */
@FunctionalInterface
interface Wakes {

    /** Completes when everybody will hear of it. */
    CompletionStage<?> wake(TenantId tenant, int partition);
}
