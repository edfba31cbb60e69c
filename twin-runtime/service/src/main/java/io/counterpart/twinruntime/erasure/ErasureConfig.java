package io.counterpart.twinruntime.erasure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How tenants are erased. */
@ConfigMapping(prefix = "counterpart.erasure")
public interface ErasureConfig {

    /** How long this process has to let a tenant go, until the order is tried anew. */
    @WithDefault("60s")
    Duration letGoWithin();

    /** How long after an erasure it is looked again: what a slower process had under way has come by then, and goes too. */
    @WithDefault("5s")
    Duration lookAgainAfter();

    /** The wait after a first failure; it doubles with each further one. */
    @WithDefault("1s")
    Duration firstRetry();

    /** The longest wait between two tries. An order is never given up. */
    @WithDefault("30s")
    Duration lastRetry();
}
