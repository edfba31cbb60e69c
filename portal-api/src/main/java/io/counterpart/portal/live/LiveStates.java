package io.counterpart.portal.live;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.log.TopicLog;
import io.counterpart.portal.problem.ApiProblem;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** The live state of the tenants that somebody looks at: opened on first use, released when nobody looked for a while. */
@Singleton
public final class LiveStates {

    private static final Logger LOG = Logger.getLogger(LiveStates.class);
    private static final long SWEEP_MS = 30_000;

    private final TopicLog log;
    private final LiveConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final Map<TenantId, Held> open = new HashMap<>();
    private final long sweep;

    private static final class Held {
        private final LiveTenant live;
        private Instant usedAt;

        Held(LiveTenant live, Instant usedAt) {
            this.live = live;
            this.usedAt = usedAt;
        }
    }

    LiveStates(
            TopicLog log, LiveConfig config, Clock clock, Vertx vertx, AccessDirectory access, MeterRegistry meters) {
        this.log = log;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.sweep = vertx.setPeriodic(SWEEP_MS, id -> releaseIdle());
        access.onChange(this::accessChanged);
        meters.gauge("counterpart.live.tenants", this, LiveStates::tenants);
        meters.gauge("counterpart.live.viewers", this, LiveStates::viewers);
    }

    /**
     * The live state of this tenant, read in full; goes on where the caller was, so that it stays on its event loop. Fails with
     * a problem when it cannot be read in time or too many tenants are open.
     */
    public Uni<LiveTenant> of(TenantId tenant) {
        LiveTenant live = hold(tenant);
        if (live.ready().isDone()) {
            return Uni.createFrom().item(live);
        }
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom()
                .completionStage(live.ready().copy())
                .ifNoItem()
                .after(config.readyWithin())
                .failWith(() -> new ApiProblem(ProblemType.UNAVAILABLE, "The state of the twins is still being read."))
                .emitOn(task -> context.runOnContext(here -> task.run()));
    }

    private synchronized LiveTenant hold(TenantId tenant) {
        Held held = open.get(tenant);
        if (held == null) {
            if (open.size() >= config.tenantsMax()) {
                LOG.warnf("too many tenants open tenant=%s open=%d", tenant, open.size());
                throw new ApiProblem(ProblemType.UNAVAILABLE, "Too much is being watched at the moment.");
            }
            held = new Held(new LiveTenant(tenant, log), clock.instant());
            open.put(tenant, held);
        }
        held.usedAt = clock.instant();
        return held.live;
    }

    synchronized void releaseIdle() {
        Instant idle = clock.instant().minus(config.idleAfter());
        open.values().removeIf(held -> {
            boolean released = held.live.viewers() == 0 && held.usedAt.isBefore(idle);
            if (released) {
                held.live.close();
            }
            return released;
        });
    }

    /** Drops what is known of this tenant; those who watch it are sent away. */
    public void forget(TenantId tenant) {
        heldOf(tenant, true).forEach(LiveTenant::close);
    }

    private void accessChanged(AccessDirectory.Change change) {
        AccessEvent event = change.after() == null ? change.before() : change.after();
        if (event == null || event instanceof AccessEvent.Device) {
            return;
        }
        boolean gone = event instanceof AccessEvent.Tenant && change.after() == null;
        if (gone) {
            forget(event.tenant());
        } else {
            heldOf(event.tenant(), false).forEach(LiveTenant::recheck);
        }
    }

    private synchronized List<LiveTenant> heldOf(TenantId tenant, boolean remove) {
        Held held = remove ? open.remove(tenant) : open.get(tenant);
        return held == null ? List.of() : List.of(held.live);
    }

    synchronized int tenants() {
        return open.size();
    }

    private synchronized int viewers() {
        return open.values().stream().mapToInt(held -> held.live.viewers()).sum();
    }

    @PreDestroy
    synchronized void stop() {
        vertx.cancelTimer(sweep);
        open.values().forEach(held -> held.live.close());
        open.clear();
    }
}
