package io.counterpart.tenants.tenant;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code erasure} and {@code erased_store}. */
@ApplicationScoped
class ErasureRows {

    private static final String RECEIPT = """
            select requested_at, completed_at, store, erased_at
            from erasure left join erased_store using (tenant) where tenant = $1 order by erased_at
            """;

    Uni<Void> request(SqlConnection connection, TenantId tenant) {
        return run(connection, "insert into erasure (tenant) values ($1)", tenant);
    }

    Uni<Void> complete(SqlConnection connection, TenantId tenant) {
        return run(
                connection,
                "update erasure set completed_at = now() where tenant = $1 and completed_at is null",
                tenant);
    }

    Uni<Void> erased(SqlConnection connection, TenantId tenant, String store) {
        return connection
                .preparedQuery("insert into erased_store (tenant, store) values ($1, $2) on conflict do nothing")
                .execute(Tuple.of(tenant.value(), store))
                .replaceWithVoid();
    }

    Uni<Optional<Erasure>> find(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery(RECEIPT)
                .execute(Tuple.of(tenant.value()))
                .map(rows -> erasure(tenant, rows));
    }

    private static Uni<Void> run(SqlConnection connection, String sql, TenantId tenant) {
        return connection.preparedQuery(sql).execute(Tuple.of(tenant.value())).replaceWithVoid();
    }

    private static Optional<Erasure> erasure(TenantId tenant, RowSet<Row> rows) {
        Erasure erasure = null;
        List<Erasure.ErasedStore> stores = new ArrayList<>();
        for (Row row : rows) {
            String store = row.getString("store");
            if (store != null) {
                stores.add(new Erasure.ErasedStore(
                        store, row.get(OffsetDateTime.class, "erased_at").toInstant()));
            }
            erasure = new Erasure(
                    tenant,
                    row.get(OffsetDateTime.class, "requested_at").toInstant(),
                    instant(row.get(OffsetDateTime.class, "completed_at")),
                    stores);
        }
        return Optional.ofNullable(erasure);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
