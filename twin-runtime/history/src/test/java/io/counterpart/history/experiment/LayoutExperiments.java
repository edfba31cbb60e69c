package io.counterpart.history.experiment;

import io.counterpart.history.QuestDbProcess;
import io.questdb.client.Sender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The measurements behind docs/adr/0004-history-layout.md and 0007-history-on-disk.md. */
public final class LayoutExperiments {

    private LayoutExperiments() {}

    public static void main(String[] arguments) throws Exception {
        for (String argument :
                arguments.length == 0 ? new String[] {"idle", "cost", "erase", "through", "pace"} : arguments) {
            switch (argument) {
                case "idle" -> idle();
                case "cost" -> cost();
                case "erase" -> EraseExperiment.run();
                case "through" -> ThroughExperiment.run();
                case "pace" -> PaceExperiment.run();
                default -> throw new IllegalArgumentException(argument);
            }
        }
    }

    private static void idle() throws Exception {
        System.out.printf("%-28s %9s %11s %8s %9s%n", "idle", "disk MiB", "descriptors", "RSS MiB", "write ms");
        idle("nothing", 0, 0);
        for (int k : List.of(4, 8, 16, 64)) {
            idle(k + " tables, 1,000 tenants", k, 1_000);
        }
        for (int t : List.of(10, 100, 1_000)) {
            idle("a table each, " + t + " tenants", t, t);
        }
    }

    private static void idle(String name, int tables, int tenants) throws Exception {
        Path folder = Files.createTempDirectory("questdb-idle");
        try (QuestDbProcess questdb = new QuestDbProcess(folder).start()) {
            for (int i = 0; i < tables; i++) {
                questdb.execute(Tables.numbers("numbers_" + i, "symbol", "day"));
            }
            long began = System.nanoTime();
            if (tenants > 0) {
                try (Sender sender = Load.sender(questdb)) {
                    new Load(tenants, tenants, t -> "numbers_" + t % tables, true).write(sender, tenants, 10_000);
                }
                questdb.awaitApplied();
            }
            System.out.printf(
                    "%-28s %9.1f %11d %8d %9d%n",
                    name,
                    ProcessFigures.diskMiB(questdb.data()),
                    ProcessFigures.descriptors(questdb.pid()),
                    ProcessFigures.residentMiB(questdb.pid()),
                    (System.nanoTime() - began) / 1_000_000);
        } catch (RuntimeException | AssertionError e) {
            System.out.printf("%-28s failed: %s%n", name, e.getMessage());
        } finally {
            delete(folder);
        }
    }

    /** Each candidate on the same warm server, twice, interleaved: what a million rows cost the server and the client. */
    private static void cost() throws Exception {
        System.out.printf("%-44s %11s %11s %9s %9s%n", "cost", "server s/M", "client s/M", "krows/s", "disk MiB");
        for (String commit : List.of("nosync", "sync")) {
            Path folder = Files.createTempDirectory("questdb-cost");
            try (QuestDbProcess questdb = new QuestDbProcess(folder)
                    .measured()
                    .with("QDB_CAIRO_COMMIT_MODE", commit)
                    .start()) {
                cost(questdb, "(warming)", 4, 100, "symbol", "day", 10_000, 2_000_000);
                for (int round = 0; round < 2; round++) {
                    cost(questdb, commit + " K=4 10 tenants", 4, 10, "symbol", "day", 10_000, 1_000_000);
                    cost(questdb, commit + " K=4 1,000 tenants", 4, 1_000, "symbol", "day", 10_000, 1_000_000);
                    cost(questdb, commit + " K=16 10 tenants", 16, 10, "symbol", "day", 10_000, 1_000_000);
                    cost(questdb, commit + " K=16 1,000 tenants", 16, 1_000, "symbol", "day", 10_000, 1_000_000);
                    if (commit.equals("sync")) {
                        continue;
                    }
                    cost(questdb, "K=1 1,000 tenants", 1, 1_000, "symbol", "day", 10_000, 1_000_000);
                    cost(questdb, "K=8 1,000 tenants", 8, 1_000, "symbol", "day", 10_000, 1_000_000);
                    cost(questdb, "K=64 1,000 tenants", 64, 1_000, "symbol", "day", 10_000, 1_000_000);
                    cost(questdb, "K=8 1,000 tenants hour", 8, 1_000, "symbol", "hour", 10_000, 1_000_000);
                    cost(questdb, "K=8 1,000 tenants varchar", 8, 1_000, "varchar", "day", 10_000, 1_000_000);
                    cost(questdb, "K=8 1,000 tenants indexed", 8, 1_000, "symbol index", "day", 10_000, 1_000_000);
                    cost(questdb, "K=8 1,000 tenants no dedup", 8, 1_000, "symbol", "day/no", 10_000, 1_000_000);
                    cost(questdb, "K=8 1,000 tenants 1,000-row flush", 8, 1_000, "symbol", "day", 1_000, 300_000);
                }
            } finally {
                delete(folder);
            }
        }
    }

    private static void cost(
            QuestDbProcess questdb,
            String name,
            int tables,
            int tenants,
            String twinType,
            String partition,
            int rowsPerFlush,
            long rows)
            throws Exception {
        String[] names = new String[tables];
        for (int i = 0; i < tables; i++) {
            names[i] = "numbers_" + System.nanoTime();
            String ddl = Tables.numbers(names[i], twinType, partition.replace("/no", ""));
            questdb.execute(partition.endsWith("/no") ? ddl.substring(0, ddl.indexOf(" dedup")) : ddl);
        }
        Load load = new Load(tenants, 10_000, t -> names[t % tables], !twinType.equals("varchar"));
        try (Sender sender = Load.sender(questdb)) {
            load.write(sender, 50_000, rowsPerFlush);
            questdb.awaitApplied();
            double disk = ProcessFigures.diskMiB(questdb.data());
            double before = ProcessFigures.cpuSeconds(questdb.pid());
            long began = System.nanoTime();
            double client = load.write(sender, rows, rowsPerFlush) / 1e9;
            questdb.awaitApplied();
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    "%-44s %11.2f %11.2f %9.0f %9.1f%n",
                    name,
                    (ProcessFigures.cpuSeconds(questdb.pid()) - before) * 1e6 / rows,
                    client * 1e6 / rows,
                    rows / seconds / 1_000,
                    ProcessFigures.diskMiB(questdb.data()) - disk);
        }
        for (String table : names) {
            questdb.execute("drop table " + table);
        }
    }

    static void delete(Path folder) throws Exception {
        new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
    }
}
