package io.counterpart.tenants.access;

import io.counterpart.contracts.access.AccessEvent;
import io.smallrye.mutiny.Uni;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Brings the facts on the topic {@code access} back, those of other instances too. */
public interface AccessFeed {

    /** Hands all facts that stand to the listener, completes then, and goes on with those that come. */
    Uni<Void> follow(BiConsumer<String, @Nullable AccessEvent> listener);
}
