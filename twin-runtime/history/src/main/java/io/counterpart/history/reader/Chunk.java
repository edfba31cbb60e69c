package io.counterpart.history.reader;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.history.layout.StoredText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Some rows of a source, told apart by property: of several causes of one time the last in the log has won.
 *
 * @param points the points of each of the source's properties, by growing time
 * @param endMs all values before this time are there, none of it or after
 */
record Chunk(List<List<Point>> points, long endMs) {

    /** The column of a row's first value. */
    private static final int FIRST_COLUMN = 3;

    /**
     * Takes rows in the order of their time; those of one time come in any order.
     *
     * @param limit how many rows were asked for: as many, and the last time may have more of them, so it is left to the next
     * @return null where all rows are of one time, so that none can be told to be its last
     */
    static @Nullable Chunk of(RowSet<Row> rows, List<ValueSchema> schemas, long toMs, int limit) {
        boolean full = rows.size() >= limit;
        long endMs = toMs;
        if (full) {
            long firstMs = Long.MAX_VALUE;
            endMs = Long.MIN_VALUE;
            for (Row row : rows) {
                firstMs = Math.min(firstMs, ts(row));
                endMs = Math.max(endMs, ts(row));
            }
            if (firstMs == endMs) {
                return null;
            }
        }
        List<Winners> winners = schemas.stream().map(Winners::new).toList();
        for (Row row : rows) {
            if (ts(row) < endMs) {
                for (int i = 0; i < winners.size(); i++) {
                    winners.get(i).accept(row, i + FIRST_COLUMN);
                }
            }
        }
        return new Chunk(winners.stream().map(Winners::points).toList(), endMs);
    }

    /** The value of the newest time, if any, of rows of one property that come newest first; empty where more rows of it may be left. */
    static Optional<List<Point>> newest(RowSet<Row> rows, ValueSchema schema, int limit) {
        Winners winners = new Winners(schema);
        long newestMs = Long.MIN_VALUE;
        int ofNewest = 0;
        for (Row row : rows) {
            newestMs = Math.max(newestMs, ts(row));
            if (ts(row) == newestMs) {
                winners.accept(row, FIRST_COLUMN);
                ofNewest++;
            }
        }
        return ofNewest == limit ? Optional.empty() : Optional.of(winners.points());
    }

    /**
     * The newest of some properties.
     *
     * @param points of each, nothing where there is none among the rows
     * @param isWhole whether there are no further rows
     */
    record Latest(List<Optional<Point>> points, boolean isWhole) {}

    /** The values of the newest times, of rows of several properties that come newest first. */
    static Latest newest(RowSet<Row> rows, List<ValueSchema> schemas, int limit) {
        boolean isWhole = rows.size() < limit;
        // Of the oldest time there may be more rows, one of which is newer in the log.
        long surelyAfterMs = isWhole ? Long.MIN_VALUE : oldestMs(rows);
        List<Optional<Point>> points = new ArrayList<>();
        for (int i = 0; i < schemas.size(); i++) {
            points.add(newestIn(rows, schemas.get(i), i + FIRST_COLUMN).filter(point -> point.ts() > surelyAfterMs));
        }
        return new Latest(points, isWhole);
    }

    private static long oldestMs(RowSet<Row> rows) {
        long oldestMs = Long.MAX_VALUE;
        for (Row row : rows) {
            oldestMs = Math.min(oldestMs, ts(row));
        }
        return oldestMs;
    }

    private static Optional<Point> newestIn(RowSet<Row> rows, ValueSchema schema, int column) {
        Winners winners = new Winners(schema);
        long newestMs = Long.MIN_VALUE;
        for (Row row : rows) {
            if (row.getValue(column) != null && ts(row) >= newestMs) {
                newestMs = ts(row);
                winners.accept(row, column);
            }
        }
        return winners.points().stream().findFirst();
    }

    static long ts(Row row) {
        return row.getLocalDateTime(0).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** One property's points: the newest cause of each time. */
    private static final class Winners {

        private final ValueSchema schema;
        private final List<Point> points = new ArrayList<>();
        private long position;
        private int part;

        Winners(ValueSchema schema) {
            this.schema = schema;
        }

        void accept(Row row, int column) {
            Object held = row.getValue(column);
            if (held == null) {
                return;
            }
            long ts = ts(row);
            long rowPosition = row.getLong(1);
            int rowPart = row.getInteger(2);
            boolean sameTime = !points.isEmpty() && points.getLast().ts() == ts;
            if (sameTime && (rowPosition < position || (rowPosition == position && rowPart < part))) {
                return;
            }
            if (sameTime) {
                points.removeLast();
            }
            points.add(new Point(ts, value(held)));
            position = rowPosition;
            part = rowPart;
        }

        private Value value(Object held) {
            return switch (schema) {
                case DOUBLE, FLOAT, INTEGER, LONG -> new Value.Numeric((Double) held);
                case BOOLEAN -> new Value.Truth((Double) held != 0);
                case STRING -> new Value.Text(StoredText.read((String) held));
                case JSON -> json(StoredText.read((String) held));
                case DOUBLES -> new Value.Vector(Arrays.asList((Double[]) held));
            };
        }

        /** What was stored before the property had several parts was a text. */
        private static Value json(String stored) {
            try {
                return new Value.Json(Value.MAPPER.readTree(stored));
            } catch (JsonProcessingException e) {
                return new Value.Text(stored);
            }
        }

        List<Point> points() {
            return points;
        }
    }
}
