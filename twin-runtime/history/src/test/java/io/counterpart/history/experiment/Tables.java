package io.counterpart.history.experiment;

/** Tables as candidates of the layout. */
final class Tables {

    static final String[] NUMBER_COLUMNS = new String[12];

    static {
        for (int i = 0; i < NUMBER_COLUMNS.length; i++) {
            NUMBER_COLUMNS[i] = "n" + i;
        }
    }

    private Tables() {}

    static String numbers(String name, String twinType, String partition) {
        StringBuilder sql = new StringBuilder("create table if not exists ")
                .append(name)
                .append(" (ts timestamp, tenant symbol, twin ")
                .append(twinType)
                .append(", position long, part int, known_at timestamp");
        for (String column : NUMBER_COLUMNS) {
            sql.append(", ").append(column).append(" double");
        }
        return sql.append(") timestamp(ts) partition by ")
                .append(partition)
                .append(" wal dedup upsert keys(ts, tenant, twin, position, part)")
                .toString();
    }
}
