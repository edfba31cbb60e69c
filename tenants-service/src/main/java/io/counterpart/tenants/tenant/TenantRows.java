package io.counterpart.tenants.tenant;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.database.ControlDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** The rows of {@code tenant}. */
@ApplicationScoped
public class TenantRows {

    private static final String COLUMNS = "tenant, name, plan, status, partitions, epoch, revision, created_at";

    private final ControlDatabase database;

    @Inject
    TenantRows(ControlDatabase database) {
        this.database = database;
    }

    /** The tenant, where it exists. */
    public Uni<Optional<Tenant>> find(TenantId tenant) {
        return database.transaction(connection -> find(connection, tenant));
    }

    Uni<Optional<Tenant>> find(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery("select " + COLUMNS + " from tenant where tenant = $1")
                .execute(Tuple.of(tenant.value()))
                .map(TenantRows::first);
    }

    Uni<List<Tenant>> after(String tenant, int limit) {
        return database.transaction(connection -> connection
                .preparedQuery("select " + COLUMNS + " from tenant where tenant > $1 order by tenant limit $2")
                .execute(Tuple.of(tenant, limit))
                .onItem()
                .transformToMulti(RowSet::toMulti)
                .map(TenantRows::tenant)
                .collect()
                .asList());
    }

    Uni<Tenant> insert(SqlConnection connection, TenantId tenant, String name, String plan, int partitions) {
        return connection
                .preparedQuery(
                        "insert into tenant (tenant, name, plan, status, partitions) values ($1, $2, $3, $4, $5) returning "
                                + COLUMNS)
                .execute(Tuple.of(tenant.value(), name, plan, Tenant.Status.PROVISIONING.word(), partitions))
                .map(rows -> tenant(rows.iterator().next()));
    }

    Uni<Tenant> describe(SqlConnection connection, TenantId tenant, String name, String plan) {
        return connection
                .preparedQuery(
                        "update tenant set name = $2, plan = $3, revision = revision + 1 where tenant = $1 returning "
                                + COLUMNS)
                .execute(Tuple.of(tenant.value(), name, plan))
                .map(rows -> tenant(rows.iterator().next()));
    }

    Uni<Void> status(SqlConnection connection, TenantId tenant, Tenant.Status status) {
        return connection
                .preparedQuery("update tenant set status = $2, revision = revision + 1 where tenant = $1")
                .execute(Tuple.of(tenant.value(), status.word()))
                .replaceWithVoid();
    }

    Uni<Void> delete(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery("delete from tenant where tenant = $1")
                .execute(Tuple.of(tenant.value()))
                .replaceWithVoid();
    }

    private static Optional<Tenant> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(tenant(rows.iterator().next()));
    }

    private static Tenant tenant(Row row) {
        return new Tenant(
                new TenantId(row.getString("tenant")),
                row.getString("name"),
                row.getString("plan"),
                Tenant.Status.of(row.getString("status")),
                row.getInteger("partitions"),
                row.getInteger("epoch"),
                row.getLong("revision"),
                row.get(OffsetDateTime.class, "created_at").toInstant());
    }
}
