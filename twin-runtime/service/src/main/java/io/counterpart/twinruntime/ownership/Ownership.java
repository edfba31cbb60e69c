package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.engine.fold.TypeCatalog;
import io.counterpart.twinruntime.backfill.Backfiller;
import io.counterpart.twinruntime.checkpoint.Checkpoints;
import io.counterpart.twinruntime.checkpoint.HistoryDisk;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.erasure.TenantHolder;
import io.counterpart.twinruntime.feeds.ActivityFeed;
import io.counterpart.twinruntime.lane.Lane;
import io.counterpart.twinruntime.lane.Lanes;
import io.counterpart.twinruntime.outputs.StateAllowance;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has an owner stand in line for every partition that is awake. */
@ApplicationScoped
public class Ownership implements ActivityFeed.Listener, TenantHolder {

    private static final Logger LOG = Logger.getLogger(Ownership.class);

    private final Lanes lanes;
    private final ActivityFeed feed;
    private final Backfiller past;
    private final Surroundings surroundings;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final Activity activity = new Activity();
    private final Map<TenantId, AccessEvent.Tenant> tenants = new HashMap<>();
    private final Map<TenantId, Map<PartitionId, Held>> byTenant = new HashMap<>();

    /** Those that were told to stop and have not yet. */
    private final Map<TenantId, Set<Held>> parting = new HashMap<>();

    /** Tenants that are gone for ever, and when nothing of theirs is held any more. */
    private final Map<TenantId, CompletableFuture<Void>> gone = new HashMap<>();

    private boolean activityKnown;

    /** A partition in whose line we stand, and the last wake of it that was read. */
    private final class Held implements Wakefulness {

        private final PartitionOwner owner;
        private final Lane lane;
        private volatile ActivityEvent.Awake last;

        Held(PartitionId partition, Lane lane, ActivityEvent.Awake last) {
            this.lane = lane;
            this.last = last;
            this.owner = new PartitionOwner(partition, lane, surroundings, this);
        }

        @Override
        public ActivityEvent.Awake last() {
            return last;
        }

        @Override
        public CompletionStage<?> park(ActivityEvent.Awake seen) {
            return feed.say(new ActivityEvent.Parked(seen.tenant(), seen.partition(), seen.wake()));
        }

        CompletableFuture<?> stop() {
            return CompletableFuture.supplyAsync(owner::stop, lane).thenCompose(stopped -> stopped);
        }

        CompletableFuture<Void> abandon() {
            return CompletableFuture.supplyAsync(owner::abandon, lane)
                    .thenCompose(abandoned -> abandoned)
                    .thenComposeAsync(abandoned -> Drain.of(lane), lane);
        }
    }

    Ownership(
            PulsarPartitionLog log,
            Checkpoints checkpoints,
            HistoryDisk disk,
            TypeCatalog types,
            OwnershipConfig config,
            Lanes lanes,
            ActivityFeed feed,
            Backfiller past,
            OwnershipMeters meters) {
        this.lanes = lanes;
        this.past = past;
        this.feed = feed;
        FoldLimits limits = new FoldLimits(
                FoldLimits.DEFAULT.twinsMax(),
                FoldLimits.DEFAULT.propertiesMax(),
                config.silence().toMillis());
        surroundings = new Surroundings(
                log,
                checkpoints,
                disk,
                types,
                past,
                this::partitions,
                limits,
                config,
                meters,
                new StateAllowance(config.statesPerSecond(), System::nanoTime),
                InstantSource.system(),
                System::nanoTime,
                waiting);
    }

    /** A partition is only taken of a tenant that is known. */
    private synchronized int partitions(TenantId tenant) {
        AccessEvent.Tenant known = tenants.get(tenant);
        if (known == null) {
            throw new IllegalStateException("the tenant " + tenant + " is gone");
        }
        return known.partitions();
    }

    /** Takes what is known of a tenant; null where it is gone. */
    public synchronized void tenant(TenantId id, AccessEvent.@Nullable Tenant tenant) {
        if (tenant == null) {
            abandon(id);
        } else if (!gone.containsKey(id)) {
            // Else the order to erase it came before what access says of it; it cannot come back.
            tenants.put(id, tenant);
            settle(id);
        }
    }

