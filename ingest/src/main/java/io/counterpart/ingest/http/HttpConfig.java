package io.counterpart.ingest.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The HTTP endpoint's limits. */
@ConfigMapping(prefix = "counterpart.http")
public interface HttpConfig {

    /** The largest body. */
    @WithDefault("262144")
    int bodyBytesMax();

    /** How long a request waits for its reading to be durable. */
    @WithDefault("5s")
    Duration answerTimeout();
}
