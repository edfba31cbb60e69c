package io.counterpart.twinruntime.backfill;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.backfill.Backfill;
import java.util.concurrent.CompletableFuture;

/** Who works out pasts. */
@FunctionalInterface
public interface PastWork {

    /**
     * Has a twin's past worked out, some time, from what history had acknowledged before.
     *
     * @return how many values that were, when they are on disk; who cancels it has it left
     */
    CompletableFuture<Long> workOut(TenantId tenant, Backfill backfill);
}
