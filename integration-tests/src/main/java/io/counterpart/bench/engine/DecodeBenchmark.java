package io.counterpart.bench.engine;

import io.counterpart.engine.decoding.Shapes;
import io.counterpart.engine.decoding.TelemetryDecoder;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The part of {@link ApplyBenchmark} that no twin has to do with: from the payload's bytes to numbers, where it is known how a device writes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
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

    /** Decodes as many payloads as a frame has. */
    @Benchmark
    @OperationsPerInvocation(Fleet.READINGS)
    public long decode() {
        long readings = 0;
        for (int i = 0; i < Fleet.READINGS; i++) {
            readings += decoder.decode(payload, 0, payload.length, shapes).readings();
        }
        return readings;
    }
}
