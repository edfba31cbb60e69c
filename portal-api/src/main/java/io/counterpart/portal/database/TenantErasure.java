package io.counterpart.portal.database;

import io.counterpart.contracts.identity.TenantId;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;

/** Takes a tenant out of the tables. Both halves may be done again. */
@Singleton
public class TenantErasure {

    private final Pool control;
    private final TenantDatabase database;

    TenantErasure(@ReactiveDataSource("control") Pool control, TenantDatabase database) {
        this.control = control;
        this.database = database;
    }

    /**
     * Shuts the tenant's tables to writers, and drops what had still to go to the log. When it is done, no transaction is open that
     * could write, and no relay has anything of the tenant in its hands. The rows stay, as the list of what to withdraw.
     */
    public Uni<Void> begin(TenantId tenant) {
        return control.withTransaction(connection -> run(
                        connection, "select pg_advisory_xact_lock($1)", OutboxRelay.LOCK)
                .chain(() -> run(connection, "select 1 where " + TenantLock.HAVE_ALONE.formatted("$1"), tenant.value()))
                .chain(() -> run(
                        connection,
                        "insert into portal.erased_tenant (tenant) values ($1) on conflict do nothing",
                        tenant.value()))
                .chain(() -> run(connection, "delete from portal.outbox where tenant = $1", tenant.value())));
    }

    private static Uni<Void> run(SqlConnection connection, String sql, Object value) {
        return connection.preparedQuery(sql).execute(Tuple.of(value)).replaceWithVoid();
    }

    /** Deletes the tenant's rows; fails unless its erasure has begun. */
    public Uni<Void> finish(TenantId tenant) {
        return database.within(
                tenant,
                session -> session.rows()
                        .createNativeQuery("select portal.erase_tenant_rows() is null", Boolean.class)
                        .getSingleResult()
                        .replaceWithVoid());
    }
}
