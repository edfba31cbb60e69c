package io.counterpart.tenants.access;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.outbox.Task;
import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Knows what should stand on the topic {@code access} for one kind of thing: each feature has one. */
public interface AccessSource {

    /**
     * A fact, or that there is none.
     *
     * @param key what it is about
     * @param event what should stand there, null for nothing
     */
    record Fact(String key, @Nullable AccessEvent event) {}

    Task.Subject subject();

    /** What should stand there now. */
    Uni<Fact> current(TenantId tenant, String id);

    /** The keys of all things of this kind that a tenant has. */
    Uni<List<String>> keys(TenantId tenant);
}
