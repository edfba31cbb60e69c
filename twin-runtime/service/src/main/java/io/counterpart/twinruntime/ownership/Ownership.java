package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.engine.fold.TypeCatalog;
import io.counterpart.twinruntime.checkpoint.Checkpoints;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.erasure.TenantHolder;
import io.counterpart.twinruntime.lane.Lane;
import io.counterpart.twinruntime.lane.Lanes;
import io.counterpart.twinruntime.outputs.StateAllowance;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has an owner stand in line for every partition of every tenant. */
@ApplicationScoped
public class Ownership implements TenantHolder {

    private static final Logger LOG = Logger.getLogger(Ownership.class);

    private final Lanes lanes;
    private final Surroundings surroundings;
    private final ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, List<Held>> byTenant = new HashMap<>();

    /** Tenants that are gone for ever, and when nothing of theirs is held any more. */
    private final Map<String, CompletableFuture<Void>> gone = new HashMap<>();

    private record Held(PartitionOwner owner, Lane lane) {}

    Ownership(
            PulsarPartitionLog log,
            Checkpoints checkpoints,
            HistoryDisk disk,
            TypeCatalog types,
            OwnershipConfig config,
            Lanes lanes,
            OwnershipMeters meters) {
        this.lanes = lanes;
        FoldLimits limits = new FoldLimits(
                FoldLimits.DEFAULT.twinsMax(),
                FoldLimits.DEFAULT.propertiesMax(),
                config.silence().toMillis());
        surroundings = new Surroundings(
                log,
                checkpoints,
                disk,
                types,
                limits,
                config,
                meters,
                new StateAllowance(config.statesPerSecond(), System::nanoTime),
                InstantSource.system(),
                System::nanoTime,
                waiting);
    }

    /** Takes what is known of a tenant; null where it is gone. */
    public synchronized void tenant(String key, AccessEvent.@Nullable Tenant tenant) {
        if (tenant == null) {
            abandon(key);
            return;
        }
        if (gone.containsKey(key)) {
            // The order to erase it came before what access says of it; it cannot come back.
            return;
        }
        List<PartitionId> wanted = partitions(tenant);
        List<Held> held = byTenant.computeIfAbsent(key, k -> new ArrayList<>());
        for (Held one : List.copyOf(held)) {
            if (!wanted.contains(one.owner().partition())) {
                held.remove(one);
                one.lane().execute(one.owner()::stop);
            }
        }
        for (PartitionId partition : wanted) {
            if (held.stream().noneMatch(one -> one.owner().partition().equals(partition))) {
                held.add(start(partition));
            }
        }
        if (held.isEmpty()) {
            byTenant.remove(key);
        }
    }

    /** Keeps nothing of the tenant and takes nothing of it ever again. */
    @Override
    public synchronized CompletionStage<Void> letGo(TenantId tenant) {
        String key = AccessEvent.Tenant.key(tenant);
        abandon(key);
        return Objects.requireNonNull(gone.get(key)).copy();
    }

    private void abandon(String key) {
        List<CompletableFuture<?>> all = new ArrayList<>();
        all.add(gone.getOrDefault(key, CompletableFuture.completedFuture(null)));
        List<Held> held = byTenant.remove(key);
        if (held != null) {
            held.forEach(one -> all.add(abandon(one)));
        }
        gone.put(key, CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    private static CompletableFuture<Void> abandon(Held held) {
        return CompletableFuture.supplyAsync(held.owner()::abandon, held.lane())
                .thenCompose(abandoned -> abandoned)
                .thenComposeAsync(abandoned -> Drain.of(held.lane()), held.lane());
    }

    private static List<PartitionId> partitions(AccessEvent.Tenant tenant) {
        List<PartitionId> partitions = new ArrayList<>();
        for (int i = 0; i < tenant.partitions(); i++) {
            partitions.add(new PartitionId(tenant.tenant(), i, tenant.epoch()));
        }
        return partitions;
    }

    private Held start(PartitionId partition) {
        Lane lane = lanes.next();
        PartitionOwner owner = new PartitionOwner(partition, lane, surroundings);
        lane.execute(owner::start);
        return new Held(owner, lane);
    }

    private static CompletableFuture<?> stop(Held held) {
        return CompletableFuture.supplyAsync(held.owner()::stop, held.lane()).thenCompose(stopped -> stopped);
    }

    /** Keeps all that was folded and lets all partitions go, in the time that there is. */
    public synchronized void stop() {
        CompletableFuture<?>[] all = byTenant.values().stream()
                .flatMap(List::stream)
                .map(Ownership::stop)
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
