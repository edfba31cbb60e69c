package io.counterpart.tenants.change;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.audit.AuditTrail;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.outbox.Deliveries;
import io.counterpart.tenants.outbox.Outbox;
import io.counterpart.tenants.outbox.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** The one way in which a tenant's own rows are written. */
@ApplicationScoped
public class Changes {

    private final TenantDatabase database;
    private final AuditTrail audit;
    private final Deliveries deliveries;
    private final Clock clock;

    @Inject
    Changes(TenantDatabase database, AuditTrail audit, Deliveries deliveries, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    /**
     * Makes a change, and completes when the topic {@code access} has it, too, or it takes too long. The tenant's changes are made one
     * at a time.
     *
     * @throws ProblemException not found, when there is no such tenant that may be written to
     */
    public <T> Uni<T> make(TenantId tenant, Author author, Function<Change, Uni<T>> work) {
        return database.exclusively(
                        tenant,
                        session -> planOf(session)
                                .map(plan -> new Change(
                                        session, plan, clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                                .chain(change ->
                                        work.apply(change).call(() -> record(session, tenant, author, change))))
                .call(() -> deliveries.await(tenant, Task.Lane.ACCESS));
    }

    /** Looks at what a change would find, without making one. */
    public <T> Uni<T> look(TenantId tenant, Function<Change, Uni<T>> work) {
        return database.within(
                tenant,
                session -> planOf(session).chain(plan -> work.apply(new Change(session, plan, clock.instant()))));
    }

    private static Uni<String> planOf(Mutiny.Session session) {
        return session.createNativeQuery("select plan_of_live_tenant()", String.class)
                .getSingleResultOrNull()
                .onItem()
                .ifNull()
                .failWith(ProblemException::notFound);
    }

    private Uni<Void> record(Mutiny.Session session, TenantId tenant, Author author, Change change) {
        Change.Done done = change.done();
        return done == null
                ? Uni.createFrom().voidItem()
                : session.flush()
                        .chain(() -> audit.append(session, author, change.at(), done.action(), done.target()))
                        .chain(() -> Outbox.add(session, tenant, done.tasks()));
    }
}
