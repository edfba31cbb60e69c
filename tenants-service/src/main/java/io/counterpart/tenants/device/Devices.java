package io.counterpart.tenants.device;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.change.Change;
import io.counterpart.tenants.change.Changes;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.http.Revision;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.plan.Plan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The devices of a tenant, and what each speaks for. */
@ApplicationScoped
class Devices {

    private final TenantDatabase database;
    private final Changes changes;

    @Inject
    Devices(TenantDatabase database, Changes changes) {
        this.database = database;
        this.changes = changes;
    }

    /** What a put did: the row, and whether there was none before. */
    record Put(DeviceRow device, boolean created) {}

    Uni<Put> put(TenantId tenant, Author author, DeviceId device, Binding binding, @Nullable String ifMatch) {
        return changes.make(
                tenant,
                author,
                change -> requireOneGroup(change.session(), device, binding)
                        .chain(() -> find(change.session(), device))
                        .chain(found -> found == null
                                ? create(change, device, binding, ifMatch)
                                : update(change, found, binding, ifMatch)));
    }

    private static Uni<Put> create(Change change, DeviceId device, Binding binding, @Nullable String ifMatch) {
        Revision.requireNone(ifMatch);
        return requireRoom(change)
                .chain(() -> newGeneration(change.session()))
                .map(generation -> new DeviceRow(device.value(), binding, generation, change.at()))
                .call(row -> change.session().persist(row))
                .invoke(row -> did(change, "device.create", row.device))
                .map(row -> new Put(row, true));
    }

    private static Uni<Put> update(Change change, DeviceRow row, Binding binding, @Nullable String ifMatch) {
        Revision.requireMatch(ifMatch, row.revision);
        if (row.isBound(binding)) {
            return Uni.createFrom().item(new Put(row, false));
        }
        return newGeneration(change.session())
                .invoke(generation -> {
                    row.bind(binding);
                    row.renew(generation);
                    did(change, "device.bind", row.device);
                })
                .replaceWith(new Put(row, false));
    }

    /** A twin is folded in one partition, so all devices that speak for it must name the same group. */
    private static Uni<Void> requireOneGroup(Mutiny.Session session, DeviceId device, Binding binding) {
        return session.createQuery(
                        "select count(*) from DeviceRow where twin = :twin and group <> :group and device <> :device",
                        Long.class)
                .setParameter("twin", binding.twin().value())
                .setParameter("group", binding.group().value())
                .setParameter("device", device.value())
                .getSingleResult()
                .invoke(others -> {
                    if (others > 0) {
                        throw ProblemException.of(
                                ProblemType.CONFLICT, "Another device speaks for this twin with another group.");
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> requireRoom(Change change) {
        Plan plan = Plan.named(change.plan());
        return change.session()
                .createQuery("select count(*) from DeviceRow", Long.class)
                .getSingleResult()
                .invoke(used -> Plan.requireRoom("devices", used, plan.devices()))
                .replaceWithVoid();
    }

    Uni<Void> remove(TenantId tenant, Author author, DeviceId device) {
        return changes.make(
                tenant,
                author,
                change -> existing(change.session(), device)
                        .invoke(row -> did(change, "device.remove", row.device))
                        .chain(row -> change.session().remove(row)));
    }

    Uni<DeviceRow> get(TenantId tenant, DeviceId device) {
        return database.within(tenant, session -> existing(session, device));
    }

    Uni<List<DeviceRow>> after(TenantId tenant, String device, int limit) {
        return database.within(
                tenant,
                session -> session.createQuery("from DeviceRow where device > :device order by device", DeviceRow.class)
                        .setParameter("device", device)
                        .setMaxResults(limit)
                        .getResultList());
    }

    static Uni<DeviceRow> existing(Mutiny.Session session, DeviceId device) {
        return find(session, device).onItem().ifNull().failWith(ProblemException::notFound);
    }

    private static Uni<DeviceRow> find(Mutiny.Session session, DeviceId device) {
        return session.find(DeviceRow.class, device.value());
    }

    static Uni<Integer> newGeneration(Mutiny.Session session) {
        return session.createNativeQuery("select cast(nextval('device_generation') as integer)", Integer.class)
                .getSingleResult();
    }

    static void did(Change change, String action, String device) {
        change.did(action, "devices/" + device, new Task.Publish(Task.Subject.DEVICE, device));
    }
}
