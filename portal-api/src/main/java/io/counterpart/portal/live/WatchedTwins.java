package io.counterpart.portal.live;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.log.TopicLog;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Which twins somebody looks at, told to their owners: under load an owner publishes their states first. Told into the twin's own
 * inputs when somebody begins, and again as long as he goes on; that he left needs no word, for it holds for a while only.
 *
 * <p>Whoever watches hundreds of twins sees a plant and not a twin, and waits like all others. Of a twin that was not heard for a while
 * nothing is said: its next change comes before those of busy twins anyway, and a quiet partition is left in peace.
 */
@Singleton
final class WatchedTwins {

    /** Who names more than these wants an overview. */
    static final int NAMED_MAX = 32;

    /** How many of a tenant's twins are told of at once, whoever watches how many. */
    static final int TOLD_MAX = 256;

    private static final Logger LOG = Logger.getLogger(WatchedTwins.class);

    private final TopicLog log;
    private final AccessDirectory access;
    private final LiveConfig config;
    private final Clock clock;
    private final Vertx vertx;
    private final Map<LiveTenant, Map<TwinId, Integer>> watched = new HashMap<>();
    private final long renewal;

    WatchedTwins(TopicLog log, AccessDirectory access, LiveConfig config, Clock clock, Vertx vertx) {
        this.log = log;
        this.access = access;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.renewal = vertx.setPeriodic(config.watchRenewed().toMillis(), id -> renew());
    }

    /**
     * Somebody begins to look at these twins.
     *
     * @return to be called when he leaves, and harmless when called again
     */
    Runnable begin(LiveTenant live, Set<TwinId> twins) {
        if (twins.size() > NAMED_MAX) {
            return () -> {};
        }
        List<TwinId> fresh;
        synchronized (this) {
            Map<TwinId, Integer> counts = watched.computeIfAbsent(live, none -> new HashMap<>());
            fresh = twins.stream().filter(twin -> !counts.containsKey(twin)).toList();
            twins.forEach(twin -> counts.merge(twin, 1, Integer::sum));
        }
        tell(live, fresh);
        return new Runnable() {
            private boolean left;

            @Override
            public void run() {
                synchronized (WatchedTwins.this) {
                    if (!left) {
                        left = true;
                        leave(live, twins);
                    }
                }
            }
        };
    }

    private void leave(LiveTenant live, Set<TwinId> twins) {
        Map<TwinId, Integer> counts = watched.getOrDefault(live, Map.of());
        twins.forEach(twin -> counts.computeIfPresent(twin, (same, count) -> count == 1 ? null : count - 1));
        if (counts.isEmpty()) {
            watched.remove(live);
        }
    }

    void renew() {
        Map<LiveTenant, List<TwinId>> all = new HashMap<>();
        synchronized (this) {
            watched.forEach((live, counts) -> all.put(live, List.copyOf(counts.keySet())));
        }
        all.forEach(this::tell);
    }

    /** A frame for each partition. What gets lost is said again. */
    private void tell(LiveTenant live, Collection<TwinId> twins) {
        TenantId tenant = live.tenant();
        int partitions =
                access.tenant(tenant).map(AccessEvent.Tenant::partitions).orElse(0);
        if (partitions == 0) {
            return;
        }
        try {
            frames(live, twins, partitions)
                    .forEach((partition, frame) -> log.publish(Topics.inputs(tenant, partition), null, frame.toBytes())
                            .whenComplete((done, failure) -> unless(failure, tenant)));
        } catch (RuntimeException e) {
            // Of one tenant; the others are told all the same.
            unless(e, tenant);
        }
    }

    private static void unless(@Nullable Throwable failure, TenantId tenant) {
        if (failure != null) {
            LOG.debugf(failure, "owner not told who is watched tenant=%s", tenant);
        }
    }

    private Map<Integer, FrameWriter> frames(LiveTenant live, Collection<TwinId> twins, int partitions) {
        long renewedMs = config.watchRenewed().toMillis();
        long forMs = Math.min(2 * renewedMs, Input.WATCHED_MS_MAX);
        long recently = clock.millis() - renewedMs;
        Map<Integer, FrameWriter> frames = new TreeMap<>();
        twins.stream()
                .map(live::twin)
                .flatMap(Optional::stream)
                .filter(state -> state.knownAt() >= recently)
                .limit(TOLD_MAX)
                .forEach(state -> frames.computeIfAbsent(state.group().partition(partitions), none -> new FrameWriter())
                        .add(new Input.TwinWatched(state.twin(), forMs)));
        return frames;
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(renewal);
    }
}
