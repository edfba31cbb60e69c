package io.counterpart.history.writer;

import static io.counterpart.history.Rows.PUMP;
import static io.counterpart.history.Rows.T0;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.QuestDbProcess;
import io.counterpart.history.Rows;
import io.counterpart.history.layout.Bucket;
import io.counterpart.history.layout.Family;
import io.counterpart.history.layout.Statements;
import io.counterpart.history.reader.ReaderLimits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What QuestDB does to writers of a table that is replaced: what an erasure relies upon. */
class ReplacedTableTest {

    private final TenantId tenant = Rows.newTenant();
    private final String table = Family.ARRAYS.table(Bucket.of(tenant));
    private final QuestDbHistory history = QuestDb.history(WriterLimits.DEFAULT, ReaderLimits.DEFAULT);

    @BeforeEach
    void everythingIsApplied() {
        QuestDb.PROCESS.awaitApplied();
    }

    @Test
    void aRequestThatBeginsAfterwardsEndsInTheSuccessorThoughItsConnectionIsOld() {
        try (HistoryWriter writer = history.newWriter()) {
            // Given: both batches' connections have written to the table.
            for (int i = 0; i < 4; i++) {
                writeOne(writer, i);
            }
            // When
            replace();
            for (int i = 4; i < 8; i++) {
                writeOne(writer, i);
            }
        }
        // Then
        assertEquals(4, rowsOfTenant());
        QuestDb.PROCESS.execute(Statements.drop(table + "__old"));
    }

    @Test
    void aRequestThatBeganBeforehandIsAcknowledgedAndForgottenWhenItsTableIsDropped() throws IOException {
        String line = table + ",tenant=" + tenant + ",twin=pump-1 position=1i,part=0i,slot=0i " + T0 + "000000\n";
        byte[] half = line.repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        String[] address = QuestDb.PROCESS.httpAddress().split(":", 2);
        try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
            // Given: half of a request, which QuestDB has begun to take.
            OutputStream out = socket.getOutputStream();
            out.write(("POST /write?precision=n HTTP/1.1\r\nHost: questdb\r\nAuthorization: Basic " + credentials()
                            + "\r\nContent-Length: " + half.length * 2 + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(half);
            // When: its table is replaced, and dropped at once.
            replace();
            QuestDb.PROCESS.execute(Statements.drop(table + "__old"));
            out.write(half);
            out.flush();
            // Then. The day this fails, QuestDB has mended it, and an erasure need not wait for requests to end.
            byte[] answer = new byte[12];
            assertEquals(12, socket.getInputStream().readNBytes(answer, 0, 12));
            assertEquals("HTTP/1.1 204", new String(answer, StandardCharsets.US_ASCII));
        }
        assertTrue(rowsOfTenant() == 0, "acknowledged, and nowhere");
    }

    private static String credentials() {
        return Base64.getEncoder()
                .encodeToString(
                        (QuestDbProcess.USER + ":" + QuestDbProcess.PASSWORD).getBytes(StandardCharsets.US_ASCII));
    }

    private void writeOne(HistoryWriter writer, int i) {
        HistoryRow row = new HistoryRow();
        row.begin(PUMP, T0 + i, T0, i, 0);
        row.addArray(0, new double[] {i});
        writer.row(tenant, row);
        Rows.awaitAcknowledged(writer);
    }

    private void replace() {
        QuestDb.PROCESS.execute(Statements.create(Family.ARRAYS, table + "__next"));
        QuestDb.PROCESS.execute(Statements.rename(table, table + "__old"));
        QuestDb.PROCESS.execute(Statements.rename(table + "__next", table));
    }

    private int rowsOfTenant() {
        QuestDb.PROCESS.awaitApplied();
        return Integer.parseInt(
                QuestDb.PROCESS.query("select count() from " + table + " where tenant = '" + tenant + "'"));
    }
}
