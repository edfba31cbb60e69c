package io.counterpart.portal.live;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.log.TopicLog;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/**
 * Which twins somebody looks at, told to their owners: under load an owner publishes their states first. Told into the twin's own
 * inputs when somebody begins, and again as long as he goes on; that he left needs no word, for it holds for a while only.
 *
 * <p>Whoever watches hundreds of twins sees a plant and not a twin, and waits like all others.
 */
@Singleton
final class WatchedTwins {

    /** Who names more than these wants an overview. */
    static final int NAMED_MAX = 32;

    private static final Logger LOG = Logger.getLogger(WatchedTwins.class);

    private final TopicLog log;
    private final AccessDirectory access;
    private final LiveConfig config;
    private final Vertx vertx;
    private final Map<LiveTenant, Map<TwinId, Integer>> watched = new HashMap<>();
    private final long renewal;

    WatchedTwins(TopicLog log, AccessDirectory access, LiveConfig config, Vertx vertx) {
        this.log = log;
        this.access = access;
        this.config = config;
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

    private void renew() {
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
        long forMs = 2 * config.watchRenewed().toMillis();
        Map<Integer, FrameWriter> frames = new TreeMap<>();
        for (TwinId twin : twins) {
            // Of a twin that was not heard yet, by the rule; who finds no such twin in his partition passes it over.
            GroupId group = live.twin(twin).map(TwinState::group).orElseGet(() -> GroupId.of(twin));
            frames.computeIfAbsent(group.partition(partitions), none -> new FrameWriter())
                    .add(new Input.TwinWatched(twin, forMs));
        }
        frames.forEach((partition, frame) -> log.publish(Topics.inputs(tenant, partition), null, frame.toBytes())
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debugf(failure, "owner not told who is watched tenant=%s partition=%d", tenant, partition);
                    }
                }));
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(renewal);
    }
}
