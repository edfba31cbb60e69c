package io.counterpart.twinruntime.backfill;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.backfill.Backfill;
import java.util.concurrent.CompletionStage;

/** Who works out pasts. */
@FunctionalInterface
public interface PastWork {

    /**
     * Has a twin's past worked out, some time.
     *
     * @return how many values that were, when they are on disk
     */
    CompletionStage<Long> workOut(TenantId tenant, Backfill backfill);
}
