package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.TenantId;
import java.util.concurrent.CompletionStage;

/** The log, as ingest sees it. What it returns may complete on any thread. */
public interface InputPublisher {

    /**
     * Opens one partition of a tenant's inputs for writing.
     *
     * @param producerName unique in the platform: the broker tells repeated frames by it
     */
    CompletionStage<Outlet> open(TenantId tenant, int partition, String producerName);

    /** One partition, open. */
    interface Outlet {

        /**
         * Sends one frame; completes when it is durable, in the order of sending. It waits as long as the broker is away, and
         * fails only when this outlet cannot be used any more.
         */
        CompletionStage<?> send(byte[] frame);

        /** Closes it; frames under way fail unless they are durable. */
        CompletionStage<?> close();
    }
}
