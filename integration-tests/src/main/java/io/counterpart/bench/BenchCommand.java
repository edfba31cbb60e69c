package io.counterpart.bench;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code bench}: the benchmarks. Each starts what it measures itself, so that nobody's data are in the way. */
@CommandLine.Command(
        name = "bench",
        description = {
            "The benchmarks; each prints one table and writes JSON under target/bench.",
            "  sink         what a bare Vert.x MQTT server costs: the ruler, without a platform",
            "  ingest       the whole way of a reading, with the rulers in the same run (the default)",
            "  faults       nothing lost, nothing twice: every process killed in turn under load",
            "  tenants      what a thousand small tenants take, idle and speaking, and how soon they are back",
            "  determinism  the engine alone comes to the same bits after crashes, and out of order",
            "  engine       the engine alone: what a reading costs, and what a twin takes at rest",
            "  query        what questions over 100,000 twins take",
            "  recovery     how soon 100,000 twins of one partition are right again after kill -9"
        })
public final class BenchCommand implements Callable<Integer> {

    /** What can be measured. */
    enum Bench {
        SINK,
        INGEST,
        FAULTS,
        TENANTS,
        DETERMINISM,
        ENGINE,
        QUERY,
        RECOVERY
    }

    @CommandLine.Parameters(index = "0", arity = "0..1", defaultValue = "ingest", paramLabel = "NAME")
    Bench bench = Bench.INGEST;

    @CommandLine.Option(names = "--messages", defaultValue = "1000000", description = "A run in regime W1.")
    long messages;

    @CommandLine.Option(names = "--warm-up", defaultValue = "3000000", description = "Messages before that.")
    long warmUp;

    @CommandLine.Option(names = "--repeats", defaultValue = "3", description = "Interleaved runs of everything.")
    int repeats;

    @CommandLine.Option(names = "--kills", defaultValue = "10", description = "Of each process, in faults.")
    int kills;

    @CommandLine.Option(names = "--tenants", defaultValue = "1000", description = "How many, in tenants.")
    int tenants;

    @CommandLine.Option(names = "--folder", defaultValue = "target/bench", description = "For reports and data.")
    Path folder = Path.of("target", "bench");

    @CommandLine.Spec
    CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        BenchOptions options = new BenchOptions(messages, warmUp, repeats, kills, tenants, folder.toAbsolutePath());
        Report report = switch (bench) {
            case SINK -> SinkBench.run(options);
            case INGEST -> new IngestBench(options, this::say).run();
            case TENANTS -> new TenantsBench(options, this::say).run();
            case ENGINE -> new EngineBench(this::say).run();
            case DETERMINISM -> DeterminismBench.run(options);
            case QUERY -> new QueryBench(options, this::say).run();
            case RECOVERY -> new RecoveryBench(options, this::say).run();
            case FAULTS -> new FaultsBench(options, this::say).run();
        };
        say(report.text() + "Written to " + report.write(options.folder()));
        return report.passed() ? 0 : 1;
    }

    private void say(String line) {
        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
