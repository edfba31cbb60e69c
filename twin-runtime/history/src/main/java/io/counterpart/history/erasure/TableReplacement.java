package io.counterpart.history.erasure;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.counterpart.history.layout.Statements;
import io.counterpart.history.sync.AppliedRows;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * One table, without one tenant. Every step can be repeated, and which is next follows from which tables are there: the table,
 * {@code __next} (empty, to take its name) and {@code __old} (to be copied and dropped).
 */
final class TableReplacement {

    private final Vertx vertx;
    private final Pool pool;
    private final AppliedRows applied;
    private final Family family;
    private final long quietMs;
    private final String table;
    private final String next;
    private final String old;

    TableReplacement(Vertx vertx, Pool pool, Family family, Bucket bucket, Duration longestRequest) {
        this.vertx = vertx;
        this.pool = pool;
        this.applied = new AppliedRows(vertx, pool);
        this.family = family;
        this.quietMs = longestRequest.plus(longestRequest.dividedBy(4)).toMillis();
        this.table = family.table(bucket);
        this.next = family.nextTable(bucket);
        this.old = family.oldTable(bucket);
    }

    /** Done when the table holds none of the tenant's rows, nor does any other. */
    Future<Void> without(TenantId tenant) {
        return existing().compose(there -> {
            if (there.contains(old)) {
                return finish(there, tenant).compose(finished -> without(tenant));
            }
            return holds(tenant).compose(held -> held ? begin().compose(begun -> without(tenant)) : dropped(next));
        });
    }

    private Future<Void> begin() {
        return done(Statements.create(family, next))
                .compose(created -> done(Statements.rename(table, old)))
                .compose(renamed -> done(Statements.rename(next, table)));
    }

    /**
     * A request that began before the renaming may still end in the old table: it keeps it by its number, not by its name. QuestDB
     * would even acknowledge what it can no longer keep because the table is dropped. So all such requests are waited for.
     *
     * <p>A process that slept meanwhile may find that another has ended this and begun the next erasure: what is called {@code __old}
     * then is that one's, and not copied yet. Names say nothing of it, the table's number does.
     */
    private Future<Void> finish(Set<String> there, TenantId tenant) {
        Future<Void> named = there.contains(table) ? Future.succeededFuture() : takeName();
        return number(old)
                .compose(ours -> named.compose(taken -> vertx.timer(quietMs))
                        .compose(quiet -> requireStill(ours))
                        .compose(same -> copy(tenant))
                        .compose(copied -> applied.of(table))
                        .compose(visible -> requireStill(ours))
                        .compose(same -> dropped(old)));
    }

    private Future<Void> requireStill(int ours) {
        return number(old)
                .compose(now -> now == ours
                        ? Future.succeededFuture()
                        : Future.failedFuture(
                                new IllegalStateException("another process erases as well, table " + old)));
    }

    private Future<Integer> number(String name) {
        return pool.query(Statements.number(name))
                .execute()
                .compose(answer -> answer.size() == 1
                        ? Future.succeededFuture(answer.iterator().next().getInteger(0))
                        : Future.failedFuture(new IllegalStateException("QuestDB has no table " + name)));
    }

    private Future<Void> takeName() {
        return done(Statements.create(family, next)).compose(created -> done(Statements.rename(next, table)));
    }

    private Future<Void> copy(TenantId tenant) {
        return applied.of(old)
                .compose(all ->
                        pool.preparedQuery(Statements.copyWithout(old, table)).execute(Tuple.of(tenant.value())))
                .mapEmpty();
    }

    private Future<Boolean> holds(TenantId tenant) {
        return applied.of(table)
                .compose(settled ->
                        pool.preparedQuery(Statements.rowsOfTenant(table)).execute(Tuple.of(tenant.value())))
                .map(answer -> answer.iterator().next().getLong(0) > 0);
    }

    private Future<Set<String>> existing() {
        return pool.query(Statements.tables()).execute().map(TableReplacement::names);
    }

    private static Set<String> names(RowSet<Row> rows) {
        Set<String> names = new HashSet<>();
        rows.forEach(row -> names.add(row.getString(0)));
        return names;
    }

    private Future<Void> dropped(String name) {
        return done(Statements.drop(name));
    }

    private Future<Void> done(String statement) {
        return pool.query(statement).execute().mapEmpty();
    }
}
