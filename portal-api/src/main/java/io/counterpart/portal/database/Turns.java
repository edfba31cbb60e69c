package io.counterpart.portal.database;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets work of one tenant in one after the other, in the order of its coming. In the database such work would wait for one another all the
 * same, but with a connection in its hands that other tenants need.
 */
final class Turns {

    /** How much may wait for one tenant. */
    static final int WAITING_MAX = 200;

    private final Vertx vertx;
    private final Map<TenantId, Queue<Runnable>> waiting = new HashMap<>();

    Turns(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Does this work when it is its turn, where the caller is; fails with a problem when too much is waiting already. */
    <T> Uni<T> take(TenantId tenant, Supplier<Uni<T>> work) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = vertx.getOrCreateContext();
            Runnable turn = () -> run(tenant, work, emitter);
            switch (arrive(tenant, () -> context.runOnContext(here -> turn.run()))) {
                case FIRST -> turn.run();
                case QUEUED -> {
                    // Whoever is before it calls it.
                }
                case REFUSED ->
                    emitter.fail(new ApiProblem(
                            ProblemType.UNAVAILABLE,
                            "More than " + WAITING_MAX + " writes of this tenant's graph are waiting. Try again."));
            }
        });
    }

    private enum Arrival {
        FIRST,
        QUEUED,
        REFUSED
    }

    private synchronized Arrival arrive(TenantId tenant, Runnable whenCalled) {
        Queue<Runnable> queue = waiting.get(tenant);
        if (queue == null) {
            waiting.put(tenant, new ArrayDeque<>());
            return Arrival.FIRST;
        }
        if (queue.size() >= WAITING_MAX) {
            return Arrival.REFUSED;
        }
        queue.add(whenCalled);
        return Arrival.QUEUED;
    }

    private <T> void run(TenantId tenant, Supplier<Uni<T>> work, UniEmitter<? super T> emitter) {
        Uni.createFrom()
                .deferred(work::get)
                .onTermination()
                .invoke(() -> callNext(tenant))
                .subscribe()
                .with(emitter::complete, emitter::fail);
    }

    private void callNext(TenantId tenant) {
        Runnable next = next(tenant);
        if (next != null) {
            next.run();
        }
    }

    private synchronized @Nullable Runnable next(TenantId tenant) {
        Queue<Runnable> queue = waiting.getOrDefault(tenant, new ArrayDeque<>());
        Runnable next = queue.poll();
        if (next == null) {
            waiting.remove(tenant);
        }
        return next;
    }

    /** For how many tenants there is work. */
    synchronized int tenants() {
        return waiting.size();
    }
}
