package io.counterpart.portal.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Where devices are to connect, as the web portal tells whoever sets one up. */
@ConfigMapping(prefix = "counterpart.mqtt")
interface MqttDoor {

    /** The host that devices reach; where none is said, the one by which the browser reached us. */
    Optional<String> publicHost();

    @WithDefault("1883")
    int publicPort();
}
