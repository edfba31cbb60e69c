package io.counterpart.history.sync;

import io.counterpart.history.layout.Statements;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;

/** Whether what QuestDB has acknowledged can be read: it takes rows into its log first, and applies them to their table some time later. */
public final class AppliedRows {

    private static final long POLL_MS = 20;

    private final Vertx vertx;
    private final Pool pool;

    public AppliedRows(Vertx vertx, Pool pool) {
        this.vertx = vertx;
        this.pool = pool;
    }

    /** Waits until all that the table has taken up to now can be read; says which transaction that was. */
    public Future<Long> of(String table) {
        return transactions(table).compose(now -> reached(table, now.getLong(0)));
    }

    private Future<Long> reached(String table, long transaction) {
        return transactions(table).compose(now -> {
            if (now.getBoolean(2)) {
                return Future.failedFuture(new IllegalStateException("QuestDB has suspended table " + table));
            }
            return now.getLong(1) >= transaction
                    ? Future.succeededFuture(transaction)
                    : vertx.timer(POLL_MS).compose(passed -> reached(table, transaction));
        });
    }

    private Future<Row> transactions(String table) {
        return pool.query(Statements.transactions(table))
                .execute()
                .compose(answer -> answer.size() == 1
                        ? Future.succeededFuture(answer.iterator().next())
                        : Future.failedFuture(new IllegalStateException("QuestDB has no table " + table)));
    }
}
