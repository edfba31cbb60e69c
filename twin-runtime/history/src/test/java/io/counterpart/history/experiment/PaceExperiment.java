package io.counterpart.history.experiment;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.QuestDb;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.QuestDbProcess;
import io.counterpart.history.Rows;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.writer.WriterLimits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * What a row costs QuestDB as it really comes: two lanes write into one day at once, each row a moment old, so that every flush
 * overlaps the one before. How much of the day is written anew for that depends on how small the pieces are that it is split into.
 */
final class PaceExperiment {

    private static final TenantId TENANT = new TenantId("paced");
    private static final int LANES = 2;
    private static final int TWINS = 2_000;
    private static final int BEFORE = 1_000_000;
    private static final int SECONDS = 15;
    private static final int JITTER_MS = 300;

    private PaceExperiment() {}

    static void run() throws Exception {
        run("defaults", Map.of());
        run("as the platform runs it", calm());
    }

    private static void run(String name, Map<String, String> settings) throws Exception {
        Path folder = Files.createTempDirectory("questdb-pace");
        try (QuestDbProcess questdb = new QuestDbProcess(folder).measured()) {
            settings.forEach(questdb::with);
            questdb.start();
            QuestDbHistory history = new QuestDbHistory(
                    QuestDb.VERTX, QuestDb.address(questdb), WriterLimits.DEFAULT, ReaderLimits.DEFAULT);
            QuestDb.await(history.install());
            long now = System.currentTimeMillis();
            long midnight = now - now % TimeUnit.DAYS.toMillis(1);
            double before = ProcessFigures.cpuSeconds(questdb.pid());
            write(history, n -> midnight + n * (now - midnight) / BEFORE);
            questdb.awaitApplied();
            System.out.printf(
                    "%s: in order, as fast as taken: %.1f s of CPU a million%n",
                    name, (ProcessFigures.cpuSeconds(questdb.pid()) - before) * 1e6 / BEFORE);
            for (int rate : List.of(5_000, 5_000, 20_000)) {
                paced(questdb, history, rate);
            }
            QuestDb.await(history.close());
        } finally {
            LayoutExperiments.delete(folder);
        }
    }

    private interface Times {
        long of(long row);
    }

    private static void write(QuestDbHistory history, Times times) {
        HistoryRow row = new HistoryRow();
        try (HistoryWriter writer = history.newWriter()) {
            for (long n = 0; n < BEFORE; n++) {
                put(writer, row, n, times.of(n));
            }
            Rows.awaitAcknowledged(writer);
        }
    }

    private static void put(HistoryWriter writer, HistoryRow row, long n, long ts) {
        row.begin(new TwinId("pump-" + n % TWINS), ts, ts + 40, n << 12, 0);
        for (int c = 0; c < 12; c++) {
            row.addNumber(c, n * 0.37 + c);
        }
        Rows.put(writer, TENANT, row);
    }

    private static void paced(QuestDbProcess questdb, QuestDbHistory history, int rate) throws Exception {
        double before = ProcessFigures.cpuSeconds(questdb.pid());
        long written = 0;
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<Long>> all = IntStream.range(0, LANES)
                    .mapToObj(lane -> lanes.submit(() -> lane(history, lane, rate / LANES)))
                    .toList();
            for (Future<Long> lane : all) {
                written += lane.get();
            }
        }
        questdb.awaitApplied();
        System.out.printf(
                "  %6d rows/s asked, %6d written: %.1f s of CPU a million%n",
                rate, written / SECONDS, (ProcessFigures.cpuSeconds(questdb.pid()) - before) * 1e6 / written);
    }

    private static long lane(QuestDbHistory history, int lane, int rate) {
        SplittableRandom random = new SplittableRandom(lane);
        HistoryRow row = new HistoryRow();
        long began = System.nanoTime();
        long n = 0;
        try (HistoryWriter writer = history.newWriter()) {
            long elapsed = 0;
            while (elapsed < TimeUnit.SECONDS.toNanos(SECONDS)) {
                for (long due = elapsed * rate / 1_000_000_000; n < due && writer.hasRoom(); n++) {
                    put(
                            writer,
                            row,
                            (n * LANES + lane) % TWINS + (1L + lane) * 100_000_000 + n * TWINS,
                            System.currentTimeMillis() - random.nextInt(JITTER_MS));
                }
                writer.flushDue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
                LockSupport.parkNanos(5_000_000);
                elapsed = System.nanoTime() - began;
            }
            Rows.awaitAcknowledged(writer);
        }
        return n;
    }

    /** As the platform runs it. */
    private static Map<String, String> calm() {
        Map<String, String> settings = new TreeMap<>();
        for (String pool : List.of("SHARED", "WAL_APPLY", "EXPORT", "MAT_VIEW_REFRESH", "VIEW_COMPILER")) {
            settings.put("QDB_" + pool + "_WORKER_YIELD_THRESHOLD", "1");
            settings.put("QDB_" + pool + "_WORKER_NAP_THRESHOLD", "2");
            settings.put("QDB_" + pool + "_WORKER_SLEEP_THRESHOLD", "3");
            settings.put("QDB_" + pool + "_WORKER_SLEEP_TIMEOUT", "10");
        }
        settings.put("QDB_LOG_W_STDOUT_LEVEL", "ERROR");
        settings.put("QDB_CAIRO_O3_PARTITION_SPLIT_MIN_SIZE", "1M");
        return settings;
    }
}
