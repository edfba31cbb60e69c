package io.counterpart.twinruntime.backfill;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.backfill.PastSignals;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** What was stored of twins. */
public interface PastReader {

    /**
     * What was measured at one time.
     *
     * @param ts event time, epoch milliseconds
     * @param values by source
     */
    record Moment(long ts, Map<PastSignals.Source, Value> values) {}

    /**
     * Some of a past.
     *
     * @param moments by growing time
     * @param nextFromMs where the next page begins; empty where this is the last
     */
    record Page(List<Moment> moments, OptionalLong nextFromMs) {}

    /** Ends when all that history had acknowledged of the tenant before this call can be read. */
    CompletionStage<Void> ready(TenantId tenant);

    /**
     * The next page of what a past is worked out from, as it was known when the twin got its type.
     *
     * @param sources where the values stand
     * @param fromMs from this event time on
     */
    CompletionStage<Page> read(TenantId tenant, Backfill backfill, List<PastSignals.Source> sources, long fromMs);
}
