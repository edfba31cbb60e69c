package io.counterpart.ingest.publishing;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;

/** Gives every event loop its lanes, and finds lanes for those who have no loop of their own. */
@ApplicationScoped
public class Publishing {

    private final List<InputLanes> all = new CopyOnWriteArrayList<>();
    private final InputPublisher publisher;
    private final PublishingConfig limits;
    private final PublishingMeters meters;
    private final InstantSource clock;
    private final String process;

    public Publishing(
            InputPublisher publisher,
            PublishingConfig limits,
            MeterRegistry registry,
            InstantSource clock,
            RandomGenerator random) {
        this.publisher = publisher;
        this.limits = limits;
        this.clock = clock;
        this.meters = new PublishingMeters(registry, all);
        this.process = HexFormat.of().toHexDigits(random.nextInt());
    }

    /** Lanes for this event loop. Their producers have a name that no other loop and no other start of ingest has. */
    public synchronized InputLanes open(Loop loop) {
        String producerName = "ingest-" + process + "-" + all.size();
        InputLanes lanes = new InputLanes(loop, publisher, producerName, limits, meters, clock);
        all.add(lanes);
        return lanes;
    }

    /**
     * The lanes for somebody who is on another thread: the same ones for the same key, so that order holds. To be used on their
     * loop only. None before the first are open.
     */
    public Optional<InputLanes> lanesFor(Object key) {
        int count = all.size();
        return count == 0 ? Optional.empty() : Optional.of(all.get(Math.floorMod(key.hashCode(), count)));
    }
}
