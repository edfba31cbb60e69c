package io.counterpart.tenants.tenant;

import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of {@code erasure} and {@code erased_store}. */
@ApplicationScoped
class ErasureRows {

    private static final String COMPLETE = """
            update erasure set completed_at = now()
            where tenant = $1 and completed_at is null
            and (select count(*) from erased_store where tenant = $1 and store = any($2)) = cardinality($2)
            """;

    /** An answer about a tenant whose erasure nobody asked for is of no use. */
    private static final String ERASED = """
            insert into erased_store (tenant, store, erased_at)
            select tenant, $2, $3 from erasure where tenant = $1 on conflict do nothing
            """;

    private static final String RECEIPT = """
            select requested_at, completed_at, store, erased_at
            from erasure left join erased_store using (tenant) where tenant = $1 order by erased_at
            """;

    Uni<Void> request(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery("insert into erasure (tenant) values ($1)")
                .execute(Tuple.of(tenant.value()))
                .replaceWithVoid();
    }

    /** Completes the receipt if every store has answered; whether this is what completed it. */
    Uni<Boolean> completeWhenAllHaveAnswered(SqlConnection connection, TenantId tenant) {
        String[] all = Arrays.stream(Store.values()).map(Store::word).toArray(String[]::new);
        return connection
                .preparedQuery(COMPLETE)
                .execute(Tuple.of(tenant.value(), all))
                .map(updated -> updated.rowCount() > 0);
    }

    Uni<Void> erased(SqlConnection connection, TenantId tenant, Store store, Instant at) {
        return connection
                .preparedQuery(ERASED)
                .execute(Tuple.of(tenant.value(), store.word(), at.atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    Uni<Optional<Erasure>> find(SqlConnection connection, TenantId tenant) {
        return connection
                .preparedQuery(RECEIPT)
                .execute(Tuple.of(tenant.value()))
                .map(rows -> erasure(tenant, rows));
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
