package io.counterpart.portal.live;

import java.time.Duration;

/** Bounds that a test can reach. */
record Bounds(Duration pace, int eventsWaitingMax) implements LiveConfig {

    @Override
    public int tenantsMax() {
        return 2;
    }

    @Override
    public Duration idleAfter() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration readyWithin() {
        return Duration.ofMillis(50);
    }

    @Override
    public int viewersMax() {
        return 1;
    }

    @Override
    public Duration watchRenewed() {
        return Duration.ofSeconds(15);
    }

    @Override
    public Duration heartbeat() {
        return Duration.ofSeconds(15);
    }
}
