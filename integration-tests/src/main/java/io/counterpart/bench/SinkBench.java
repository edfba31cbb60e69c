package io.counterpart.bench;

import io.counterpart.bench.load.LoadCredential;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** {@code bench sink}: the ruler alone, without a platform. */
final class SinkBench {
    private static final int DEVICES = 2_000;

    private SinkBench() {}

    static Report run(BenchOptions options) {
        Report report = new Report("sink");
        Path credentials = anybody();
        try (SinkRuler sink = SinkRuler.started(credentials)) {
            sink.measure(Regime.all(options.warmUp()).getFirst().plan());
            for (int repeat = 1; repeat <= options.repeats(); repeat++) {
                for (Regime regime : Regime.all(options.messages())) {
                    report.add(measure(sink, regime, repeat));
                }
            }
        }
        return report;
    }

    static Measurement measure(SinkRuler sink, Regime regime, int repeat) {
        return measure(sink, regime, regime.name() + " bare sink", repeat);
    }

    static Measurement measure(SinkRuler sink, Regime regime, String name, int repeat) {
        SinkRuler.RulerResult result = sink.measure(regime.plan());
        return new Measurement(
                name, repeat, regime.plan().readings(), result.load(), Map.of("sink", result.cpuSeconds()));
    }

    /** The bare sink lets everybody in. */
    private static Path anybody() {
        List<LoadCredential> credentials = IntStream.range(0, DEVICES)
                .mapToObj(i -> new LoadCredential("bench/device-" + i, "x".repeat(67)))
                .toList();
        try {
            Path file = Files.createTempFile("counterpart-sink", ".tsv");
            Files.write(file, LoadCredential.lines(credentials));
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the devices of the load", e);
        }
    }
}
