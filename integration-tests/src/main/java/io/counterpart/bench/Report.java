package io.counterpart.bench;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a benchmark found: one table for people, JSON for whoever compares runs. */
final class Report {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final String bench;
    private final Instant startedAt = Instant.now();
    private final MachineLoad before = MachineLoad.now();
    private final List<Measurement> measurements = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Object> findings = new LinkedHashMap<>();
    private @Nullable Table shown;

    Report(String bench) {
        this.bench = bench;
    }

    void add(Measurement measurement) {
        measurements.add(measurement);
    }

    /** Something that belongs to the whole run, such as its audit. */
    void find(String what, Object value) {
        findings.put(what, value);
    }

    /** The table for people, of a bench that measures something else than loads; its figures are among what it found. */
    void show(Table table) {
        shown = table;
    }

    /** The run did not hold what it was to show. */
    void fail(String why) {
        failures.add(why);
    }

    boolean passed() {
        return failures.isEmpty();
    }

    /** The table, then what was found. */
    String text() {
        StringBuilder text = new StringBuilder(shown == null ? loads() : machine() + shown.text());
        if (shown == null) {
            findings.forEach((what, value) ->
                    text.append(what).append(": ").append(value).append(System.lineSeparator()));
        }
        failures.forEach(why -> text.append("FAILED: ").append(why).append(System.lineSeparator()));
        return text.toString();
    }

    private String machine() {
        return "load average %s before, %s after, %d processors%n"
                .formatted(before.loadAverage(), MachineLoad.now().loadAverage(), before.processors());
    }

    /** A line for each load, of medians with the spread of the sum. */
    private String loads() {
        List<String> processes = measurements.stream()
                .flatMap(measurement -> measurement.cpuSeconds().keySet().stream())
                .distinct()
                .toList();
        List<String> heads = new ArrayList<>(List.of("load"));
        processes.forEach(process -> heads.add(process + " µs"));
        heads.addAll(List.of("sum µs", "min..max", "msg/s", "applied/s", "PUBACK p50 ms", "p99", "p99.9"));
        Table table = new Table(heads.toArray(String[]::new));
        names().forEach(name -> table.row(line(name, processes)));
        return "CPU in µs a message (cpu-s/M); medians of " + repeats() + "; " + machine() + table.text();
    }

    private List<String> line(String name, List<String> processes) {
        List<String> cells = new ArrayList<>(List.of(name));
        processes.forEach(process -> cells.add(figure(median(name, run -> run.perMillion(process)))));
        cells.add(figure(median(name, Measurement::perMillionInAll)));
        double[] sums =
                of(name).mapToDouble(Measurement::perMillionInAll).sorted().toArray();
        cells.add("%s..%s".formatted(figure(sums[0]), figure(sums[sums.length - 1])));
        cells.add("%,.0f".formatted(median(name, run -> run.load().messagesPerSecond())));
        double applied = median(name, Measurement::appliedPerSecond);
        cells.add(Double.isNaN(applied) ? "" : "%,.0f".formatted(applied));
        for (String percentile : List.of("p50", "p99", "p99.9")) {
            cells.add(figure(median(name, run -> run.load().pubackMillis().getOrDefault(percentile, Double.NaN))));
        }
        return cells;
    }

    private static String figure(double number) {
        return "%.2f".formatted(number);
    }

    double median(String name, ToDoubleFunction<Measurement> figure) {
        double[] sorted = of(name).mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private Stream<Measurement> of(String name) {
        return measurements.stream().filter(measurement -> measurement.name().equals(name));
    }

    private List<String> names() {
        return measurements.stream().map(Measurement::name).distinct().toList();
    }

    private int repeats() {
        return measurements.stream().mapToInt(Measurement::repeat).max().orElse(0);
    }

    /** Keeps it in this folder, under the bench's name and the time. */
    Path write(Path folder) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("bench", bench);
        document.put("startedAt", startedAt.toString());
        document.put("machineBefore", before);
        document.put("machineAfter", MachineLoad.now());
        document.put("measurements", measurements);
        document.put("findings", findings);
        document.put("failures", failures);
        Path file = folder.resolve(bench + "-" + startedAt.toEpochMilli() + ".json");
        try {
            Files.createDirectories(folder);
            JSON.writeValue(file.toFile(), document);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }
}
