package io.counterpart.portal.twin;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.portal.database.TenantDatabase;
import io.counterpart.portal.database.TenantSession;
import io.counterpart.portal.type.TwinTypes;
import io.quarkus.runtime.Startup;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a row for the twin of every device: a device brings its twin with it. Every pod does so from the {@code access} topic;
 * whoever comes second finds the row. What waits is bounded by the devices that the directory holds, each at most once.
 */
@Startup
@Singleton
class DeviceProjection {

    private static final Logger LOG = Logger.getLogger(DeviceProjection.class);
    private static final int AT_ONCE = 200;
    private static final long TRY_AGAIN_MS = 1_000;

    private final AccessDirectory access;
    private final TenantDatabase database;
    private final TwinTypes types;
    private final Vertx vertx;
    private final Map<TenantId, Map<DeviceId, Optional<AccessEvent.Device>>> waiting = new LinkedHashMap<>();
    private boolean busy;
    private boolean stopped;

    DeviceProjection(AccessDirectory access, TenantDatabase database, TwinTypes types, Vertx vertx) {
        this.access = access;
        this.database = database;
        this.types = types;
        this.vertx = vertx;
        access.onChange(this::accessChanged);
        access.devices().forEach(device -> await(device.tenant(), device.device(), device));
    }

    private void accessChanged(AccessDirectory.Change change) {
        if (change.after() instanceof AccessEvent.Device device) {
            await(device.tenant(), device.device(), device);
        } else if (change.before() instanceof AccessEvent.Device device) {
            await(device.tenant(), device.device(), null);
        } else if (change.after() instanceof AccessEvent.Tenant tenant && change.before() == null) {
            access.devices().stream()
                    .filter(device -> device.tenant().equals(tenant.tenant()))
                    .forEach(device -> await(device.tenant(), device.device(), device));
        }
    }

    private synchronized void await(TenantId tenant, DeviceId device, AccessEvent.@Nullable Device now) {
        waiting.computeIfAbsent(tenant, of -> new LinkedHashMap<>()).put(device, Optional.ofNullable(now));
        if (!busy && !stopped) {
            busy = true;
            carryOn();
        }
    }

    /** Some devices of one tenant, null for the devices that are gone. */
    private record Batch(TenantId tenant, Map<DeviceId, Optional<AccessEvent.Device>> devices) {}

    private synchronized @Nullable Batch next() {
        if (stopped || waiting.isEmpty()) {
            busy = false;
            return null;
        }
        var first = waiting.entrySet().iterator().next();
        Map<DeviceId, Optional<AccessEvent.Device>> devices = new HashMap<>();
        first.getValue().entrySet().stream().limit(AT_ONCE).forEach(d -> devices.put(d.getKey(), d.getValue()));
        devices.keySet().forEach(first.getValue()::remove);
        if (first.getValue().isEmpty()) {
            waiting.remove(first.getKey());
        }
        return new Batch(first.getKey(), devices);
    }

    private synchronized void again(Batch batch) {
        Map<DeviceId, Optional<AccessEvent.Device>> newer =
                waiting.computeIfAbsent(batch.tenant(), of -> new LinkedHashMap<>());
        batch.devices().forEach(newer::putIfAbsent);
    }

    private void carryOn() {
        Context context =
                Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()), "context");
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(here -> {
            Batch batch = next();
            if (batch != null) {
                apply(batch).subscribe().with(done -> carryOn(), failure -> tryAgain(batch, failure));
            }
        });
    }

    private void tryAgain(Batch batch, Throwable failure) {
        LOG.warnf(
                "twins of devices not written, trying again tenant=%s reason=%s", batch.tenant(), failure.getMessage());
        again(batch);
        vertx.setTimer(TRY_AGAIN_MS, id -> carryOn());
    }

    private Uni<Void> apply(Batch batch) {
        Optional<AccessEvent.Tenant> tenant = access.tenant(batch.tenant());
        // Devices of a tenant that is being made come again with it; those of one that is gone need nothing.
        return tenant.map(known -> database.writeGraph(
                        batch.tenant(),
                        session -> unbind(session, batch).chain(() -> bind(session, batch, known.partitions()))))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    private static Uni<Void> unbind(TenantSession session, Batch batch) {
        List<String> devices =
                batch.devices().keySet().stream().map(DeviceId::value).toList();
        return session.rows()
                .createSelectionQuery("from TwinEntity where device in :devices", TwinEntity.class)
                .setParameter("devices", devices)
                .getResultList()
                .invoke(rows -> rows.forEach(row -> {
                    Optional<AccessEvent.Device> now =
                            batch.devices().getOrDefault(new DeviceId(String.valueOf(row.device)), Optional.empty());
                    if (now.filter(device -> device.twin().value().equals(row.id))
                            .isEmpty()) {
                        row.device = null;
                    }
                }))
                .replaceWithVoid();
    }

    private Uni<Void> bind(TenantSession session, Batch batch, int partitions) {
        List<AccessEvent.Device> devices =
                batch.devices().values().stream().flatMap(Optional::stream).toList();
        if (devices.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Set<String> twins =
                devices.stream().map(device -> device.twin().value()).collect(Collectors.toSet());
        return session.rows()
                .createSelectionQuery("from TwinEntity where id in :ids", TwinEntity.class)
                .setParameter("ids", twins)
                .getResultList()
                .map(rows -> rows.stream().collect(Collectors.toMap(row -> row.id, row -> row)))
                .chain(rows -> Multi.createFrom()
                        .iterable(devices)
                        .onItem()
                        .transformToUniAndConcatenate(device -> bind(session, rows, device, partitions))
                        .collect()
                        .last()
                        .replaceWithVoid());
    }

    private Uni<Void> bind(
            TenantSession session, Map<String, TwinEntity> rows, AccessEvent.Device device, int partitions) {
        TwinEntity row = rows.get(device.twin().value());
        if (row != null) {
            row.device = device.device().value();
            return Uni.createFrom().voidItem();
        }
        TwinEntity made = made(device);
        rows.put(made.id, made);
        Uni<Void> persisted = session.rows().persist(made);
        // Of an untyped twin the fold needs no word: the first reading makes it. A type that is not defined may never
        // be, and the log
        // waits for each type that it names: so it hears of such a twin when its type is defined, from TwinTypes.
        return device.type().equals(TypeId.UNTYPED)
                ? persisted
                : persisted
                        .chain(() -> types.exists(session, device.type()))
                        .chain(isDefined -> isDefined
                                ? session.publish(Twin.of(made).definition(), device.group(), partitions)
                                : Uni.createFrom().voidItem());
    }

    private static TwinEntity made(AccessEvent.Device device) {
        TwinEntity row = new TwinEntity();
        row.id = device.twin().value();
        row.type = device.type().value();
        row.group = device.group().value();
        row.device = device.device().value();
        row.name = row.id;
        return row;
    }

    @PreDestroy
    synchronized void stop() {
        stopped = true;
    }
}
