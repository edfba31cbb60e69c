package io.counterpart.portal.history;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Where history is kept, and how much of it is read at once. */
@ConfigMapping(prefix = "counterpart.history")
public interface HistoryConfig {

    /** {@code host:port} of QuestDB's HTTP server. */
    @WithDefault("127.0.0.1:9000")
    String http();

    /** {@code host:port} of QuestDB's PostgreSQL wire. */
    @WithDefault("127.0.0.1:8812")
    String pg();

    /** The user of both. */
    @WithDefault("admin")
    String user();

    /** Its password. */
    String password();

    /** How many questions are asked at once; four times as many wait, more are answered with 503. */
    @WithDefault("4")
    int connections();

    /** How long one answer may take. */
    @WithDefault("15s")
    Duration answerTimeout();

    /** How many rows are fetched at once. */
    @WithDefault("10000")
    int rows();
}
