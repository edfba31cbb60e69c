package io.counterpart.history.layout;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;

/** The tables of history, as they must be before anybody writes. */
public final class HistoryTables {

    private HistoryTables() {}

    /**
     * Creates what is not there; any number of processes may do so at once, and again at every start.
     *
     * <p>Fails with {@link IllegalStateException} when the database was laid out for another number of buckets, or when its line
     * protocol may create tables (it is to run with {@code line.auto.create.new.tables=false}): a writer that comes between the
     * two renamings of an erasure would then create a table without keys.
     */
    public static Future<Void> install(Pool pool) {
        Future<Void> installed = refuseAutoCreation(pool).compose(safe -> refuseOtherBuckets(pool));
        for (Family family : Family.values()) {
            for (int number = 0; number < Bucket.COUNT; number++) {
                String table = family.table(new Bucket(number));
                installed = installed.compose(before ->
                        pool.query(Statements.create(family, table)).execute().mapEmpty());
            }
        }
        return installed;
    }

    private static Future<Void> refuseAutoCreation(Pool pool) {
        return pool.query(Statements.autoCreation()).execute().compose(answer -> {
            for (Row row : answer) {
                if (row.getString(0).equals("true")) {
                    return Future.failedFuture(new IllegalStateException(
                            "QuestDB must run with line.auto.create.new.tables=false: history's tables have keys"));
                }
            }
            return Future.succeededFuture();
        });
    }

    private static Future<Void> refuseOtherBuckets(Pool pool) {
        return pool.query(Statements.tables()).execute().compose(HistoryTables::onlyOurs);
    }

    private static Future<Void> onlyOurs(RowSet<Row> tables) {
        for (Row row : tables) {
            if (!row.getString(0).matches(".*_of_" + Bucket.COUNT + "(__next|__old)?")) {
                return Future.failedFuture(new IllegalStateException("QuestDB holds " + row.getString(0)
                        + ", which is of another layout than " + Bucket.COUNT + " buckets"));
            }
        }
        return Future.succeededFuture();
    }
}
