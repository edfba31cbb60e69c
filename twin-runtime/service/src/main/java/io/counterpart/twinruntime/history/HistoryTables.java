package io.counterpart.twinruntime.history;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.QuestDbHistory;
import io.counterpart.history.connection.QuestDbAddress;
import io.counterpart.history.reader.HistoryReader;
import io.counterpart.history.reader.ReaderLimits;
import io.counterpart.history.writer.WriterLimits;
import io.counterpart.twinruntime.checkpoint.HistoryDisk;
import io.counterpart.twinruntime.erasure.HistoryErasure;
import io.counterpart.twinruntime.lane.HistoryWriters;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** History as this service uses it: its tables are seen to once, then it is written to. */
@ApplicationScoped
public class HistoryTables implements HistoryWriters, HistoryDisk, HistoryErasure {

    private static final Logger LOG = Logger.getLogger(HistoryTables.class);
    private static final long RETRY_MS = 1_000;
    private static final long CLOSE_SECONDS = 5;

    private final Vertx vertx;
    private final QuestDbHistory history;
    private volatile boolean installed;
    private volatile boolean stopped;
    private volatile String lastCause = "";

    HistoryTables(Vertx vertx, HistoryConfig config) {
        this.vertx = vertx;
        QuestDbAddress address = new QuestDbAddress(config.http(), config.pg(), config.user(), config.password());
        history = new QuestDbHistory(vertx, address, WriterLimits.DEFAULT, ReaderLimits.DEFAULT);
    }

    /** Sees to it that the tables are there, however long QuestDB takes to come, and then goes on with what needs them. */
    public void install(Runnable then) {
        history.install().onComplete(done -> {
            if (done.succeeded()) {
                installed = true;
                LOG.info("history is ready");
                then.run();
            } else if (!stopped) {
                tell(String.valueOf(done.cause().getMessage()));
                vertx.setTimer(RETRY_MS, timer -> install(then));
            }
        });
    }

    private void tell(String cause) {
        if (!cause.equals(lastCause)) {
            lastCause = cause;
            LOG.warnf("history is not ready, is tried again cause=%s", cause);
        }
    }

    public boolean isReady() {
        return installed;
    }

    @Override
    public HistoryWriter open() {
        return history.newWriter();
    }

    @Override
    public CompletionStage<Void> sync() {
        return history.sync().toCompletionStage();
    }

    CompletionStage<Void> applied(TenantId tenant) {
        return history.applied(tenant).toCompletionStage();
    }

    HistoryReader reader() {
        return history.reader();
    }

    @Override
    public CompletionStage<Void> erase(TenantId tenant) {
        return history.erasure().erase(tenant).toCompletionStage();
    }

    @PreDestroy
    void stop() throws Exception {
        stopped = true;
        history.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    }
}
