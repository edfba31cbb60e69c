package io.counterpart.history.experiment;

import io.counterpart.history.Eventually;
import io.counterpart.history.FilesOf;
import io.counterpart.history.QuestDbProcess;
import io.questdb.client.Sender;
import io.questdb.client.cutlass.line.LineSenderException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** One tenant leaves a table that others go on writing to: a new table takes the name, the old one is copied without the tenant and dropped. */
final class EraseExperiment {

    private EraseExperiment() {}

    private record Written(long rows, long refused, long longestFlushMs, String refusal) {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("questdb-erase");
        try (QuestDbProcess questdb = new QuestDbProcess(folder).measured().start();
                ExecutorService writers = Executors.newFixedThreadPool(3)) {
            questdb.execute(Tables.numbers("numbers_0", "symbol index", "day"));
            preload(questdb, "victim", 300_000);
            preload(questdb, "stays", 700_000);
            questdb.awaitApplied();
            String before = fingerprint(questdb);
            AtomicBoolean running = new AtomicBoolean(true);
            List<Future<Written>> written = new ArrayList<>();
            for (int w = 0; w < 3; w++) {
                int number = w;
                written.add(writers.submit(() -> writeWhile(questdb, running, number)));
            }
            try {
                for (int round = 0; round < 3; round++) {
                    swap(questdb);
                }
            } finally {
                running.set(false);
            }
            long acknowledged = 0;
            for (Future<Written> one : written) {
                System.out.println(one.get());
                acknowledged += one.get().rows();
            }
            questdb.awaitApplied();
            System.out.println("acknowledged " + acknowledged + ", stored "
                    + questdb.query("select count() from numbers_0 where tenant like 'writer%'")
                    + ", of the victim "
                    + questdb.query("select count() from numbers_0 where tenant = 'victim'")
                    + ", neighbour equal " + before.equals(fingerprint(questdb)));
        } finally {
            LayoutExperiments.delete(folder);
        }
    }

    private static void swap(QuestDbProcess questdb) {
        questdb.execute(Tables.numbers("numbers_0__next", "symbol index", "day"));
        long began = System.nanoTime();
        questdb.execute("rename table numbers_0 to numbers_0__old");
        questdb.execute("rename table numbers_0__next to numbers_0");
        long renamed = System.nanoTime();
        int copies = 0;
        long transaction;
        do {
            transaction = settled(questdb, "numbers_0__old");
            questdb.execute(
                    "insert batch 1000000 into numbers_0 select * from numbers_0__old where tenant <> 'victim'");
            copies++;
        } while (transaction != settled(questdb, "numbers_0__old"));
        long copied = System.nanoTime();
        questdb.execute("drop table numbers_0__old");
        Eventually.holds(
                "no file holds the tenant", Duration.ofSeconds(90), () -> !FilesOf.holds(questdb.data(), "victim"));
        System.out.printf(
                "renamed in %d ms, copied %d times in %d ms, no file holds it after %d ms%n",
                (renamed - began) / 1_000_000,
                copies,
                (copied - renamed) / 1_000_000,
                (System.nanoTime() - began) / 1_000_000);
    }

    /** The last transaction of a table whose transactions are all applied. */
    private static long settled(QuestDbProcess questdb, String table) {
        String sql = "select sequencerTxn, writerTxn from wal_tables() where name = '" + table + "'";
        Eventually.holds("applied", Duration.ofMinutes(1), () -> {
            String[] txns = questdb.query(sql).split(",", -1);
            return txns[0].equals(txns[1]);
        });
        return Long.parseLong(questdb.query(sql).split(",", -1)[0]);
    }

    private static String fingerprint(QuestDbProcess questdb) {
        return questdb.query(
                "select count(), sum(position), sum(cast(ts as long) % 1000003 * (position % 10007)), sum(n0), sum(n7) from numbers_0 where tenant = 'stays'");
    }

    private static void preload(QuestDbProcess questdb, String tenant, int rows) {
        try (Sender sender = Load.sender(questdb)) {
            for (int i = 0; i < rows; i++) {
                row(sender, tenant, i, Load.START_MS - 3 * 86_400_000L + i * (3 * 86_400_000L / rows));
                if (i % 10_000 == 9_999) {
                    sender.flush();
                }
            }
            sender.flush();
        }
    }

    private static Written writeWhile(QuestDbProcess questdb, AtomicBoolean running, int number) {
        long rows = 0;
        long refused = 0;
        long longest = 0;
        String refusal = "";
        try (Sender sender = Load.sender(questdb)) {
            while (running.get()) {
                for (int i = 0; i < 2_000; i++, rows++) {
                    row(sender, "writer-" + number, rows, Load.START_MS + rows);
                }
                long began = System.nanoTime();
                for (boolean done = false; !done; ) {
                    try {
                        sender.flush();
                        done = true;
                    } catch (LineSenderException e) {
                        refused++;
                        refusal = String.valueOf(e.getMessage());
                        LockSupport.parkNanos(1_000_000);
                    }
                }
                longest = Math.max(longest, (System.nanoTime() - began) / 1_000_000);
                LockSupport.parkNanos(50_000_000);
            }
        }
        return new Written(rows, refused, longest, refusal);
    }

    private static void row(Sender sender, String tenant, long n, long ts) {
        sender.table("numbers_0")
                .symbol("tenant", tenant)
                .symbol("twin", "pump-" + n % 100)
                .longColumn("position", n << 12)
                .longColumn("part", 0);
        sender.timestampColumn("known_at", ts + 40, ChronoUnit.MILLIS);
        for (int c = 0; c < 8; c++) {
            sender.doubleColumn(Tables.NUMBER_COLUMNS[c], (double) n + c);
        }
        sender.at(ts, ChronoUnit.MILLIS);
    }
}
