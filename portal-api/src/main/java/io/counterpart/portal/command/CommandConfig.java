package io.counterpart.portal.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How many commands there may be, and how long they are remembered. */
@ConfigMapping(prefix = "counterpart.commands")
interface CommandConfig {

    /** For how long a command is found by its id; what became of it stays on its twin's timeline. */
    @WithDefault("P90D")
    Duration kept();

    /** How often it is looked for those that were kept for so long. */
    @WithDefault("PT1H")
    Duration sweptEvery();

    /** How many commands a tenant may have whose time has not passed. */
    @WithDefault("20000")
    int currentMax();
}
