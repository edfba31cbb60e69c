package io.counterpart.bench.engine;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a reading of twelve values costs, from its bytes in a frame to its twin: decoded, converted, judged, put in order, folded. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ApplyBenchmark {

    /** How many twins there are. */
    @Param({"1000", "100000", "1000000"})
    public int twins;

    /** What their type says. */
    @Param
    public Declared declared = Declared.NOTHING;

    private @Nullable Fleet fleet;

    /** Makes the fleet. */
    @Setup(Level.Trial)
    public void assemble() {
        fleet = new Fleet(declared, twins);
    }

    /** Writes the next frame; a frame takes long enough that this is not measured along. */
    @Setup(Level.Invocation)
    public void write() {
        Objects.requireNonNull(fleet).write();
    }

    /** Folds a frame. */
    @Benchmark
    @OperationsPerInvocation(Fleet.READINGS)
    public long apply() {
        return Objects.requireNonNull(fleet).apply();
    }
}
