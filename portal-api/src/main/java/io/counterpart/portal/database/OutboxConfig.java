package io.counterpart.portal.database;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the outbox is carried to the log. */
@ConfigMapping(prefix = "counterpart.outbox")
public interface OutboxConfig {

    /** How many entries leave in one go. */
    @WithDefault("200")
    int batch();

    /** How often to look without having been told to: for what a crashed pod left behind. */
    @WithDefault("1s")
    Duration lookAgainAfter();

    /** How long a topic is passed over that could not be reached. */
    @WithDefault("5s")
    Duration retryAfter();
}
