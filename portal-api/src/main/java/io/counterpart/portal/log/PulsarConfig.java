package io.counterpart.portal.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where Pulsar is, and who we are there. */
@ConfigMapping(prefix = "counterpart.pulsar")
public interface PulsarConfig {

    /** Address of the broker. */
    @WithDefault("pulsar://127.0.0.1:6650")
    String serviceUrl();

    /** File holding this service's own token; read again at each connection. Without it nobody logs in. */
    Optional<Path> tokenFile();

    /** How long a message may wait for the broker's confirmation. */
    @WithDefault("30s")
    Duration sendTimeout();

    /** Bytes that may wait to be confirmed; what comes then is refused. */
    @WithDefault("67108864")
    long waitingBytesMax();

    /** How many producers are kept open; the longest unused one is closed first. */
    @WithDefault("512")
    int producersMax();

    /** How long to wait before opening a topic again that could not be opened. */
    @WithDefault("2s")
    Duration retryAfter();
}
