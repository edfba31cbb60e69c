package io.counterpart.tenants.device;

import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.change.Change;
import io.counterpart.tenants.change.Changes;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.plan.Plan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** What lets devices in. A new credential lets in at once; the removal of one ends the sessions it opened. */
@ApplicationScoped
class Credentials {

    private final TenantDatabase database;
    private final Changes changes;
    private final SecureRandom random;

    @Inject
    Credentials(TenantDatabase database, Changes changes, SecureRandom random) {
        this.database = database;
        this.changes = changes;
        this.random = random;
    }

    /**
     * A new credential.
     *
     * @param token what lets in, which nobody sees again
     */
    record Created(String id, String token) {

        @Override
        public String toString() {
            return "Created[" + id + "]";
        }
    }

    Uni<Created> create(TenantId tenant, Author author, DeviceId device) {
        String token = Secrets.newDeviceToken(random);
        String id = UUID.randomUUID().toString();
        return changes.make(
                tenant,
                author,
                change -> Devices.existing(change.session(), device)
                        .call(() -> requireRoom(change, device))
                        .call(() -> change.session()
                                .persist(new CredentialRow(id, device.value(), Secrets.hash(token), change.at())))
                        .invoke(row -> Devices.did(change, "credential.create", row.device))
                        .replaceWith(new Created(id, token)));
    }

    private static Uni<Void> requireRoom(Change change, DeviceId device) {
        return change.session()
                .createQuery("select count(*) from CredentialRow where device = :device", Long.class)
                .setParameter("device", device.value())
                .getSingleResult()
                .invoke(used -> Plan.requireRoom("credentials-per-device", used, Plan.CREDENTIALS_PER_DEVICE))
                .replaceWithVoid();
    }

    Uni<Void> remove(TenantId tenant, Author author, DeviceId device, String id) {
        return changes.make(
                tenant,
                author,
                change -> Devices.existing(change.session(), device)
                        .chain(row -> existing(change.session(), device, id)
                                .chain(credential -> change.session().remove(credential))
                                .chain(() -> Devices.newGeneration(change.session()))
                                .invoke(generation -> {
                                    row.renew(generation);
                                    Devices.did(change, "credential.remove", row.device);
                                })
                                .replaceWithVoid()));
    }

    private static Uni<CredentialRow> existing(Mutiny.Session session, DeviceId device, String id) {
        return session.find(CredentialRow.class, id)
                .map(found -> found != null && found.device.equals(device.value()) ? found : null)
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    /** All of a device's, oldest first: they are few. */
    Uni<List<CredentialRow>> of(TenantId tenant, DeviceId device) {
        return database.within(
                tenant, session -> Devices.existing(session, device).chain(row -> of(session, device.value())));
    }

    static Uni<List<CredentialRow>> of(Mutiny.Session session, String device) {
        return session.createQuery(
                        "from CredentialRow where device = :device order by createdAt, id", CredentialRow.class)
                .setParameter("device", device)
                .getResultList();
    }
}
