package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.erasure.StoreErased;
import io.smallrye.mutiny.Uni;
import java.util.function.Function;

/** Brings what stands on the topic {@code erased}, to one instance of this service at a time. */
public interface ErasureAnswers {

    /**
     * Hands the answers on, one after the other. One is off the topic when what was made of it stands; until then it comes again.
     * Fails when the topic cannot be read.
     */
    Uni<Void> follow(Function<StoreErased, Uni<Void>> listener);
}
