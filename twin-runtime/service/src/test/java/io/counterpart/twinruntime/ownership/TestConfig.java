package io.counterpart.twinruntime.ownership;

import java.time.Duration;

/** The defaults, as they stand in {@link OwnershipConfig}. */
record TestConfig() implements OwnershipConfig {

    @Override
    public int receiverQueue() {
        return 16;
    }

    @Override
    public Duration checkpointEvery() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int checkpointFrames() {
        return 10_000;
    }

    @Override
    public int unconfirmedMax() {
        return 10_000;
    }

    @Override
    public Duration silence() {
        return Duration.ofSeconds(60);
    }

    @Override
    public Duration retryAfter() {
        return Duration.ofSeconds(1);
    }

    @Override
    public int statesPerSecond() {
        return 1_000;
    }

    @Override
    public Duration parkAfter() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration stopWithin() {
        return Duration.ofSeconds(10);
    }
}
