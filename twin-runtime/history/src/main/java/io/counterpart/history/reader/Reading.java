package io.counterpart.history.reader;

import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.CancellationException;

/** One answer that is put together: its connection, until it is given up. */
final class Reading {

    private final SqlConnection connection;
    private volatile boolean over;

    Reading(SqlConnection connection) {
        this.connection = connection;
    }

    /** Asks the database; not any more once it is given up, for then the connection is somebody else's. */
    Future<RowSet<Row>> ask(String sql, Tuple bound) {
        return over
                ? Future.failedFuture(new CancellationException("given up"))
                : connection.preparedQuery(sql).execute(bound);
    }

    /** Ends it, at the database too. */
    void giveUp() {
        over = true;
        PgConnection.cast(connection).cancelRequest();
    }
}
