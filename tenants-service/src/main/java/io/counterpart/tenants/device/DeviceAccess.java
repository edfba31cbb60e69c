package io.counterpart.tenants.device;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.tenants.access.AccessSource;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.outbox.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** What stands on {@code access} of devices. */
@ApplicationScoped
class DeviceAccess implements AccessSource {

    private final TenantDatabase database;

    @Inject
    DeviceAccess(TenantDatabase database) {
        this.database = database;
    }

    @Override
    public Task.Subject subject() {
        return Task.Subject.DEVICE;
    }

    @Override
    public Uni<Fact> current(TenantId tenant, String id) {
        String key = AccessEvent.Device.key(tenant, new DeviceId(id));
        return database.within(
                tenant,
                session -> session.find(DeviceRow.class, id)
                        .chain(row -> row == null
                                ? Uni.createFrom().item(new Fact(key, null))
                                : event(session, tenant, row).map(event -> new Fact(key, event))));
    }

    private static Uni<AccessEvent.Device> event(Mutiny.Session session, TenantId tenant, DeviceRow row) {
        return Credentials.of(session, row.device)
                .map(credentials -> new AccessEvent.Device(
                        tenant,
                        new DeviceId(row.device),
                        new TwinId(row.twin),
                        new GroupId(row.group),
                        new TypeId(row.type),
                        row.generation,
                        credentials.stream().map(credential -> credential.hash).toList()));
    }

    @Override
    public Uni<List<String>> keys(TenantId tenant) {
        return database.within(
                tenant,
                session -> session.createQuery("select device from DeviceRow", String.class)
                        .getResultList()
                        .map(devices -> devices.stream()
                                .map(device -> AccessEvent.Device.key(tenant, new DeviceId(device)))
                                .toList()));
    }
}
