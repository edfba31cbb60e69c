package io.counterpart.history.reader;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.ArrayList;
import java.util.List;

/**
 * The tables that together hold a family of a bucket: one, and while a tenant is erased from it two.
 *
 * @param ids which tables they are, as the database numbers them
 * @param names their names, in the same order
 */
record TableSet(List<Integer> ids, List<String> names) {

    static TableSet of(RowSet<Row> rows) {
        List<Integer> ids = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Row row : rows) {
            ids.add(row.getInteger(0));
            names.add(row.getString(1));
        }
        return new TableSet(ids, names);
    }
}
