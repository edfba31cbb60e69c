package io.counterpart.twinruntime.broker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** Where Pulsar is, and who we are there. */
@ConfigMapping(prefix = "counterpart.pulsar")
public interface BrokerConfig {

    /** The broker's address. */
    @WithDefault("pulsar://localhost:6650")
    String serviceUrl();

    /** A file that holds our own token; it is read again at every connection, so a new one needs no restart. */
    Optional<Path> tokenFile();
}
