package io.counterpart.history.writer;

import static io.counterpart.history.Rows.PUMP;
import static io.counterpart.history.Rows.T0;
import static io.counterpart.history.Rows.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.Eventually;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.QuestDbProcess;
import io.counterpart.history.Rows;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.reader.Audit;
import io.counterpart.history.reader.ReaderLimits;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageTest {

    private static final WriterLimits SMALL = new WriterLimits(
            500,
            16 << 20,
            3,
            Duration.ofMillis(20),
            Duration.ofSeconds(10),
            Duration.ofMillis(200),
            Duration.ofMillis(300));

    private final TenantId tenant = Rows.newTenant();

    @Test
    void whatWasAcknowledgedSurvivesAKillAndTheRestIsSentAgain(@TempDir Path folder) {
        try (QuestDbProcess questdb = new QuestDbProcess(folder).start()) {
            QuestDbHistory history =
                    new QuestDbHistory(QuestDb.VERTX, QuestDb.address(questdb), SMALL, ReaderLimits.DEFAULT);
            QuestDb.await(history.install());
            try (HistoryWriter writer = history.newWriter()) {
                // Given: a load under way.
                long sent = load(writer, 0, 20_000);
                assertTrue(writer.acknowledged() > 0);
                // When: the server dies, is away for the seconds that its start takes, and comes back.
                questdb.kill();
                sent = loadWhileThereIsRoom(writer, sent);
                assertFalse(writer.hasRoom(), "a bounded number of rows waits");
                assertTrue(writer.waiting() <= 2L * SMALL.overfill() * SMALL.rows(), "waiting: " + writer.waiting());
                questdb.start();
                sent = load(writer, sent, sent + 5_000);
                Rows.awaitAcknowledged(writer);
                // Then
                long all = sent;
                Eventually.holds(
                        "all is there, once",
                        Duration.ofSeconds(20),
                        () -> QuestDb.await(history.reader().audit(tenant)).equals(new Audit(all, all, all)));
            }
            QuestDb.await(history.close());
        }
    }

    @Test
    void aRefusalThatDoesNotPassIsSaidClearly() {
        QuestDbAddress right = QuestDb.address(QuestDb.PROCESS);
        QuestDbAddress wrong = new QuestDbAddress(right.http(), right.pg(), right.user(), "not-the-password");
        try (HistoryWriter writer = new HistoryWriters(wrong, SMALL).open()) {
            writer.row(tenant, row(PUMP, T0, 1, 1));
            writer.flush();
            HistoryUnwritable refused = awaitRefusal(writer);
            assertTrue(String.valueOf(refused.getCause()).contains("refuses the rows"), () -> "" + refused.getCause());
            assertFalse(String.valueOf(refused.getCause()).contains("not-the-password"));
        }
    }

    @Test
    void closingDoesNotWaitForAnAbsentServer() {
        HistoryWriter writer =
                new HistoryWriters(new QuestDbAddress("127.0.0.1:1", "127.0.0.1:1", "user", "password"), SMALL).open();
        writer.row(tenant, row(PUMP, T0, 1, 1));
        writer.flush();
        long began = System.nanoTime();
        writer.close();
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(5).toNanos());
        assertEquals(1, writer.taken());
    }

    @Test
    void aRowCostsNoGarbage() {
        try (HistoryWriter writer =
                QuestDb.history(WriterLimits.DEFAULT, ReaderLimits.DEFAULT).newWriter()) {
            HistoryRow row = new HistoryRow();
            com.sun.management.ThreadMXBean threads =
                    (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
            fill(writer, row, 9_000);
            Rows.awaitAcknowledged(writer);
            fill(writer, row, 9_000);
            Rows.awaitAcknowledged(writer);
            long before = threads.getCurrentThreadAllocatedBytes();
            fill(writer, row, 9_000);
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            assertTrue(bytes < 9_000, "bytes for 9,000 rows: " + bytes);
        }
    }

    private void fill(HistoryWriter writer, HistoryRow row, int rows) {
        for (int i = 0; i < rows; i++) {
            row.begin(PUMP, T0 + i, T0 + i, i, 0);
            for (int n = 0; n < 10; n++) {
                row.addNumber(n, i + n * 0.1);
            }
            writer.row(tenant, row);
        }
    }

    private static HistoryUnwritable awaitRefusal(HistoryWriter writer) {
        return assertThrows(
                HistoryUnwritable.class,
                () -> Eventually.holds("refused", Duration.ofSeconds(10), () -> {
                    writer.flushDue(System.nanoTime() / 1_000_000);
                    return !writer.hasRoom() && writer.acknowledged() > 0;
                }));
    }

    private long load(HistoryWriter writer, long from, long to) {
        for (long i = from; i < to; i++) {
            Rows.put(writer, tenant, row(PUMP, T0 + i, i, (double) i));
        }
        return to;
    }

    private long loadWhileThereIsRoom(HistoryWriter writer, long from) {
        long i = from;
        long patience = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (writer.hasRoom() && System.nanoTime() < patience) {
            writer.flushDue(System.nanoTime() / 1_000_000);
            writer.row(tenant, row(PUMP, T0 + i, i, (double) i));
            i++;
        }
        return i;
    }
}
