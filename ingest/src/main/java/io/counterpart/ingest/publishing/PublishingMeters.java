package io.counterpart.ingest.publishing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** Counts what goes into the log. By the frame, never by the reading. */
final class PublishingMeters {

    private final Counter received;
    private final Counter durable;
    private final Counter lost;
    private final Counter failures;
    private final DistributionSummary readingsPerFrame;

    PublishingMeters(MeterRegistry registry, Collection<InputLanes> all) {
        received = Counter.builder("counterpart.publishing.received")
                .description("Readings put into frames")
                .register(registry);
        durable = Counter.builder("counterpart.publishing.durable")
                .description("Readings that the log has confirmed")
                .register(registry);
        lost = Counter.builder("counterpart.publishing.lost")
                .description("Readings that the log refused; none of them was acknowledged")
                .register(registry);
        failures = Counter.builder("counterpart.publishing.failures")
                .description("Partitions that could not be opened, frames that could not be sent")
                .register(registry);
        readingsPerFrame = DistributionSummary.builder("counterpart.publishing.frame.readings")
                .description("Readings in a frame")
                .register(registry);
        Gauge.builder("counterpart.publishing.waiting", all, PublishingMeters::waitingBytes)
                .description("What waits to become durable")
                .baseUnit("bytes")
                .register(registry);
    }

    private static double waitingBytes(Collection<InputLanes> all) {
        return all.stream().mapToLong(InputLanes::waitingBytes).sum();
    }

    void sealed(int readings) {
        received.increment(readings);
        readingsPerFrame.record(readings);
    }

    void durable(int readings) {
        durable.increment(readings);
    }

    void lost(int readings) {
        lost.increment(readings);
    }

    void failed() {
        failures.increment();
    }
}
