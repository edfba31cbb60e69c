package io.counterpart.tenants.outbox;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.database.ControlDatabase;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Lets an answer wait until what it promises has arrived, so that a caller who was told of a removed credential may count on it. The
 * wait is bounded: the tasks stand in any case.
 */
@ApplicationScoped
public class Deliveries {

    private static final String NEWEST = "select max(id) from outbox where tenant = $1 and lane = $2";
    private static final String ANY_LEFT =
            "select exists (select 1 from outbox where tenant = $1 and lane = $2 and id <= $3)";
    private static final Duration FIRST_LOOK = Duration.ofMillis(4);
    private static final Duration LAST_LOOK = Duration.ofMillis(100);

    private final ControlDatabase database;
    private final OutboxWorker worker;
    private final OutboxConfig config;

    @Inject
    Deliveries(ControlDatabase database, OutboxWorker worker, OutboxConfig config) {
        this.database = database;
        this.worker = worker;
        this.config = config;
    }

    /** Completes when this lane's tasks that stand now are done, or when the time for an answer is up. */
    public Uni<Void> await(TenantId tenant, Task.Lane lane) {
        worker.wake();
        return database.transaction(connection -> newest(connection, tenant, lane))
                .chain(newest -> newest == null ? Uni.createFrom().voidItem() : untilDone(tenant, lane, newest))
                .ifNoItem()
                .after(config.answerWithin())
                .recoverWithItem(() -> null);
    }

    private static Uni<Long> newest(SqlConnection connection, TenantId tenant, Task.Lane lane) {
        return connection
                .preparedQuery(NEWEST)
                .execute(Tuple.of(tenant.value(), lane.word()))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<Void> untilDone(TenantId tenant, Task.Lane lane, long newest) {
        return database.transaction(connection ->
                        connection.preparedQuery(ANY_LEFT).execute(Tuple.of(tenant.value(), lane.word(), newest)))
                .map(rows -> rows.iterator().next().getBoolean(0))
                .invoke(left -> {
                    if (left) {
                        throw new NotYet();
                    }
                })
                .onFailure(NotYet.class)
                .retry()
                .withBackOff(FIRST_LOOK, LAST_LOOK)
                .indefinitely()
                .replaceWithVoid();
    }

    /** Tasks are left; look again. */
    private static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotYet() {
            super(null, null, false, false);
        }
    }
}
