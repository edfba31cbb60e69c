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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

    static void run(List<Map<String, String>> settings, int... rates) throws Exception {
        for (Map<String, String> setting : settings) {
            Path folder = Files.createTempDirectory("questdb-pace");
            try (QuestDbProcess questdb = new QuestDbProcess(folder).measured()) {
                setting.forEach(questdb::with);
                questdb.start();
                QuestDbHistory history = new QuestDbHistory(
                        QuestDb.VERTX, QuestDb.address(questdb), WriterLimits.DEFAULT, ReaderLimits.DEFAULT);
                QuestDb.await(history.install());
                long now = System.currentTimeMillis();
                long midnight = now - now % 86_400_000;
                double before = ProcessFigures.cpuSeconds(questdb.pid());
                write(history, 0, BEFORE, n -> midnight + n * (now - midnight) / BEFORE);
                questdb.awaitApplied();
                System.out.printf(
                        "%s: in order, as fast as taken: %.1f s of CPU a million%n",
                        setting, (ProcessFigures.cpuSeconds(questdb.pid()) - before) * 1e6 / BEFORE);
                for (int rate : rates) {
                    paced(questdb, history, rate);
                }
                QuestDb.await(history.close());
            } finally {
                LayoutExperiments.delete(folder);
            }
        }
    }

    private interface Times {
        long of(long row);
    }

    private static void write(QuestDbHistory history, long from, long to, Times times) {
        HistoryRow row = new HistoryRow();
        try (HistoryWriter writer = history.newWriter()) {
            for (long n = from; n < to; n++) {
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
            List<Future<Long>> all = java.util.stream.IntStream.range(0, LANES)
                    .mapToObj(lane -> lanes.submit(() -> lane(history, lane, rate / LANES)))
                    .toList();
            for (Future<Long> lane : all) {
                written += lane.get();
            }
        }
        questdb.awaitApplied();
        System.out.printf(
                "  %6d rows/s asked, %6d written: %.1f s of CPU a million%n",
                rate,
                written / SECONDS,
                (ProcessFigures.cpuSeconds(questdb.pid()) - before) * 1e6 / written);
    }

    private static long lane(QuestDbHistory history, int lane, int rate) throws IOException {
        SplittableRandom random = new SplittableRandom(lane);
        HistoryRow row = new HistoryRow();
        long began = System.nanoTime();
        long n = 0;
        try (HistoryWriter writer = history.newWriter()) {
            long elapsed = 0;
            while (elapsed < TimeUnit.SECONDS.toNanos(SECONDS)) {
                for (long due = elapsed * rate / 1_000_000_000; n < due && writer.hasRoom(); n++) {
                    put(writer, row, (n * LANES + lane) % TWINS + (1L + lane) * 100_000_000 + n * TWINS, System.currentTimeMillis() - random.nextInt(JITTER_MS));
                }
                writer.flushDue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
                LockSupport.parkNanos(5_000_000);
                elapsed = System.nanoTime() - began;
            }
            Rows.awaitAcknowledged(writer);
        }
        return n;
    }

    private static Map<String, String> spin(String yield, String nap, String sleep, String timeout) {
        Map<String, String> settings = new java.util.TreeMap<>();
        for (String pool : List.of("SHARED", "WAL_APPLY", "EXPORT", "HTTP", "MAT_VIEW_REFRESH", "VIEW_COMPILER")) {
            settings.put("QDB_" + pool + "_WORKER_YIELD_THRESHOLD", yield);
            settings.put("QDB_" + pool + "_WORKER_NAP_THRESHOLD", nap);
            settings.put("QDB_" + pool + "_WORKER_SLEEP_THRESHOLD", sleep);
            settings.put("QDB_" + pool + "_WORKER_SLEEP_TIMEOUT", timeout);
        }
        return settings;
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, String> calm = spin("1", "2", "3", "10");
        calm.put("QDB_LOG_W_STDOUT_LEVEL", "ERROR");
        java.util.function.BiFunction<String, String, Map<String, String>> with = (k, v) -> {
            Map<String, String> m = new java.util.TreeMap<>(calm);
            m.put(k, v);
            return m;
        };
        run(List.of(calm, with.apply("QDB_CAIRO_O3_PARTITION_SPLIT_MIN_SIZE", "1M"), with.apply("QDB_CAIRO_O3_LAST_PARTITION_MAX_SPLITS", "2"), with.apply("QDB_SHARED_WORKER_COUNT", "1")), 5_000, 5_000, 20_000);
        System.exit(0);
    }
}
