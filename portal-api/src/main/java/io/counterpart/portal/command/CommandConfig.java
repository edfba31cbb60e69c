package io.counterpart.portal.command;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long commands are remembered. */
@ConfigMapping(prefix = "counterpart.commands")
interface CommandConfig {

    /** For how long a command is found by its id; what became of it stays on its twin's timeline. */
    @WithDefault("P90D")
    Duration kept();
}
