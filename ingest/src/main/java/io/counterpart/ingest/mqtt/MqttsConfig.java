package io.counterpart.ingest.mqtt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** MQTT over TLS. It listens only where a key store is given. */
@ConfigMapping(prefix = "counterpart.mqtts")
public interface MqttsConfig {

    /** The port; 0 takes a free one. */
    @WithDefault("8883")
    int port();

    /** The server's key and certificates, PKCS#12. */
    Optional<Path> keyStore();

    /** Its password. */
    Optional<String> keyStorePassword();
}
