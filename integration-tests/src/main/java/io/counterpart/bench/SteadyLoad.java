package io.counterpart.bench;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Readings of many twins of one partition in turn, so many a second, and of one twin that somebody looks at. What a twin measures is a
 * function of the time, so that of every state it can be said whether it is right.
 */
final class SteadyLoad implements AutoCloseable {
    /** The one that somebody looks at. */
    static final TwinId WATCHED = new TwinId("twin-0");

    private static final long TICK_MILLIS = 20;
    private static final long WATCH_AGAIN_MILLIS = 1_000;
    private static final int LEVELS = 1_000;
    private static final int STRIDE = 7;

    private final InputLog log;
    private final int twins;
    private final int perTick;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean stopping;
    private int next;
    private long watchedAtMs;

    /**
     * @param log that nobody else writes to meanwhile
     * @param twins how many, numbered from 0
     * @param perSecond readings
     */
    SteadyLoad(InputLog log, int twins, int perSecond) {
        this.log = log;
        this.twins = twins;
        perTick = (int) (perSecond * TICK_MILLIS / 1_000);
    }

    /** Makes the twins, their types in turn, with a first reading each. */
    void define(List<TypeId> types) {
        for (int twin = 0; twin < twins; twin++) {
            log.define(id(twin), group(twin), types.get(twin % types.size()));
            reading(twin, System.currentTimeMillis());
        }
        log.flush();
    }

    void begin() {
        Thread.ofPlatform().name("steady-load").daemon().start(this::run);
    }

    private void run() {
        try {
            long dueNanos = System.nanoTime();
            while (!stopping) {
                tick(System.currentTimeMillis());
                dueNanos += TICK_MILLIS * 1_000_000;
                long earlyNanos = dueNanos - System.nanoTime();
                if (earlyNanos > 0) {
                    Thread.sleep(earlyNanos / 1_000_000, (int) (earlyNanos % 1_000_000));
                }
            }
            ended.complete(null);
        } catch (InterruptedException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
    }

    private void tick(long nowMs) {
        if (nowMs - watchedAtMs >= WATCH_AGAIN_MILLIS) {
            log.watch(WATCHED, group(0));
            watchedAtMs = nowMs;
        }
        reading(0, nowMs);
        for (int i = 0; i < perTick; i++) {
            next = next + 1 == twins ? 1 : next + 1;
            reading(next, nowMs);
        }
        log.flush();
    }

    private void reading(int twin, long nowMs) {
        log.reading(
                id(twin),
                group(twin),
                nowMs,
                "{\"ts\":%d,\"values\":{\"pressure\":%s,\"temperature\":%d}}"
                        .formatted(nowMs, pressure(twin, nowMs), 20 + nowMs % 10));
    }

    private static TwinId id(int twin) {
        return new TwinId("twin-" + twin);
    }

    private static GroupId group(int twin) {
        return GroupId.of(id(twin));
    }

    /** What a twin measures at this time, epoch milliseconds. */
    static double pressure(TwinId twin, long ts) {
        return pressure(Integer.parseInt(twin.value().substring("twin-".length())), ts);
    }

    private static double pressure(int twin, long ts) {
        return ((long) twin * STRIDE + ts) % LEVELS / 10.0;
    }

    /** Ends it; fails when it could not go on. */
    @Override
    public void close() {
        stopping = true;
        try {
            ended.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("The load broke off", e.getCause());
        }
    }
}
