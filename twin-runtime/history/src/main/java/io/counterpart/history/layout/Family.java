package io.counterpart.history.layout;

import io.counterpart.contracts.twin.ValueSchema.Storage;

/** The tables of one kind of value; each bucket has one of each. */
public enum Family {
    /** Wide rows: {@link Slots#NUMBERS_PER_ROW} numbers of one reading side by side. */
    NUMBERS("numbers", Slots.numberColumns(), ""),
    /** One text a row. */
    TEXTS("texts", "slot int, value varchar", ", slot"),
    /** One array a row. */
    ARRAYS("arrays", "slot int, value double[]", ", slot");

    private final String word;
    private final String columns;
    private final String furtherKeys;

    Family(String word, String columns, String furtherKeys) {
        this.word = word;
        this.columns = columns;
        this.furtherKeys = furtherKeys;
    }

    /** Where values of this storage stand. */
    public static Family of(Storage storage) {
        return switch (storage) {
            case NUMBER -> NUMBERS;
            case TEXT -> TEXTS;
            case NUMBERS -> ARRAYS;
        };
    }

    /** The table that is written to, and read first. */
    public String table(Bucket bucket) {
        return word + "_" + bucket.number() + "_of_" + Bucket.COUNT;
    }

    /** The same table, empty, before it takes the name: the first step of an erasure. */
    public String nextTable(Bucket bucket) {
        return table(bucket) + "__next";
    }

    /** What had the name before, until it is copied: read as well. */
    public String oldTable(Bucket bucket) {
        return table(bucket) + "__old";
    }

    /** Creates a table of this family where there is none of this name. */
    String createTable(String table) {
        return "create table if not exists " + table
                + " (ts timestamp, tenant symbol, twin symbol index, position long, part int, known_at timestamp, "
                + columns + ") timestamp(ts) partition by day wal dedup upsert keys(ts, tenant, twin, position, part"
                + furtherKeys + ")";
    }
}
