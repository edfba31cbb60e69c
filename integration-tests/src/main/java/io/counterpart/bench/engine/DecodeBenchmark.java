package io.counterpart.bench.engine;

import io.counterpart.engine.decoding.Shapes;
import io.counterpart.engine.decoding.Telemetry;
import io.counterpart.engine.decoding.TelemetryDecoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The part of {@link ApplyBenchmark} that no twin has to do with: from the payload's bytes to numbers, where it is known how a device writes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
    private final TelemetryDecoder decoder = new TelemetryDecoder();
    private final Shapes shapes = new Shapes();
    private final byte[] payload = Fleet.payload();

    /** Lets the first message be learnt from. */
    @Setup
    public void learn() {
        shapes.rememberWithin(new Shapes.Budget(1));
    }

    /** Decodes a payload. */
    @Benchmark
    public Telemetry decode() {
        return decoder.decode(payload, 0, payload.length, shapes);
    }
}
