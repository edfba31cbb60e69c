package io.counterpart.history.experiment;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.QuestDbProcess;
import io.counterpart.history.Rows;
import io.counterpart.history.reader.HistoryQuery;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.writer.WriterLimits;
import io.questdb.client.Sender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** Our writer beside the bare client on one server, in turn; then a day of one twin among a million rows, read for a screen. */
final class ThroughExperiment {

    private static final int ROWS = 500_000;

    private ThroughExperiment() {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("questdb-through");
        try (QuestDbProcess questdb = new QuestDbProcess(folder).measured().start()) {
            QuestDbHistory history = new QuestDbHistory(
                    QuestDb.VERTX, QuestDb.address(questdb), WriterLimits.DEFAULT, ReaderLimits.DEFAULT);
            QuestDb.await(history.install());
            for (int round = 0; round < 3; round++) {
                bare(questdb, round);
                ours(questdb, history, round);
            }
            read(questdb, history);
            QuestDb.await(history.close());
        } finally {
            LayoutExperiments.delete(folder);
        }
    }

    private static void bare(QuestDbProcess questdb, int round) throws IOException {
        String[] names = new String[4];
        for (int i = 0; i < names.length; i++) {
            names[i] = "bare_" + round + "_" + i;
            questdb.execute(Tables.numbers(names[i], "symbol index", "day"));
        }
        double cpu = ProcessFigures.cpuSeconds(ProcessHandle.current().pid());
        long began = System.nanoTime();
        try (Sender sender = Load.sender(questdb)) {
            new Load(1_000, 10_000, t -> names[t % names.length], true).write(sender, ROWS, 10_000);
        }
        print("bare client", questdb, began, cpu);
    }

    private static void print(String name, QuestDbProcess questdb, long began, double cpu) throws IOException {
        System.out.printf(
                "%-12s %4d krows/s, client %.2f s of CPU a million%n",
                name,
                ROWS * 1_000_000L / (System.nanoTime() - began),
                (ProcessFigures.cpuSeconds(ProcessHandle.current().pid()) - cpu) * 1e6 / ROWS);
        questdb.awaitApplied();
    }

    private static void ours(QuestDbProcess questdb, QuestDbHistory history, int round) throws IOException {
        TenantId[] tenants = new TenantId[1_000];
        TwinId[] twins = new TwinId[10];
        for (int i = 0; i < tenants.length; i++) {
            tenants[i] = new TenantId("tenant-" + round + "-" + i);
            twins[i % twins.length] = new TwinId("pump-" + i % twins.length);
        }
        HistoryRow row = new HistoryRow();
        double cpu = ProcessFigures.cpuSeconds(ProcessHandle.current().pid());
        long began = System.nanoTime();
        try (HistoryWriter writer = history.newWriter()) {
            for (int n = 0; n < ROWS; n++) {
                long ts = Load.START_MS + n / 50;
                row.begin(twins[n / tenants.length % twins.length], ts, ts + 40, (long) n << 12, 0);
                for (int c = 0; c < 8; c++) {
                    row.addNumber(c, n * 0.37 + c);
                }
                Rows.put(writer, tenants[n % tenants.length], row);
            }
            Rows.awaitAcknowledged(writer);
        }
        print("our writer", questdb, began, cpu);
    }

    private static void read(QuestDbProcess questdb, QuestDbHistory history) {
        TenantId tenant = new TenantId("tenant-0-0");
        HistoryRow row = new HistoryRow();
        try (HistoryWriter writer = history.newWriter()) {
            for (int s = 0; s < 86_400; s++) {
                row.begin(Rows.PUMP, Load.START_MS + s * 1_000L, 0, s, 0);
                row.addNumber(0, Math.sin(s));
                Rows.put(writer, tenant, row);
            }
            Rows.awaitAcknowledged(writer);
        }
        questdb.awaitApplied();
        HistoryQuery day = new HistoryQuery(
                Rows.PUMP,
                List.of(Rows.PRESSURE),
                Load.START_MS,
                Load.START_MS + 86_400_000,
                OptionalLong.empty(),
                new HistoryQuery.Detail.Points(1_000));
        for (int round = 0; round < 5; round++) {
            long began = System.nanoTime();
            int points = QuestDb.await(history.reader().read(tenant, day))
                    .series()
                    .getFirst()
                    .points()
                    .size();
            System.out.printf(
                    "a day of one twin, 86,400 values, as %d points: %d ms%n",
                    points, (System.nanoTime() - began) / 1_000_000);
        }
    }
}
