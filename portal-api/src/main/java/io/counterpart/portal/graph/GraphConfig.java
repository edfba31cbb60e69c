package io.counterpart.portal.graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much of the tenants' graphs is kept in memory. */
@ConfigMapping(prefix = "counterpart.graph")
public interface GraphConfig {

    /** How many tenants' graphs are held at once; more are answered with 503 until one becomes idle. */
    @WithDefault("500")
    int tenantsMax();

    /** How many twins and relationships one graph may have, removed ones among them; a larger one is not loaded. */
    @WithDefault("1000000")
    int elementsMax();

    /** How long a graph is kept after anybody asked for it last. */
    @WithDefault("10m")
    Duration idleAfter();

    /** How long a reader waits for a revision that is not there yet. */
    @WithDefault("1s")
    Duration revisionWithin();

    /** How often it looks meanwhile. */
    @WithDefault("50ms")
    Duration lookAgainAfter();

    /** How many rows are read in one go. */
    @WithDefault("5000")
    int page();
}
