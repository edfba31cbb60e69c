package io.counterpart.portal.erasure;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.portal.database.TenantErasure;
import io.counterpart.portal.graph.GraphIndexes;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.log.TopicLog;
import io.counterpart.portal.type.Interfaces;
import io.counterpart.portal.type.TwinTypes;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Empties this service of a tenant: first nothing more can be written, then its types are withdrawn from the log, and the rows that
 * name them go last. So it may be done again from the beginning, wherever it stopped.
 */
@Singleton
class TenantEraser {

    private static final int TYPES_AT_ONCE = 200;

    private final TenantErasure rows;
    private final TwinTypes types;
    private final TopicLog log;
    private final LiveStates live;
    private final GraphIndexes graphs;
    private final Interfaces interfaces;
    private final Vertx vertx;

    TenantEraser(
            TenantErasure rows,
            TwinTypes types,
            TopicLog log,
            LiveStates live,
            GraphIndexes graphs,
            Interfaces interfaces,
            Vertx vertx) {
        this.rows = rows;
        this.types = types;
        this.log = log;
        this.live = live;
        this.graphs = graphs;
        this.interfaces = interfaces;
        this.vertx = vertx;
    }

    Uni<Void> erase(TenantId tenant) {
        return inContext(() -> rows.begin(tenant))
                .invoke(() -> forget(tenant))
                .chain(() -> withdrawTypesAfter(tenant, ""))
                .chain(() -> inContext(() -> rows.finish(tenant)))
                .invoke(() -> forget(tenant));
    }

    /** At once, and again at the end: somebody may have taken up meanwhile what was still there. */
    private void forget(TenantId tenant) {
        live.forget(tenant);
        graphs.forget(tenant);
        interfaces.forget(tenant);
    }

    private Uni<Void> withdrawTypesAfter(TenantId tenant, String id) {
        return inContext(() -> types.ids(tenant, id, TYPES_AT_ONCE))
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : withdraw(tenant, ids)
                                .chain(() ->
                                        withdrawTypesAfter(tenant, ids.getLast().value())));
    }

    private Uni<Void> withdraw(TenantId tenant, List<TypeId> ids) {
        return Multi.createFrom()
                .iterable(ids)
                .onItem()
                .transformToUniAndConcatenate(type -> Uni.createFrom()
                        .completionStage(() -> log.publish(Topics.DEFINITIONS, TypeDefinition.key(tenant, type), null)))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** The log answers on threads of its own; the database wants one of Vert.x', in a context that nobody shares. */
    private <T> Uni<T> inContext(Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = Objects.requireNonNull(
                    VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()), "context");
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(here -> work.get().subscribe().with(emitter::complete, emitter::fail));
        });
    }
}
