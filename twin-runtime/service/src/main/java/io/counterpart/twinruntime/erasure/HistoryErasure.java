package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.identity.TenantId;
import java.util.concurrent.CompletionStage;

/** History, as it forgets. */
public interface HistoryErasure {

    /**
     * Ends when no row of the tenant is in history; may be asked again, after a crash in the middle too. One at a time, by one
     * process: it must not be asked again before it has ended.
     */
    CompletionStage<Void> erase(TenantId tenant);
}
