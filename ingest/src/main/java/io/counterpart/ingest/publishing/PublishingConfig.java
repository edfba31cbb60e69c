package io.counterpart.ingest.publishing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much may wait for Pulsar, and how it is sent. */
@ConfigMapping(prefix = "counterpart.publishing")
public interface PublishingConfig {

    /** Bytes that may wait to become durable, for each event loop; past it, nothing is read until half of it is free. */
    @WithDefault("33554432")
    int waitingBytesMax();

    /** The same for one partition of one tenant, so that a tenant whose partition stands still does not stop the others. */
    @WithDefault("8388608")
    int laneBytesMax();

    /**
     * The least time from one frame of a partition to the next that is not full. A reading that comes alone waits for nothing; of a
     * stream more share a frame, which costs the broker the same for one reading as for hundreds.
     */
    @WithDefault("8ms")
    Duration pace();

    /** Frames of one partition that may be under way at once; beyond one, only full ones are. */
    @WithDefault("4")
    int framesInFlightMax();

    /**
     * After how long without a reading a partition's producer is closed, and the partition's owner told when the next one comes; an
     * owner that heard nothing for twice as long looks away.
     */
    @WithDefault("5m")
    Duration idleAfter();
}
