package io.counterpart.tenants.tenant;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.database.ControlDatabase;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.http.Revision;
import io.counterpart.tenants.outbox.Outbox;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.plan.Plan;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What may be done with a tenant. Each act stands together with the tasks that carry it out elsewhere. */
@ApplicationScoped
public class Tenants {

    private final ControlDatabase database;
    private final TenantRows rows;
    private final ErasureRows erasures;
    private final Clock clock;

    @Inject
    Tenants(ControlDatabase database, TenantRows rows, ErasureRows erasures, Clock clock) {
        this.database = database;
        this.rows = rows;
        this.erasures = erasures;
        this.clock = clock;
    }

    /**
     * What a put did.
     *
     * @param created whether there was none before
     */
    record Put(Tenant tenant, boolean created) {}

    Uni<Put> put(TenantId id, String name, Plan plan, Author author, @Nullable String ifMatch) {
        return database.exclusively(
                id,
                connection -> erasures.find(connection, id)
                        .invoke(erasure -> requireNeverErased(erasure))
                        .chain(() -> rows.find(connection, id))
                        .chain(found -> found.isEmpty()
                                ? create(connection, id, name, plan, author, ifMatch)
                                : update(connection, found.get(), name, plan, author, ifMatch)));
    }

    private static void requireNeverErased(Optional<Erasure> erasure) {
        if (erasure.isPresent()) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "A tenant of this id was erased; its id is not given again.");
        }
    }

    private Uni<Put> create(
            SqlConnection connection, TenantId id, String name, Plan plan, Author author, @Nullable String ifMatch) {
        Revision.requireNone(ifMatch);
        List<Task> tasks = new ArrayList<>();
        Arrays.stream(Task.ProvisioningStep.values()).map(Task.Provision::new).forEach(tasks::add);
        tasks.add(record(author, "tenant.create", id));
        return rows.insert(connection, id, name, plan.word(), plan.partitions())
                .call(() -> Outbox.add(connection, id, tasks))
                .map(tenant -> new Put(tenant, true));
    }

    private Uni<Put> update(
            SqlConnection connection, Tenant tenant, String name, Plan plan, Author author, @Nullable String ifMatch) {
        Revision.requireMatch(ifMatch, tenant.revision());
        if (tenant.name().equals(name) && tenant.plan().equals(plan.word())) {
            return Uni.createFrom().item(new Put(tenant, false));
        }
        return rows.describe(connection, tenant.id(), name, plan.word())
                .call(() -> Outbox.add(connection, tenant.id(), published(tenant.id(), author, "tenant.update")))
                .map(updated -> new Put(updated, false));
    }

    Uni<Void> suspend(TenantId id, Author author) {
        return move(id, Tenant.Status.SUSPENDED, author, "tenant.suspend");
    }

    Uni<Void> resume(TenantId id, Author author) {
        return move(id, Tenant.Status.ACTIVE, author, "tenant.resume");
    }

    private Uni<Void> move(TenantId id, Tenant.Status to, Author author, String action) {
        return database.exclusively(
                id,
                connection -> existing(connection, id).chain(tenant -> switch (tenant.status()) {
                    case PROVISIONING ->
                        Uni.createFrom()
                                .failure(ProblemException.of(
                                        ProblemType.CONFLICT, "The tenant is still being provisioned."));
                    case ERASING ->
                        Uni.createFrom()
                                .failure(ProblemException.of(ProblemType.CONFLICT, "The tenant is being erased."));
                    case ACTIVE, SUSPENDED ->
                        tenant.status() == to
                                ? Uni.createFrom().voidItem()
                                : rows.status(connection, id, to)
                                        .chain(() -> Outbox.add(connection, id, published(id, author, action)));
                }));
    }

    /** Begins the erasure: from here on nothing can be written to the tenant. */
    Uni<Erasure> erase(TenantId id) {
        return database.exclusively(
                id,
                connection -> erasures.find(connection, id)
                        .chain(erasure ->
                                erasure.isPresent() ? Uni.createFrom().item(erasure.get()) : begin(connection, id)));
    }

    private Uni<Erasure> begin(SqlConnection connection, TenantId id) {
        return existing(connection, id)
                .chain(() -> rows.status(connection, id, Tenant.Status.ERASING))
                .chain(() -> erasures.request(connection, id))
                .chain(() -> Outbox.add(connection, id, List.of(new Task.Erase(Task.ErasureStep.ACCESS))))
                .chain(() -> erasures.find(connection, id))
                .map(Optional::orElseThrow);
    }

    Uni<Erasure> erasure(TenantId id) {
        return database.transaction(connection -> erasures.find(connection, id))
                .map(erasure -> erasure.orElseThrow(ProblemException::notFound));
    }

    /** All that a tenant needs elsewhere is there: it is active, and says so. */
    public Uni<Void> activate(TenantId id) {
        return database.exclusively(
                id,
                connection -> rows.find(connection, id)
                        .chain(found -> found.filter(tenant -> tenant.status() == Tenant.Status.PROVISIONING)
                                        .isPresent()
                                ? rows.status(connection, id, Tenant.Status.ACTIVE)
                                        .chain(() -> Outbox.add(
                                                connection,
                                                id,
                                                List.of(new Task.Publish(Task.Subject.TENANT, id.value()))))
                                : Uni.createFrom().voidItem()));
    }

    /** Nothing of the tenant stands on {@code access} any more: the other steps of its erasure follow. */
    public Uni<Void> accessWithdrawn(TenantId id) {
        List<Task> others = Arrays.stream(Task.ErasureStep.values())
                .filter(step -> step != Task.ErasureStep.ACCESS)
                .<Task>map(Task.Erase::new)
                .toList();
        return database.exclusively(
                id,
                connection -> erasures.erased(connection, id, Store.ACCESS, clock.instant())
                        .chain(() -> Outbox.add(connection, id, others)));
    }

    /** What the other services are told. */
    public Uni<ErasureOrder> order(TenantId id) {
        return erasure(id)
                .map(erasure -> new ErasureOrder(id, erasure.requestedAt().toEpochMilli()));
    }

    /** Nothing of the tenant is left in this store of ours. */
    public Uni<Void> erased(TenantId id, Store store) {
        return database.exclusively(id, connection -> erasures.erased(connection, id, store, clock.instant()));
    }

    /** Another service has answered. It may have done so before; the last answer of all completes the receipt. */
    public Uni<Void> answered(StoreErased answer) {
        return database.exclusively(
                answer.tenant(),
                connection -> erasures.erased(
                                connection, answer.tenant(), answer.store(), Instant.ofEpochMilli(answer.at()))
                        .chain(() -> completeWhenAllHaveAnswered(connection, answer.tenant())));
    }

    /** All that is ours to do is done; when the others are done too, nothing of the tenant is left but the receipt. */
    public Uni<Void> completeErasureWhenAllHaveAnswered(TenantId id) {
        return database.exclusively(id, connection -> completeWhenAllHaveAnswered(connection, id));
    }

    private Uni<Void> completeWhenAllHaveAnswered(SqlConnection connection, TenantId id) {
        return erasures.completeWhenAllHaveAnswered(connection, id)
                .chain(complete -> complete
                        ? rows.delete(connection, id)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Tenant> existing(SqlConnection connection, TenantId id) {
        return rows.find(connection, id).map(found -> found.orElseThrow(ProblemException::notFound));
    }

    private List<Task> published(TenantId id, Author author, String action) {
        return List.of(new Task.Publish(Task.Subject.TENANT, id.value()), record(author, action, id));
    }

    private Task.Note record(Author author, String action, TenantId id) {
        return new Task.Note(author.actor(), action, "tenants/" + id, author.requestId(), clock.millis());
    }
}
