package io.counterpart.twinruntime.ownership;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How partitions are held. */
@ConfigMapping(prefix = "counterpart.ownership")
public interface OwnershipConfig {

    /** How many frames the broker sends ahead, for each partition. */
    @WithDefault("16")
    int receiverQueue();

    /** How long a partition that moved goes without a checkpoint at most. */
    @WithDefault("5s")
    Duration checkpointEvery();

    /** How many frames it goes without one at most. */
    @WithDefault("10000")
    int checkpointFrames();

    /** How many states of twins this process publishes a second at most. */
    @WithDefault("2000")
    int statesPerSecond();

    /** How many events and rejections may be unconfirmed before the fold waits. */
    @WithDefault("10000")
    int unconfirmedMax();

    /** How long a twin may be unheard before it is called silent. */
    @WithDefault("60s")
    Duration silence();

    /**
     * How long nothing must have come to a partition before nobody looks after it until something comes; twice what the writers
     * promise, where that is longer.
     */
    @WithDefault("10m")
    Duration parkAfter();

    /** How long it takes at first until something that failed is tried again; it doubles, up to half a minute. */
    @WithDefault("1s")
    Duration retryAfter();

    /** How long a stopping service waits for its last checkpoints. */
    @WithDefault("10s")
    Duration stopWithin();
}
