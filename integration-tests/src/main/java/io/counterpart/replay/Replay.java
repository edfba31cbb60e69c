package io.counterpart.replay;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sends rows in order, at the pace asked for, with a bounded number of them under way. */
final class Replay {
    /** Rows sent and not acknowledged yet, at most. */
    static final int IN_FLIGHT = 256;

    private final Speed speed;
    private final Function<String, CompletableFuture<Void>> publisher;
    private final Consumer<ReplayProgress> progress;

    private final Semaphore inFlight = new Semaphore(IN_FLIGHT);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable PlatformException> refusal = new AtomicReference<>();
    private long sent;
    private long values;
    private long firstTs = Long.MAX_VALUE;
    private long lastTs = Long.MIN_VALUE;

    /**
     * @param publisher sends one payload; completes when it is acknowledged
     * @param progress told after each row that was sent
     */
    Replay(Speed speed, Function<String, CompletableFuture<Void>> publisher, Consumer<ReplayProgress> progress) {
        this.speed = speed;
        this.publisher = publisher;
        this.progress = progress;
    }

    /**
     * Sends all of them and waits until they are acknowledged.
     *
     * @throws PlatformException when a row cannot be read, or the platform refuses one; both name its line
     */
    ReplayProgress run(CsvRows rows) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        for (CsvRow row = rows.next(); row != null; row = rows.next()) {
            pace(row, startNanos);
            send(row);
            progress.accept(state());
        }
        inFlight.acquire(IN_FLIGHT);
        inFlight.release(IN_FLIGHT);
        throwRefusal();
        return state();
    }

    private void pace(CsvRow row, long startNanos) throws InterruptedException {
        long start = sent == 0 ? row.ts() : firstTs;
        switch (speed) {
            case Speed.Max() -> {}
            case Speed.Times times -> {
                Duration left = times.due(start, row.ts()).minusNanos(System.nanoTime() - startNanos);
                if (left.isPositive()) {
                    Thread.sleep(left);
                }
            }
        }
    }

    private void send(CsvRow row) throws InterruptedException {
        inFlight.acquire();
        throwRefusal();
        sent++;
        values += row.values();
        firstTs = Math.min(firstTs, row.ts());
        lastTs = Math.max(lastTs, row.ts());
        var _ = publisher.apply(row.payload()).whenComplete((_, failure) -> {
            if (failure == null) {
                acknowledged.incrementAndGet();
            } else {
                refusal.compareAndSet(
                        null,
                        new PlatformException("Line %d was not taken: %s".formatted(row.line(), failure.getMessage())));
            }
            inFlight.release();
        });
    }

    private void throwRefusal() {
        PlatformException first = refusal.get();
        if (first != null) {
            throw first;
        }
    }

    private ReplayProgress state() {
        return new ReplayProgress(sent, acknowledged.get(), values, firstTs, lastTs);
    }
}
