package io.counterpart.history.layout;

/** Everything that is done to the tables, as SQL; what is asked of them stands with the reader. A tenant is bound as $1. */
public final class Statements {

    private static final int COPIED_AT_ONCE = 1_000_000;

    private Statements() {}

    /** Creates a table of this family where there is none of this name. */
    public static String create(Family family, String table) {
        return family.createTable(table);
    }

    public static String rename(String from, String to) {
        return "rename table " + from + " to " + to;
    }

    /** Copies all but one tenant's rows; done twice, it changes nothing. */
    public static String copyWithout(String from, String to) {
        return "insert batch " + COPIED_AT_ONCE + " into " + to + " select * from " + from + " where tenant <> $1";
    }

    public static String drop(String table) {
        return "drop table if exists " + table;
    }

    /** How many rows of the tenant a table holds. */
    public static String rowsOfTenant(String table) {
        return "select count() from " + table + " where tenant = $1";
    }

    /** {@code (name)} of the tables of history, of whatever number of buckets. */
    public static String tables() {
        return "select table_name from tables() where table_name ~ '^(numbers|texts|arrays)_[0-9]+_of_[0-9]+'";
    }

    /** By which number the database knows the table that has this name now. */
    public static String number(String table) {
        return "select id from tables() where table_name = '" + table + "'";
    }

    /** {@code (last transaction taken, last transaction applied, whether applying has stopped)} of a table. */
    public static String transactions(String table) {
        return "select sequencerTxn, writerTxn, suspended from wal_tables() where name = '" + table + "'";
    }

    /** Puts all that was acknowledged on disk: the last step of a checkpoint, whose other steps copy some small files. */
    public static String sync() {
        return "checkpoint create";
    }

    /** Ends the checkpoint; harmless where there is none. */
    public static String release() {
        return "checkpoint release";
    }

    /** For how long a checkpoint has been under way, null when none is. */
    public static String syncAgeSeconds() {
        return "select case when in_progress then datediff('s', started_at, systimestamp()) end from checkpoint_status()";
    }

    /** Whether the line protocol may create tables: it must not, see {@link HistoryTables}. */
    public static String autoCreation() {
        return "select value from (show parameters) where property_path = 'line.auto.create.new.tables'";
    }
}
