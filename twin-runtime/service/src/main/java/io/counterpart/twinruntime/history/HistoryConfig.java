package io.counterpart.twinruntime.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where QuestDB is, and as whom to speak to it. */
@ConfigMapping(prefix = "counterpart.history")
public interface HistoryConfig {

    /** {@code host:port} of its HTTP server. */
    @WithDefault("localhost:9000")
    String http();

    /** {@code host:port} of its PostgreSQL wire. */
    @WithDefault("localhost:8812")
    String pg();

    /** The user of both. */
    String user();

    /** Its password; never logged. */
    String password();
}
