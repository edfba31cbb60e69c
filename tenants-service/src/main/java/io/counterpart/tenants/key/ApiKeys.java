package io.counterpart.tenants.key;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.access.Role;
import io.counterpart.contracts.access.Secrets;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.access.AccessSource;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.change.Change;
import io.counterpart.tenants.change.Changes;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.people.Roles;
import io.counterpart.tenants.plan.Plan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** The API keys of a tenant's programs, and what stands on {@code access} of them. */
@ApplicationScoped
class ApiKeys implements AccessSource {

    private final TenantDatabase database;
    private final Changes changes;
    private final SecureRandom random;

    @Inject
    ApiKeys(TenantDatabase database, Changes changes, SecureRandom random) {
        this.database = database;
        this.changes = changes;
        this.random = random;
    }

    /**
     * A new key.
     *
     * @param key the whole of it, which nobody sees again
     */
    record Created(ApiKeyRow row, String key) {

        @Override
        public String toString() {
            return "Created[" + row.id + "]";
        }
    }

    Uni<Created> create(TenantId tenant, Author author, String name, Set<Role> roles) {
        String id = Secrets.newApiKeyId(random);
        String key = Secrets.newApiKey(tenant, id, random);
        return changes.make(tenant, author, change -> {
            ApiKeyRow row = new ApiKeyRow(id, name, Secrets.hash(key), Roles.toRow(roles), change.at());
            return requireRoom(change)
                    .chain(() -> change.session().persist(row))
                    .invoke(() -> did(change, "api-key.create", id))
                    .replaceWith(new Created(row, key));
        });
    }

    private static Uni<Void> requireRoom(Change change) {
        Plan plan = Plan.named(change.plan());
        return change.session()
                .createQuery("select count(*) from ApiKeyRow", Long.class)
                .getSingleResult()
                .invoke(used -> Plan.requireRoom("api-keys", used, plan.apiKeys()))
                .replaceWithVoid();
    }

    private static void did(Change change, String action, String id) {
        change.did(action, "api-keys/" + id, new Task.Publish(Task.Subject.API_KEY, id));
    }

    Uni<Void> remove(TenantId tenant, Author author, String id) {
        return changes.make(
                tenant,
                author,
                change -> existing(change.session(), id)
                        .invoke(row -> did(change, "api-key.remove", id))
                        .chain(row -> change.session().remove(row)));
    }

    Uni<ApiKeyRow> get(TenantId tenant, String id) {
        return database.within(tenant, session -> existing(session, id));
    }

    Uni<List<ApiKeyRow>> after(TenantId tenant, String id, int limit) {
        return database.within(
                tenant,
                session -> session.createQuery("from ApiKeyRow where id > :id order by id", ApiKeyRow.class)
                        .setParameter("id", id)
                        .setMaxResults(limit)
                        .getResultList());
    }

    private static Uni<ApiKeyRow> existing(Mutiny.Session session, String id) {
        return session.find(ApiKeyRow.class, id).onItem().ifNull().failWith(ProblemException::notFound);
    }

    @Override
    public Task.Subject subject() {
        return Task.Subject.API_KEY;
    }

    @Override
    public Uni<Fact> current(TenantId tenant, String id) {
        return database.within(
                tenant,
                session -> session.find(ApiKeyRow.class, id)
                        .map(row -> new Fact(AccessEvent.ApiKey.key(tenant, id), event(tenant, row))));
    }

    private static AccessEvent.@Nullable ApiKey event(TenantId tenant, @Nullable ApiKeyRow row) {
        return row == null ? null : new AccessEvent.ApiKey(tenant, row.id, row.name, row.hash, Roles.ofRow(row.roles));
    }

    @Override
    public Uni<List<String>> keys(TenantId tenant) {
        return database.within(
                tenant,
                session -> session.createQuery("select id from ApiKeyRow", String.class)
                        .getResultList()
                        .map(ids -> ids.stream()
                                .map(id -> AccessEvent.ApiKey.key(tenant, id))
                                .toList()));
    }
}
