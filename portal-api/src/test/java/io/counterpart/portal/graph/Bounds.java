package io.counterpart.portal.graph;

import java.time.Duration;

/** Bounds that a test can reach. */
record Bounds(int tenantsMax, int elementsMax, int page) implements GraphConfig {

    @Override
    public Duration idleAfter() {
        return Duration.ofMinutes(10);
    }

    @Override
    public Duration revisionWithin() {
        return Duration.ofMillis(20);
    }

    @Override
    public Duration lookAgainAfter() {
        return Duration.ofMillis(5);
    }
}