    /** Keeps nothing of the tenant and takes nothing of it ever again. */
    @Override
    public synchronized CompletionStage<Void> letGo(TenantId tenant) {
        abandon(tenant);
        return Objects.requireNonNull(gone.get(tenant))
                .thenCompose(held -> past.letGo(tenant))
                .thenCompose(held -> forgetActivity(tenant));
    }

    private void abandon(TenantId id) {
        tenants.remove(id);
        List<CompletableFuture<?>> all = new ArrayList<>();
        all.add(gone.getOrDefault(id, CompletableFuture.completedFuture(null)));
        byTenant.getOrDefault(id, Map.of()).values().forEach(held -> all.add(held.abandon()));
        parting.getOrDefault(id, Set.of()).forEach(held -> all.add(held.abandon()));
        byTenant.remove(id);
        parting.remove(id);
        gone.put(id, CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    private synchronized CompletionStage<Void> forgetActivity(TenantId tenant) {
        return CompletableFuture.allOf(activity.keysOf(tenant).stream()
                .map(feed::forget)
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    /** Takes what stands on {@code activity} under a key, null for nothing. */
    @Override
    public synchronized void take(String key, @Nullable ActivityEvent event) {
        activity.take(key, event);
        if (event != null) {
            settle(event.tenant());
        }
    }

    /** Before this, what is parked further on would be taken for awake. */
    @Override
    public synchronized void whole() {
        activityKnown = true;
        List.copyOf(tenants.keySet()).forEach(this::settle);
    }

    /** Has us stand in line for those of the tenant's partitions that are awake, and for no others. */
    private void settle(TenantId id) {
        if (!activityKnown) {
            return;
        }
        Map<PartitionId, ActivityEvent.Awake> wanted = awake(tenants.get(id));
        Map<PartitionId, Held> held = byTenant.computeIfAbsent(id, none -> new HashMap<>());
        held.entrySet().removeIf(one -> {
            boolean let = !wanted.containsKey(one.getKey());
            if (let) {
                park(id, one.getValue());
            }
            return let;
        });
        wanted.forEach((partition, wake) -> {
            Held one = held.get(partition);
            if (one == null) {
                held.put(partition, start(partition, wake));
            } else {
                one.last = wake;
            }
        });
        if (held.isEmpty()) {
            byTenant.remove(id);
        }
    }

    private void park(TenantId id, Held held) {
        parting.computeIfAbsent(id, none -> new HashSet<>()).add(held);
        var _ = held.stop().whenComplete((stopped, cause) -> parted(id, held));
    }

    private synchronized void parted(TenantId id, Held held) {
        parting.computeIfPresent(id, (of, all) -> {
            all.remove(held);
            return all.isEmpty() ? null : all;
        });
    }

    private Map<PartitionId, ActivityEvent.Awake> awake(AccessEvent.@Nullable Tenant tenant) {
        Map<PartitionId, ActivityEvent.Awake> awake = new HashMap<>();
        for (int i = 0; tenant != null && i < tenant.partitions(); i++) {
            PartitionId partition = new PartitionId(tenant.tenant(), i, tenant.epoch());
            activity.of(partition).ifPresent(wake -> awake.put(partition, wake));
        }
        return awake;
    }

    private Held start(PartitionId partition, ActivityEvent.Awake wake) {
        Held held = new Held(partition, lanes.next(), wake);
        held.lane.execute(held.owner::start);
        return held;
    }

    /** Keeps all that was folded and lets all partitions go, in the time that there is. */
    public synchronized void stop() {
        CompletableFuture<?>[] all = byTenant.values().stream()
                .flatMap(held -> held.values().stream())
                .map(Held::stop)
                .toArray(CompletableFuture[]::new);
        byTenant.clear();
        try {
            CompletableFuture.allOf(all)
                    .orTimeout(surroundings.config().stopWithin().toMillis(), TimeUnit.MILLISECONDS)
                    .join();
            LOG.infof("all partitions let go partitions=%d", all.length);
        } catch (CompletionException e) {
            LOG.warnf("not all partitions could be let go in time, the log has what they did not keep");
        }
    }

    @PreDestroy
    void close() {
        waiting.shutdown();
    }
}
