package io.counterpart.contracts.activity;

import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that what is written into one partition is surely looked after when it is confirmed. An owner looks away from a partition
 * when it has seen nothing of it for twice as long as {@code within}; so a frame may be confirmed as it is if it became durable
 * within that time of something that the owner has seen: the frame before, or a wake. Otherwise the partition is woken first.
 *
 * <p>Proof counts from when it was sent, for that is the earliest that it can have been seen. Safe for any thread.
 */
public final class Waking {

    private static final long NEVER = Long.MIN_VALUE;

    private final Supplier<CompletionStage<?>> waker;
    private final long withinMs;
    private final InstantSource clock;

    private long provenAtMs = NEVER;
    private @Nullable CompletableFuture<?> underWay;

    /**
     * One partition's.
     *
     * @param waker says {@link ActivityEvent.Awake} of the partition, with the promise of {@code within}; ends when everybody hears of it
     * @param within how long a proof holds
     */
    public Waking(Supplier<CompletionStage<?>> waker, Duration within, InstantSource clock) {
        this.waker = waker;
        this.withinMs = within.toMillis();
        this.clock = clock;
    }

    /**
     * Sends a frame.
     *
     * @param send sends it; ends when it is durable
     * @return done when it is durable and looked after
     */
    public CompletionStage<?> send(Supplier<CompletionStage<?>> send) {
        long sentAtMs = clock.millis();
        CompletionStage<?> sent = send.get();
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
        CompletableFuture<?> waking = underWay;
        if (waking == null || waking.isDone()) {
            provenAtMs = NEVER;
            waking = waker.get().thenRun(() -> proof(nowMs)).toCompletableFuture();
            underWay = waking;
        }
        return waking;
    }
}
