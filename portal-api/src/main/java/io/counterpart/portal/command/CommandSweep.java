package io.counterpart.portal.command;

import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Forgets the commands of all tenants that were kept long enough; they say who wanted them. Any pod may, and several at once. */
@Startup
@Singleton
class CommandSweep {

    private static final Logger LOG = Logger.getLogger(CommandSweep.class);
    private static final int AT_ONCE = 1_000;

    private static final String FORGET = """
            delete from portal.command where (tenant, id) in (
                select tenant, id from portal.command where requested_at < $1 order by requested_at limit $2)""";

    private final Pool control;
    private final CommandConfig config;
    private final InstantSource clock;
    private final Vertx vertx;
    private final long timer;

    CommandSweep(@ReactiveDataSource("control") Pool control, CommandConfig config, InstantSource clock, Vertx vertx) {
        this.control = control;
        this.config = config;
        this.clock = clock;
        this.vertx = vertx;
        this.timer = vertx.setPeriodic(
                config.sweptEvery().toMillis(),
                id -> sweep().subscribe()
                        .with(
                                forgotten -> LOG.debugf("commands forgotten count=%d", forgotten),
                                failure -> LOG.warnf(
                                        "old commands not forgotten, trying again later reason=%s",
                                        failure.getMessage())));
    }

    /** Forgets them; how many there were. */
    Uni<Integer> sweep() {
        long before = clock.millis() - config.kept().toMillis();
        return control.preparedQuery(FORGET)
                .execute(Tuple.of(before, AT_ONCE))
                .chain(rows -> rows.rowCount() < AT_ONCE
                        ? Uni.createFrom().item(rows.rowCount())
                        : sweep().map(more -> more + rows.rowCount()));
    }

    @PreDestroy
    void stop() {
        vertx.cancelTimer(timer);
    }
}
