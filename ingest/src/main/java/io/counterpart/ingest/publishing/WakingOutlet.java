package io.counterpart.ingest.publishing;

import io.counterpart.ingest.publishing.InputPublisher.Outlet;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An outlet whose frames are surely looked after when they are confirmed. An owner looks away from a partition when it has seen nothing
 * of it for twice as long as {@code within}; so a frame may be confirmed as it is if it became durable within that time of
 * something that the owner has seen: the frame before, or a wake. Otherwise the partition is woken first.
 *
 * <p>Proof counts from when it was sent, for that is the earliest that it can have been seen. Safe for any thread.
 */
final class WakingOutlet implements Outlet {

    private static final long NEVER = Long.MIN_VALUE;

    private final Outlet log;
    private final Supplier<CompletionStage<?>> waker;
    private final long withinMs;
    private final InstantSource clock;

    private long provenAtMs = NEVER;
    private @Nullable CompletableFuture<?> waking;

    WakingOutlet(Outlet log, Supplier<CompletionStage<?>> waker, Duration within, InstantSource clock) {
        this.log = log;
        this.waker = waker;
        this.withinMs = within.toMillis();
        this.clock = clock;
    }

    @Override
    public CompletionStage<?> send(byte[] frame) {
        long sentAtMs = clock.millis();
        CompletionStage<?> sent = log.send(frame);
        if (!isProven(sentAtMs)) {
            // Now already, beside the frame: it will not have to wait for both.
            var _ = wake(sentAtMs);
        }
        return sent.thenCompose(durable -> proven(sentAtMs));
    }

    private CompletionStage<?> proven(long sentAtMs) {
        long nowMs = clock.millis();
        if (isProven(nowMs)) {
            proof(sentAtMs);
            return CompletableFuture.completedFuture(null);
        }
        return wake(nowMs).thenCompose(woken -> proven(sentAtMs));
    }

    /** A clock that went back proves nothing either. */
    private synchronized boolean isProven(long nowMs) {
        return provenAtMs != NEVER && nowMs >= provenAtMs && nowMs - provenAtMs <= withinMs;
    }

    private synchronized void proof(long atMs) {
        provenAtMs = Math.max(provenAtMs, atMs);
    }

    private synchronized CompletionStage<?> wake(long nowMs) {
        CompletableFuture<?> underWay = waking;
        if (underWay == null || underWay.isDone()) {
            provenAtMs = NEVER;
            underWay = waker.get().thenRun(() -> proof(nowMs)).toCompletableFuture();
            waking = underWay;
        }
        return underWay;
    }

    @Override
    public CompletionStage<?> close() {
        return log.close();
    }
}
