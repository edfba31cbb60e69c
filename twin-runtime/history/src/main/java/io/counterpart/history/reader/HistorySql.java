package io.counterpart.history.reader;

import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.counterpart.history.layout.Slots;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Every question that is asked of history, as SQL. Names and numbers in it are our own, all that a caller says is bound: $1
 * tenant, $2 twin, $3 from, $4 to, $5 known at.
 */
final class HistorySql {

    private HistorySql() {}

    /** Which of a family's tables are there: {@code (id, name)}. A table's id never comes back under a name that it has lost. */
    static String tables(Family family, Bucket bucket) {
        return "select id, table_name from tables() where table_name in ('" + family.table(bucket) + "', '"
                + family.oldTable(bucket) + "') order by table_name";
    }

    /**
     * Rows in the order of event time, of several tables as if they were one: {@code (ts, position, part, value…)}.
     *
     * @param newestFirst whether the newest comes first
     */
    static String rows(List<String> tables, Source source, boolean knownAt, boolean newestFirst, int limit) {
        String columns = "ts, position, part, " + String.join(", ", source.columns());
        String where = " where tenant = $1 and twin = $2 and ts >= $3 and ts < $4 and " + source.condition()
                + hasOneOf(source) + (knownAt ? " and known_at <= $5" : "");
        String order = " order by ts" + (newestFirst ? " desc" : "") + " limit " + limit;
        if (tables.size() == 1) {
            return "select " + columns + " from " + tables.getFirst() + where + order;
        }
        return tables.stream()
                .map(table -> "select " + columns + " from " + table + where)
                .collect(Collectors.joining(" union all ", "select * from (", ")" + order));
    }

    /** A row of numbers may lack all that are asked for; a row of a text or an array is there for its value alone. */
    private static String hasOneOf(Source source) {
        return switch (source.family()) {
            case NUMBERS ->
                source.columns().stream()
                        .map(column -> column + " is not null")
                        .collect(Collectors.joining(" or ", " and (", ")"));
            case TEXTS, ARRAYS -> "";
        };
    }

    /** How many rows a tenant has: {@code (rows, rows of different keys, values)}. */
    static String audit(Family family, Bucket bucket) {
        String keys = "ts, twin, position, part" + (family == Family.NUMBERS ? "" : ", slot");
        String values = family == Family.NUMBERS ? numbersCounted() : "count()";
        String from = " from " + family.table(bucket) + " where tenant = $1"
                + (family == Family.TEXTS ? " and slot >= 0" : "");
        return "select a.total, b.keys, a.held from (select count() total, " + values + " held" + from
                + ") a cross join (select count() keys from (select distinct " + keys + from + ")) b";
    }

    private static String numbersCounted() {
        return IntStream.range(0, Slots.NUMBERS_PER_ROW)
                .mapToObj(slot -> "count(" + Slots.column(slot) + ")")
                .collect(Collectors.joining(" + "));
    }
}
