package io.counterpart.tenants.outbox;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.List;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;

/** Adds tasks inside the transaction that makes them necessary: both stand, or neither. */
public final class Outbox {

    private Outbox() {}

    /** Adds tasks of a write to the tenant's own rows. */
    public static Uni<Void> add(Mutiny.Session session, TenantId tenant, List<Task> tasks) {
        return inOrder(
                tasks,
                task -> session.createNativeQuery(
                                "insert into outbox (tenant, lane, task) values (:tenant, :lane, :task)")
                        .setParameter("tenant", tenant.value())
                        .setParameter("lane", task.lane().word())
                        .setParameter("task", task.text())
                        .executeUpdate());
    }

    /** Adds tasks of a write that spans tenants. */
    public static Uni<Void> add(SqlConnection connection, TenantId tenant, List<? extends Task> tasks) {
        return inOrder(
                tasks,
                task -> connection
                        .preparedQuery("insert into outbox (tenant, lane, task) values ($1, $2, $3)")
                        .execute(Tuple.of(tenant.value(), task.lane().word(), task.text())));
    }

    private static Uni<Void> inOrder(List<? extends Task> tasks, Function<Task, Uni<?>> insert) {
        return Multi.createFrom()
                .iterable(tasks)
                .onItem()
                .transformToUniAndConcatenate(task -> insert.apply(task).replaceWithVoid())
                .collect()
                .last()
                .replaceWithVoid();
    }
}
