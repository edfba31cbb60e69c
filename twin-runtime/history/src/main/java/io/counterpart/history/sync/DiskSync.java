package io.counterpart.history.sync;

import io.counterpart.history.layout.Statements;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Has QuestDB put on disk what it has acknowledged. It acknowledges rows that the kernel still has in memory: they survive its own
 * death, not the machine's. To sync every commit costs several times what storing costs (ADR 7), and nobody needs it: what matters
 * is that rows are on disk before the log may forget them, which is once a checkpoint.
 *
 * <p>QuestDB syncs its file systems as the last step of {@code CHECKPOINT CREATE}. All who ask at about the same time share one.
 */
public final class DiskSync implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DiskSync.class.getName());
    private static final long FIRST_PAUSE_MS = 50;

    /** Whoever asks within this after the first shares its sync. */
    private static final long GATHERING_MS = 120;

    private static final long LONGEST_PAUSE_MS = 2_000;

    /** Another's that is older was left behind by a process that died between its two statements; a backup is to take less. */
    private static final Duration ABANDONED = Duration.ofMinutes(10);

    private final Vertx vertx;
    private final Pool pool;
    private final long distanceMs;

    private @Nullable Promise<Void> next;
    private boolean underWay;
    private volatile boolean closed;

    /**
     * @param distance what lies between two syncs at least, for each writes all that any process of the machine has not written
     */
    public DiskSync(Vertx vertx, Pool pool, Duration distance) {
        this.vertx = vertx;
        this.pool = pool;
        this.distanceMs = Math.max(1, distance.toMillis());
    }

    /**
     * Done when all rows that QuestDB had acknowledged before this call are on disk. While QuestDB is away it is tried again;
     * it fails only when this is closed.
     */
    public Future<Void> sync() {
        Promise<Void> mine;
        synchronized (this) {
            if (next == null) {
                next = Promise.promise();
            }
            mine = next;
            if (underWay) {
                return mine.future();
            }
            underWay = true;
        }
        vertx.setTimer(GATHERING_MS, timer -> serve());
        return mine.future();
    }

    private void serve() {
        Promise<Void> asked;
        synchronized (this) {
            asked = next;
            next = null;
            if (asked == null) {
                underWay = false;
                return;
            }
        }
        attempt(asked, FIRST_PAUSE_MS);
    }

    private void attempt(Promise<Void> asked, long pauseMs) {
        if (closed) {
            asked.tryFail("closed");
            serve();
            return;
        }
        once().onComplete(done -> {
            if (done.succeeded()) {
                asked.tryComplete();
                vertx.setTimer(distanceMs, timer -> serve());
                return;
            }
            long longerMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
            if (longerMs > pauseMs && longerMs == LONGEST_PAUSE_MS) {
                LOG.log(
                        Level.WARNING,
                        "history cannot be synced, trying on cause={0}",
                        done.cause().getMessage());
            }
            vertx.setTimer(pauseMs, timer -> attempt(asked, longerMs));
        });
    }

    private Future<Void> once() {
        return releaseAbandoned()
                .compose(free -> done(Statements.sync()))
                .compose(synced -> done(Statements.release()));
    }

    private Future<Void> releaseAbandoned() {
        return pool.query(Statements.syncAgeSeconds()).execute().compose(answer -> {
            Long seconds = answer.iterator().next().getLong(0);
            return seconds != null && seconds > ABANDONED.toSeconds()
                    ? done(Statements.release())
                    : Future.succeededFuture();
        });
    }

    private Future<Void> done(String statement) {
        return pool.query(statement).execute().mapEmpty();
    }

    /** Who still waits is told that it did not happen. */
    @Override
    public void close() {
        closed = true;
    }
}
