package io.counterpart.bench;

import io.counterpart.bench.engine.ApplyBenchmark;
import io.counterpart.bench.engine.Declared;
import io.counterpart.bench.engine.DecodeBenchmark;
import io.counterpart.bench.engine.FleetSize;
import io.counterpart.bench.engine.RelatedBenchmark;
import io.counterpart.platform.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/** {@code bench engine}: what a reading costs in the engine alone, and what a twin takes at rest. */
final class EngineBench {
    private static final List<Integer> FLEETS = List.of(1_000, 100_000, 1_000_000);
    private static final Map<Integer, Double> TARGET_MICROS = Map.of(1_000, 0.3, 1_000_000, 1.0);
    private static final int TARGET_BYTES = 1_024;
    private static final int TWINS_WEIGHED = 200_000;
    private static final String HEAP = "6g";
    private static final int FASTEST_PERCENT = 5;

    /** What is more does not fit, with what is new. */
    private static final long LIVE_BYTES_MAX = 5_000_000_000L;

    private static final String ALLOCATED = "gc.alloc.rate.norm";

    private final Consumer<String> progress;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    EngineBench(Consumer<String> progress) {
        this.progress = progress;
    }

    Report run() {
        Report report = new Report("engine");
        List<String> heads = new ArrayList<>(List.of("declared"));
        FLEETS.forEach(twins -> heads.addAll(List.of("µs (fastest 5 %%), %,d twins".formatted(twins), "garbage")));
        heads.add("bytes a twin");
        Table table = new Table(heads.toArray(String[]::new));
        for (Declared declared : Declared.values()) {
            table.row(line(declared));
        }
        List<String> decoding = new ArrayList<>(List.of("of that, decoding"));
        decoding.addAll(cells("decoding", measured(DecodeBenchmark.class)));
        table.row(decoding);
        table.row(targets());
        report.show(table);
        report.show(related());
        report.find("figures", figures);
        return report;
    }

    private Table related() {
        Table table = new Table("a site of a hundred parts, for each of them", "µs (least)", "garbage");
        for (String benchmark : List.of("telling", "told")) {
            List<String> cells = new ArrayList<>(List.of(benchmark));
            cells.addAll(cells(benchmark, measured(RelatedBenchmark.class.getSimpleName() + "." + benchmark + "$")));
            table.row(cells);
        }
        return table;
    }

    private List<String> line(Declared declared) {
        String word = declared.name().toLowerCase(Locale.ROOT);
        progress.accept("Measuring twins with declared: " + word);
        List<String> cells = new ArrayList<>(List.of(word));
        long bytes = weigh(declared);
        for (int twins : FLEETS) {
            if (bytes * twins > LIVE_BYTES_MAX) {
                cells.addAll(List.of("", ""));
                continue;
            }
            cells.addAll(cells(
                    word + ", " + twins + " twins",
                    measured(ApplyBenchmark.class)
                            .param("declared", declared.name())
                            .param("twins", Integer.toString(twins))));
        }
        figures.put(word + ", bytes a twin", bytes);
        cells.add("%,d".formatted(bytes));
        return cells;
    }

    /** The median of all frames of some seconds, and what the fastest had: others use the machine, too, and interrupt most of the others. */
    private List<String> cells(String what, ChainedOptionsBuilder options) {
        RunResult result = run(options);
        Statistics statistics = result.getPrimaryResult().getStatistics();
        double median = statistics.getPercentile(50);
        double fastest = statistics.getPercentile(FASTEST_PERCENT);
        double allocated = allocated(result);
        figures.put(what, Map.of("medianNanos", median, "fastestNanos", fastest, "allocatedBytes", allocated));
        return List.of("%.2f (%.2f)".formatted(median / 1_000, fastest / 1_000), "%.0f".formatted(allocated));
    }

    private static List<String> targets() {
        List<String> cells = new ArrayList<>(List.of("target (P8, P7)"));
        for (int twins : FLEETS) {
            Double micros = TARGET_MICROS.get(twins);
            cells.add(micros == null ? "" : "≤ %.2f".formatted(micros));
            cells.add("");
        }
        cells.add("≤ %,d".formatted(TARGET_BYTES));
        return cells;
    }

    /** In a process of its own, as services are run. */
    private static ChainedOptionsBuilder measured(Class<?> benchmark) {
        return measured(benchmark.getSimpleName());
    }

    private static ChainedOptionsBuilder measured(String benchmark) {
        return new OptionsBuilder()
                .include(benchmark)
                .forks(1)
                .warmupIterations(3)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(5)
                .measurementTime(TimeValue.seconds(1))
                .jvmArgs(
                        "-XX:+UseSerialGC",
                        "-Xms1g",
                        "-Xmx" + HEAP,
                        "-XX:+UseTransparentHugePages",
                        "--sun-misc-unsafe-memory-access=allow")
                .addProfiler(GCProfiler.class)
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }

    private static RunResult run(ChainedOptionsBuilder options) {
        try {
            return new Runner(options.build()).runSingle();
        } catch (RunnerException e) {
            throw new PlatformException("A reading cannot be measured: " + e.getMessage(), e);
        }
    }

    private static double allocated(RunResult result) {
        String label = result.getSecondaryResults().keySet().stream()
                .filter(key -> key.endsWith(ALLOCATED))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(result.getSecondaryResults().get(label)).getScore();
    }

    private static long weigh(Declared declared) {
        try (ChildJvm child =
                ChildJvm.start(FleetSize.class, HEAP, List.of(declared.name(), Integer.toString(TWINS_WEIGHED)))) {
            return Long.parseLong(child.line());
        }
    }
}
