package io.counterpart.portal.database;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.function.Function;
import org.hibernate.JDBCException;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * The only way to the tenants' tables: a transaction that sees the rows of one tenant. Row level security does the restricting, so
 * a query that forgets the tenant finds no other's rows.
 */
@Singleton
public class TenantDatabase {

    private static final String RESTRICT =
            "select set_config('app.tenant', :tenant, true) where " + TenantLock.SHARE.formatted(":tenant");

    private static final String INSUFFICIENT_PRIVILEGE = "42501";

    private static final String RESTRICT_READER = "select set_config('app.tenant', $1, true)";

    private final Mutiny.SessionFactory sessions;
    private final Pool pool;
    private final OutboxRelay relay;
    private final Turns graphWriters;

    TenantDatabase(Mutiny.SessionFactory sessions, Pool pool, OutboxRelay relay, Vertx vertx) {
        this.sessions = sessions;
        this.pool = pool;
        this.relay = relay;
        this.graphWriters = new Turns(vertx);
    }

    /**
     * Runs this work, which writes twins, relationships or types, in one transaction that has the tenant's graph alone: writers of one
     * tenant take turns, so that what one looks up stays so until it has written.
     */
    public <T> Uni<T> writeGraph(TenantId tenant, Function<TenantSession, Uni<T>> work) {
        return graphWriters.take(
                tenant, () -> within(tenant, session -> session.lockGraph().chain(() -> work.apply(session))));
    }

    /**
     * Reads many rows in one transaction that sees those of this tenant alone, without making entities of them. It writes nothing, and so
     * no erasure waits for it.
     *
     * @param sql a query, its parameters {@code $1} and so on
     */
    public Uni<RowSet<Row>> read(TenantId tenant, String sql, Tuple parameters) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(RESTRICT_READER)
                .execute(Tuple.of(tenant.value()))
                .chain(() -> connection.preparedQuery(sql).execute(parameters)));
    }

    /** Runs this work in one transaction; what it put into the outbox leaves after it. */
    public <T> Uni<T> within(TenantId tenant, Function<TenantSession, Uni<T>> work) {
        return sessions.withTransaction((rows, transaction) -> {
                    TenantSession session = new TenantSession(tenant, rows);
                    return restrictRowsTo(tenant, rows)
                            .chain(() -> work.apply(session))
                            .map(result -> new Done<>(result, session.hasPublished()));
                })
                .onFailure(TenantDatabase::isShut)
                .transform(shut -> new ApiProblem(ProblemType.NOT_FOUND, "There is no such tenant any more."))
                .map(this::tellRelay);
    }

    /**
     * A tenant that is being erased takes no rows: of all that row level security refuses, the one thing that can happen. A missing
     * grant has the same code, and is a mistake.
     */
    private static boolean isShut(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JDBCException refused
                    && INSUFFICIENT_PRIVILEGE.equals(refused.getSQLState())
                    && String.valueOf(refused.getMessage()).contains("row-level security")) {
                return true;
            }
        }
        return false;
    }

    private record Done<T>(T result, boolean published) {}

    private <T> T tellRelay(Done<T> done) {
        if (done.published()) {
            relay.nudge();
        }
        return done.result();
    }

    private static Uni<?> restrictRowsTo(TenantId tenant, Mutiny.Session session) {
        return session.createNativeQuery(RESTRICT, String.class)
                .setParameter("tenant", tenant.value())
                .getSingleResult();
    }
}
