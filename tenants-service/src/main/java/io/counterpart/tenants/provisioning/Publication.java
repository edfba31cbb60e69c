package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.access.AccessPublisher;
import io.counterpart.tenants.access.AccessSource;
import io.counterpart.tenants.access.Sightings;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.tenant.Tenant;
import io.counterpart.tenants.tenant.TenantRows;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings what stands in the database now to the topics {@code access} and {@code erasures}. */
@ApplicationScoped
class Publication {

    private final AccessPublisher publisher;
    private final Sightings sightings;
    private final ErasureOrders orders;
    private final TenantRows tenants;
    private final Map<Task.Subject, AccessSource> sources = new EnumMap<>(Task.Subject.class);

    @Inject
    Publication(
            AccessPublisher publisher,
            Sightings sightings,
            ErasureOrders orders,
            TenantRows tenants,
            @All List<AccessSource> sources) {
        this.publisher = publisher;
        this.sightings = sightings;
        this.orders = orders;
        this.tenants = tenants;
        sources.forEach(source -> this.sources.put(source.subject(), source));
        for (Task.Subject subject : Task.Subject.values()) {
            if (!this.sources.containsKey(subject)) {
                throw new IllegalStateException("nobody knows what stands on access of a " + subject);
            }
        }
    }

    Uni<Void> run(TenantId tenant, Task.Publish publish) {
        return source(publish.subject())
                .current(tenant, publish.id())
                .chain(fact -> isLive(tenant).chain(live -> publish(fact.key(), live ? fact.event() : null)));
    }

    private Uni<Void> publish(String key, @Nullable AccessEvent event) {
        return publisher.publish(key, event).chain(() -> sightings.await(key, event));
    }

    private Uni<Boolean> isLive(TenantId tenant) {
        return tenants.find(tenant)
                .map(found -> found.filter(live -> live.status() != Tenant.Status.ERASING)
                        .isPresent());
    }

    /** Takes the tenant and all that is its off the topic; the tenant first, which by itself shuts everybody out. */
    Uni<Void> withdrawAll(TenantId tenant) {
        return Multi.createFrom()
                .items(Task.Subject.values())
                .onItem()
                .transformToUniAndConcatenate(
                        subject -> source(subject).keys(tenant).chain(this::withdraw))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Has every other service erase the tenant. */
    Uni<Void> order(ErasureOrder order) {
        return orders.publish(order);
    }

    private Uni<Void> withdraw(List<String> keys) {
        return Multi.createFrom()
                .iterable(keys)
                .onItem()
                .transformToUniAndConcatenate(key -> publisher.publish(key, null))
                .collect()
                .last()
                .replaceWithVoid();
    }

    private AccessSource source(Task.Subject subject) {
        return java.util.Objects.requireNonNull(sources.get(subject));
    }
}
