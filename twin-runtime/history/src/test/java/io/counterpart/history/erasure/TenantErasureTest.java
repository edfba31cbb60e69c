package io.counterpart.history.erasure;

import static io.counterpart.history.Rows.PRESSURE;
import static io.counterpart.history.Rows.PUMP;
import static io.counterpart.history.Rows.T0;
import static io.counterpart.history.Rows.everything;
import static io.counterpart.history.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.Eventually;
import io.counterpart.history.FilesOf;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.Rows;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.counterpart.history.layout.Statements;
import io.counterpart.history.reader.Audit;
import io.counterpart.history.reader.HistoryQuery;
import io.counterpart.history.reader.Point;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.writer.WriterLimits;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class TenantErasureTest {

    private static final WriterLimits LIMITS = new WriterLimits(
            1_000,
            16 << 20,
            1,
            Duration.ofMillis(20),
            Duration.ofSeconds(2),
            Duration.ofMillis(200),
            Duration.ofSeconds(30));
    private static final QuestDbHistory HISTORY = QuestDb.history(LIMITS, ReaderLimits.DEFAULT);

    @AfterAll
    static void closeHistory() {
        QuestDb.await(HISTORY.close());
    }

    @Test
    void theTenantLeavesEveryFileWhileItsNeighboursGoOn() throws InterruptedException {
        // Given: two tenants of one bucket, one of them writing all the time, and reading.
        TenantId leaving = Rows.newTenant();
        TenantId staying = neighbourOf(leaving);
        writeSome(leaving, 5_000);
        AtomicBoolean running = new AtomicBoolean(true);
        long[] written = {0};
        Thread neighbour = Thread.ofPlatform().start(() -> {
            try (HistoryWriter writer = HISTORY.newWriter()) {
                for (long i = 0; running.get() || i < 20_000; i++) {
                    Rows.put(writer, staying, row(PUMP, T0 + i, i, (double) i));
                    written[0] = i + 1;
                }
                Rows.awaitAcknowledged(writer);
            }
        });
        assertTrue(FilesOf.holds(QuestDb.PROCESS.data(), leaving.value()));
        Rows.points(HISTORY.reader(), staying, firstHundred(), 100);
        // When
        boolean gapless = true;
        var erased = HISTORY.erasure().erase(leaving);
        while (!erased.isComplete()) {
            gapless &= QuestDb.await(HISTORY.reader().read(staying, firstHundred()))
                            .series()
                            .getFirst()
                            .points()
                            .size()
                    == 100;
        }
        QuestDb.await(erased);
        running.set(false);
        neighbour.join();
        // Then
        assertTrue(gapless, "a reader never misses what is being copied");
        assertEquals(new Audit(0, 0, 0), QuestDb.await(HISTORY.reader().audit(leaving)));
        Eventually.holds(
                "no file holds the tenant",
                Duration.ofSeconds(40),
                () -> !FilesOf.holds(QuestDb.PROCESS.data(), leaving.value()));
        Eventually.holds(
                "all of the neighbour's rows are there, once",
                Duration.ofSeconds(20),
                () -> QuestDb.await(HISTORY.reader().audit(staying))
                        .equals(new Audit(written[0], written[0], written[0])));
    }

    @Test
    void anErasureThatDiedGoesOnWhereItStopped() {
        TenantId leaving = Rows.newTenant();
        TenantId staying = neighbourOf(leaving);
        for (int step = 1; step <= 3; step++) {
            // Given: a process that died after so many steps; what it wrote again stood there already.
            writeSome(leaving, 100);
            writeSome(staying, 100);
            Bucket bucket = Bucket.of(leaving);
            Family numbers = Family.NUMBERS;
            QuestDb.PROCESS.execute(Statements.create(numbers, numbers.nextTable(bucket)));
            if (step >= 2) {
                QuestDb.PROCESS.execute(Statements.rename(numbers.table(bucket), numbers.oldTable(bucket)));
            }
            if (step >= 3) {
                QuestDb.PROCESS.execute(Statements.rename(numbers.nextTable(bucket), numbers.table(bucket)));
                List<Point> read = Rows.points(HISTORY.reader(), staying, everything(PRESSURE), 100);
                assertEquals(100, read.size());
            }
            // When
            QuestDb.await(HISTORY.erasure().erase(leaving));
            // Then
            assertEquals(new Audit(0, 0, 0), QuestDb.await(HISTORY.reader().audit(leaving)));
            assertEquals(
                    new Audit(102, 102, 102), QuestDb.await(HISTORY.reader().audit(staying)));
            assertEquals(
                    "0",
                    QuestDb.PROCESS.query("select count() from tables() where table_name in ('"
                            + numbers.oldTable(bucket) + "', '" + numbers.nextTable(bucket) + "')"));
        }
    }

    @Test
    void whoSleptWhileAnotherErasedDropsNothingOfTheNextErasure() {
        // Given: an erasure on its way, which waits until the old table may be dropped.
        TenantId leaving = Rows.newTenant();
        writeSome(leaving, 100);
        String old = Family.NUMBERS.oldTable(Bucket.of(leaving));
        var erased = HISTORY.erasure().erase(leaving);
        Eventually.holds("the old table is there", Duration.ofSeconds(20), () -> count(old) == 1);
        long since = System.nanoTime();
        Eventually.holds(
                "it is in the middle of its wait",
                Duration.ofSeconds(2),
                () -> System.nanoTime() - since > Duration.ofSeconds(1).toNanos());
        // When: another ends it, and begins the next of the same bucket.
        QuestDb.PROCESS.execute(Statements.drop(old));
        QuestDb.PROCESS.execute(Statements.create(Family.NUMBERS, old));
        // Then
        assertThrows(Exception.class, () -> QuestDb.await(erased));
        assertEquals(1, count(old));
        QuestDb.await(HISTORY.erasure().erase(leaving));
        assertEquals(0, count(old));
        assertEquals(new Audit(0, 0, 0), QuestDb.await(HISTORY.reader().audit(leaving)));
    }

    private static long count(String table) {
        return Long.parseLong(QuestDb.PROCESS.query("select count() from tables() where table_name = '" + table + "'"));
    }

    @Test
    void erasingATenantWithoutRowsTouchesNothing() {
        String before = tableIds();
        QuestDb.await(HISTORY.erasure().erase(Rows.newTenant()));
        assertEquals(before, tableIds());
    }

    private static String tableIds() {
        return QuestDb.PROCESS.query("select id, table_name from tables() order by id");
    }

    /** Numbers, texts and arrays. */
    private static void writeSome(TenantId tenant, int rows) {
        try (HistoryWriter writer = HISTORY.newWriter()) {
            HistoryRow row = new HistoryRow();
            for (int i = 0; i < rows; i++) {
                row.begin(PUMP, T0 + i * 60_000L, T0, i, 0);
                row.addNumber(0, i);
                if (i % 100 < 1) {
                    row.addText(0, "text " + i);
                    row.addArray(0, new double[] {i, i});
                }
                writer.row(tenant, row);
            }
            Rows.awaitAcknowledged(writer);
        }
    }

    private static HistoryQuery firstHundred() {
        return new HistoryQuery(
                PUMP, List.of(PRESSURE), T0, T0 + 100, OptionalLong.empty(), new HistoryQuery.Detail.Page(1_000));
    }

    private static TenantId neighbourOf(TenantId tenant) {
        TenantId other = Rows.newTenant();
        while (!Bucket.of(other).equals(Bucket.of(tenant))) {
            other = Rows.newTenant();
        }
        return other;
    }
}
