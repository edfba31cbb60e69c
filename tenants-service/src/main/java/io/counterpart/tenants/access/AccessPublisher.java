package io.counterpart.tenants.access;

import io.counterpart.contracts.access.AccessEvent;
import io.smallrye.mutiny.Uni;
import org.jspecify.annotations.Nullable;

/** Puts facts on the topic {@code access}. */
public interface AccessPublisher {

    /**
     * Completes when the fact is durable there.
     *
     * @param key what it is about
     * @param event what stands there now, null for nothing
     */
    Uni<Void> publish(String key, @Nullable AccessEvent event);
}
