package io.counterpart.tenants.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the outbox is worked off. */
@ConfigMapping(prefix = "counterpart.outbox")
public interface OutboxConfig {

    /** How many tenants' tasks are done at once. */
    @WithDefault("4")
    int lanes();

    /** How many tasks of one tenant are done before another tenant's turn. */
    @WithDefault("64")
    int batch();

    /** How often to look for tasks that are due again, or that another instance left behind. */
    @WithDefault("1s")
    Duration poll();

    /** How long one task may take before it counts as failed. */
    @WithDefault("30s")
    Duration timeout();

    /** The wait after a task's first failure; it doubles with each further one. */
    @WithDefault("250ms")
    Duration firstRetry();

    /** The longest wait between two tries. A task is never given up. */
    @WithDefault("30s")
    Duration lastRetry();

    /** How long an answer waits for its tasks to be done before it goes out without them. */
    @WithDefault("8s")
    Duration answerWithin();
}
