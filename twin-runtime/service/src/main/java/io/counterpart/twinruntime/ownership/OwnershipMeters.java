package io.counterpart.twinruntime.ownership;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** What the owners did, in numbers. */
@ApplicationScoped
public class OwnershipMeters {

    private final Counter frames;
    private final Counter skipped;
    private final Counter bytes;
    private final Counter rows;
    private final Counter checkpoints;
    private final Counter lost;
    private final Timer checkpointTime;
    private final AtomicInteger owned = new AtomicInteger();
    private final AtomicLong lagMs = new AtomicLong();

    OwnershipMeters(MeterRegistry registry) {
        frames = registry.counter("counterpart.fold.frames");
        skipped = registry.counter("counterpart.fold.skipped");
        bytes = registry.counter("counterpart.fold.bytes");
        rows = registry.counter("counterpart.fold.rows");
        checkpoints = registry.counter("counterpart.ownership.checkpoints");
        checkpointTime = registry.timer("counterpart.ownership.checkpoint");
        lost = registry.counter("counterpart.ownership.lost");
        registry.gauge("counterpart.ownership.partitions", owned);
        registry.gauge("counterpart.fold.lag", lagMs);
    }

    void folded(int frameBytes, long frameRows, long lag) {
        frames.increment();
        bytes.increment(frameBytes);
        rows.increment((double) frameRows);
        lagMs.set(lag);
    }

    void skipped() {
        skipped.increment();
    }

    void checkpointed(long tookNanos) {
        checkpoints.increment();
        checkpointTime.record(tookNanos, TimeUnit.NANOSECONDS);
    }

    void taken() {
        owned.incrementAndGet();
    }

    void released() {
        owned.decrementAndGet();
    }

    void lost() {
        lost.increment();
    }

    /** How many partitions are folded here. */
    public int owned() {
        return owned.get();
    }
}
