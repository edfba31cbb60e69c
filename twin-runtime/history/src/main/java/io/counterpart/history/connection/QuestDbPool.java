package io.counterpart.history.connection;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.time.Duration;

/** Connections to QuestDB's PostgreSQL wire, a bounded number of them. */
public final class QuestDbPool {

    private QuestDbPool() {}

    /**
     * A pool that opens a connection when it is first needed. Who closes it is who made it.
     *
     * @param connections how many at most; four times as many callers may wait for one, the next is refused
     */
    public static Pool open(Vertx vertx, QuestDbAddress address, int connections) {
        PgConnectOptions to = new PgConnectOptions()
                .setHost(address.pgHost())
                .setPort(address.pgPort())
                .setDatabase("qdb")
                .setUser(address.user())
                .setPassword(address.password())
                .setConnectTimeout(5_000);
        PoolOptions size = new PoolOptions()
                .setMaxSize(connections)
                .setMaxWaitQueueSize(connections * 4)
                .setConnectionTimeout((int) Duration.ofSeconds(10).toSeconds())
                .setIdleTimeout((int) Duration.ofMinutes(1).toSeconds());
        return PgBuilder.pool().with(size).connectingTo(to).using(vertx).build();
    }
}
