package io.counterpart.portal.graph;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.live.LiveStates;
import io.counterpart.portal.problem.ApiProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The graphs of the tenants that somebody asks of: loaded on first use, brought up to date before each, released when idle. */
@Singleton
public final class GraphIndexes {

    private static final Logger LOG = Logger.getLogger(GraphIndexes.class);
    private static final long SWEEP_MS = 30_000;

    private final GraphStore store;
    private final LiveStates states;
    private final GraphConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final Map<TenantId, Held> open = new HashMap<>();
    private final long sweep;

    private static final class Held {
        private final GraphIndex index;
        private Instant usedAt;

        Held(GraphIndex index, Instant usedAt) {
            this.index = index;
            this.usedAt = usedAt;
        }
    }

    GraphIndexes(
            GraphStore store,
            LiveStates states,
            GraphConfig config,
            Clock clock,
            Vertx vertx,
            AccessDirectory access,
            MeterRegistry meters) {
        this.store = store;
        this.states = states;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.sweep = vertx.setPeriodic(SWEEP_MS, id -> releaseIdle());
        access.onChange(this::accessChanged);
        meters.gauge("counterpart.graph.tenants", this, GraphIndexes::tenants);
    }

    /**
     * The tenant's graph with all that was written before this call; goes on where the caller was. Fails with a problem when the
     * revision does not come in time, or too many tenants' graphs are open. Going through a large graph takes longer than an event loop
     * has: that belongs on a thread of its own.
     *
     * @param minRevision the graph's revision that the reader must see, as a write's answer named it; null for the newest, whatever it is
     */
    public Uni<GraphView> of(TenantId tenant, @Nullable Long minRevision) {
        return states.of(tenant)
                .chain(live -> revision(tenant, minRevision == null ? 0 : minRevision, config.revisionWithin())
                        .chain(revision -> hold(tenant).at(revision, live)));
    }

    /** The graph as it was known at this time, epoch milliseconds; without values, which are history's. It is read anew for each call. */
    public Uni<GraphView> asKnownAt(TenantId tenant, long epochMs) {
        return store.asKnownAt(tenant, epochMs)
                .map(state -> new GraphView(state, null, new AtomicReferenceArray<>(state.size())));
    }

    private Uni<Long> revision(TenantId tenant, long least, Duration patience) {
        return store.revision(tenant).chain(revision -> {
            if (revision >= least) {
                return Uni.createFrom().item(revision);
            }
            Duration left = patience.minus(config.lookAgainAfter());
            if (left.isNegative()) {
                throw new ApiProblem(
                        ProblemType.UNAVAILABLE,
                        "The graph stands at revision " + revision + ", and not yet at " + least
                                + ". Ask again, or name a revision that a write's answer named.");
            }
            return later().chain(() -> revision(tenant, least, left));
        });
    }

    private Uni<Void> later() {
        return Uni.createFrom()
                .emitter(emitter -> vertx.setTimer(config.lookAgainAfter().toMillis(), id -> emitter.complete(null)));
    }

    private synchronized GraphIndex hold(TenantId tenant) {
        Held held = open.get(tenant);
        if (held == null) {
            if (open.size() >= config.tenantsMax()) {
                LOG.warnf("too many graphs open tenant=%s open=%d", tenant, open.size());
                throw new ApiProblem(ProblemType.UNAVAILABLE, "Too many graphs are being asked at the moment.");
            }
            held = new Held(new GraphIndex(tenant, store, vertx), clock.instant());
            open.put(tenant, held);
        }
        held.usedAt = clock.instant();
        return held.index;
    }

    synchronized void releaseIdle() {
        Instant idle = clock.instant().minus(config.idleAfter());
        open.values().removeIf(held -> held.usedAt.isBefore(idle));
    }

    /** Drops what is known of this tenant. */
    public synchronized void forget(TenantId tenant) {
        open.remove(tenant);
    }

    private void accessChanged(AccessDirectory.Change change) {
        if (change.before() instanceof AccessEvent.Tenant tenant && change.after() == null) {
            forget(tenant.tenant());
        }
    }

    synchronized int tenants() {
        return open.size();
    }

    @PreDestroy
    synchronized void stop() {
        vertx.cancelTimer(sweep);
        open.clear();
    }
}
