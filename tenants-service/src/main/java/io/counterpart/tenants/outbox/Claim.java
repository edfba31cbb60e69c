package io.counterpart.tenants.outbox;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;

/**
 * One worker's hold on one lane of a tenant, for as long as the transaction lasts: it holds the oldest, and while that one stands
 * nobody can have a later one. A worker that dies loses its transaction, and with it the hold.
 */
final class Claim {

    private static final String OLDEST_OF_A_LANE = """
            select tenant, lane from outbox task
            where due <= now() and not exists
                (select 1 from outbox earlier
                 where earlier.tenant = task.tenant and earlier.lane = task.lane and earlier.id < task.id)
            order by due limit 1 for update skip locked
            """;
    private static final String IN_ORDER =
            "select id, task from outbox where tenant = $1 and lane = $2 order by id limit $3";
    private static final String DONE = "delete from outbox where tenant = $1 and id = $2";
    private static final String AGAIN = """
            update outbox set attempts = attempts + 1, error = $3,
                due = now() + least($4 * power(2, least(attempts, 30)), $5) * interval '1 millisecond'
            where tenant = $1 and id = $2
            """;
    private static final int ERROR_LENGTH_MAX = 500;

    private final SqlConnection connection;
    private final TenantId tenant;

    private final String lane;

    private Claim(SqlConnection connection, TenantId tenant, String lane) {
        this.connection = connection;
        this.tenant = tenant;
        this.lane = lane;
    }

    /**
     * A task, and its place in the outbox.
     *
     * @param id grows with every task
     */
    record Entry(long id, Task task) {}

    /** A lane with a task due that nobody else holds; an empty stream when there is none. */
    static Multi<Claim> take(SqlConnection connection) {
        return connection
                .query(OLDEST_OF_A_LANE)
                .execute()
                .onItem()
                .transformToMulti(RowSet::toMulti)
                .map(row -> new Claim(connection, new TenantId(row.getString(0)), row.getString(1)));
    }

    TenantId tenant() {
        return tenant;
    }

    Uni<List<Entry>> entries(int limit) {
        return connection
                .preparedQuery(IN_ORDER)
                .execute(Tuple.of(tenant.value(), lane, limit))
                .onItem()
                .transformToMulti(RowSet::toMulti)
                .map(Claim::entry)
                .collect()
                .asList();
    }

    private static Entry entry(Row row) {
        return new Entry(row.getLong(0), Task.of(row.getString(1)));
    }

    Uni<Void> done(Entry entry) {
        return connection
                .preparedQuery(DONE)
                .execute(Tuple.of(tenant.value(), entry.id()))
                .replaceWithVoid();
    }

    Uni<Void> again(Entry entry, String error, Duration first, Duration last) {
        String kept = error.length() > ERROR_LENGTH_MAX ? error.substring(0, ERROR_LENGTH_MAX) : error;
        return connection
                .preparedQuery(AGAIN)
                .execute(
                        Tuple.of(tenant.value(), entry.id(), kept, (double) first.toMillis(), (double) last.toMillis()))
                .replaceWithVoid();
    }
}
