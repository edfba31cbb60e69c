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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs that a site is told by its parts, for each part that speaks. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RelatedBenchmark {

    private static final int PARTS = 100;

    /** Parts that have something to tell. */
    @State(Scope.Benchmark)
    public static class Speaking {

        private @Nullable Site site;

        /** Makes the site. */
        @Setup(Level.Trial)
        public void assemble() {
            site = new Site(PARTS);
        }

        /** Writes what the parts' devices say next. */
        @Setup(Level.Invocation)
        public void write() {
            Objects.requireNonNull(site).readings();
        }
    }

    /** A site that has something to hear. */
    @State(Scope.Benchmark)
    public static class Hearing {

        private @Nullable Site site;

        /** Makes the site. */
        @Setup(Level.Trial)
        public void assemble() {
            site = new Site(PARTS);
        }

        /** Has the parts tell. */
        @Setup(Level.Invocation)
        public void write() {
            Site of = Objects.requireNonNull(site);
            of.readings();
            of.apply();
            of.take();
        }
    }

    /** A part's reading of one value, folded, and told. */
    @Benchmark
    @OperationsPerInvocation(PARTS)
    public long telling(Speaking speaking) {
        return Objects.requireNonNull(speaking.site).apply();
    }

    /** What one part told, folded into the sum over all hundred. */
    @Benchmark
    @OperationsPerInvocation(PARTS)
    public long told(Hearing hearing) {
        return Objects.requireNonNull(hearing.site).apply();
    }
}
