package io.counterpart.tenants.database;

import io.counterpart.contracts.identity.TenantId;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The way to one tenant's rows. Every transaction names its tenant, and the database shows and takes that tenant's rows only; the
 * name ends with the transaction. Nothing else opens a session.
 */
@ApplicationScoped
public class TenantDatabase {

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;

    @Inject
    TenantDatabase(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    /** Reads, or writes what needs no order among the tenant's writes. */
    public <T> Uni<T> within(TenantId tenant, Function<Mutiny.Session, Uni<T>> work) {
        return inTransaction(
                session -> session.createNativeQuery("select set_config('app.tenant', :tenant, true)", String.class)
                        .setParameter("tenant", tenant.value())
                        .getSingleResult()
                        .chain(() -> work.apply(session)));
    }

    /**
     * Writes, one after the other in each tenant: counts stay true until the transaction ends, the audit chain has one end, and the
     * outbox is in the order of the commits.
     */
    public <T> Uni<T> exclusively(TenantId tenant, Function<Mutiny.Session, Uni<T>> work) {
        return within(
                tenant,
                session -> session.createNativeQuery("select " + WriteLock.TAKE.formatted(":tenant"), Boolean.class)
                        .setParameter("tenant", tenant.value())
                        .getSingleResult()
                        .chain(() -> work.apply(session)));
    }

    /**
     * Hibernate Reactive keeps the open session in the Vert.x context and would lend it to whoever asks there next. Each transaction
     * has a context of its own, so none is ever shared, whoever calls and from wherever.
     */
    private <T> Uni<T> inTransaction(Function<Mutiny.Session, Uni<T>> work) {
        return Uni.createFrom()
                .emitter(emitter -> freshContext()
                        .runOnContext(started ->
                                sessions.withTransaction(work).subscribe().with(emitter::complete, emitter::fail)));
    }

    private Context freshContext() {
        Context context = Objects.requireNonNull(
                VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()), "a duplicate of a context");
        VertxContextSafetyToggle.setContextSafe(context, true);
        return context;
    }
}
