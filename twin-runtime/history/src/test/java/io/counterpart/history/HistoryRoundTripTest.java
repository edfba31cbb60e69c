package io.counterpart.history;

import static io.counterpart.history.Rows.PRESSURE;
import static io.counterpart.history.Rows.PUMP;
import static io.counterpart.history.Rows.T0;
import static io.counterpart.history.Rows.everything;
import static io.counterpart.history.Rows.points;
import static io.counterpart.history.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.reader.Audit;
import io.counterpart.history.reader.Point;
import io.counterpart.history.reader.PropertyRef;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.writer.WriterLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HistoryRoundTripTest {

    private static final QuestDbHistory HISTORY = QuestDb.history(WriterLimits.DEFAULT, ReaderLimits.DEFAULT);

    private final TenantId tenant = Rows.newTenant();
    private final HistoryWriter writer = HISTORY.newWriter();

    @AfterEach
    void close() {
        writer.close();
    }

    @AfterAll
    static void closeHistory() {
        QuestDb.await(HISTORY.close());
    }

    @Test
    void theSameRowsWrittenTwiceStandThereOnce() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 100; i++) {
                writer.row(tenant, row(PUMP, T0 + i, i, i));
            }
            Rows.awaitAcknowledged(writer);
        }
        List<Point> points = points(HISTORY.reader(), tenant, everything(PRESSURE), 100);
        assertEquals(new Point(T0 + 99, new Value.Numeric(99)), points.getLast());
        assertEquals(new Audit(100, 100, 100), QuestDb.await(HISTORY.reader().audit(tenant)));
    }

    @Test
    void lateRowsTakeTheirPlaceInTime() {
        for (long hour : new long[] {5, 1, 80, -300, 2}) {
            writer.row(tenant, row(PUMP, T0 + hour * 3_600_000, 100 - hour, (double) hour));
            Rows.awaitAcknowledged(writer);
        }
        List<Point> points = points(HISTORY.reader(), tenant, everything(PRESSURE), 5);
        assertEquals(
                List.of(-300.0, 1.0, 2.0, 5.0, 80.0),
                points.stream()
                        .map(point -> ((Value.Numeric) point.value()).value())
                        .toList());
    }

    @Test
    void everyKindOfValueComesBackExactly() {
        // Given
        List<String> texts =
                List.of("", "a b,c=d\"e\\f\n\r\tg", "Grüße 你好 \ud83d\ude00", "x".repeat(10_000), "null\u0010");
        List<double[]> arrays = List.of(
                new double[0], new double[] {1.5}, new double[] {-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e-300});
        double[] numbers = {0.1, 0.2 + 0.1, -0.0, Double.MAX_VALUE, Double.MIN_VALUE, 9_007_199_254_740_991.0, -1, 1};
        // When
        for (int i = 0; i < 5; i++) {
            HistoryRow row = new HistoryRow();
            row.begin(PUMP, T0 + i, T0 + 50, i, 3);
            row.addText(0, texts.get(i));
            row.addText(7, "other");
            if (i < 3) {
                row.addArray(2, arrays.get(i));
            }
            row.addNumber(4, i % 2);
            for (int n = 0; n < numbers.length; n++) {
                row.addNumber(10 + n, numbers[n]);
            }
            row.addNumber(1_500, i);
            writer.row(tenant, row);
        }
        Rows.awaitAcknowledged(writer);
        // Then
        List<Value> notes = values(property("note", ValueSchema.STRING, 0), 5);
        for (int i = 0; i < 5; i++) {
            assertTrue(new Value.Text(texts.get(i)).equals(notes.get(i)), "text " + i);
        }
        List<Value> vectors = values(property("curve", ValueSchema.DOUBLES, 2), 3);
        assertEquals(new Value.Vector(List.of()), vectors.get(0));
        assertEquals(new Value.Vector(List.of(1.5)), vectors.get(1));
        assertEquals(new Value.Vector(List.of(-0.0, Double.MIN_VALUE, Double.MAX_VALUE, 1e-300)), vectors.get(2));
        assertEquals(
                List.of(false, true, false, true, false),
                values(property("on", ValueSchema.BOOLEAN, 4), 5).stream()
                        .map(value -> ((Value.Truth) value).value())
                        .toList());
        for (int n = 0; n < numbers.length; n++) {
            assertEquals(
                    new Value.Numeric(numbers[n]),
                    values(property("p" + n, ValueSchema.DOUBLE, 10 + n), 5).getFirst());
        }
        assertEquals(
                new Value.Numeric(4),
                values(property("far", ValueSchema.INTEGER, 1_500), 5).getLast());
    }

    @Test
    void tenantsWithTwinsOfTheSameNameNeverSeeEachOther() {
        TenantId other = Rows.newTenant();
        for (int i = 0; i < 50; i++) {
            writer.row(i % 2 == 0 ? tenant : other, row(PUMP, T0 + i, i, i));
        }
        Rows.awaitAcknowledged(writer);
        List<Point> ours = points(HISTORY.reader(), tenant, everything(PRESSURE), 25);
        List<Point> theirs = points(HISTORY.reader(), other, everything(PRESSURE), 25);
        assertTrue(ours.stream().allMatch(point -> (point.ts() - T0) % 2 == 0));
        assertTrue(theirs.stream().allMatch(point -> (point.ts() - T0) % 2 == 1));
        assertEquals(List.of(), points(HISTORY.reader(), Rows.newTenant(), everything(PRESSURE), 0));
    }

    @Test
    void aWriterThatIsNotTouchedHoldsNothingBackForLongerThanItsLinger() {
        long clock = 1_000_000;
        writer.row(tenant, row(PUMP, T0, 1, 1));
        writer.flushDue(clock);
        writer.flushDue(clock + 249);
        assertEquals(1, writer.waiting());
        writer.flushDue(clock + 250);
        Eventually.holds("acknowledged", Duration.ofSeconds(10), () -> writer.acknowledged() == 1);
    }

    private List<Value> values(PropertyRef property, int expected) {
        return points(HISTORY.reader(), tenant, everything(property), expected).stream()
                .map(Point::value)
                .toList();
    }

    private static PropertyRef property(String name, ValueSchema schema, int slot) {
        return new PropertyRef(new PropertyName(name), schema, slot);
    }
}
