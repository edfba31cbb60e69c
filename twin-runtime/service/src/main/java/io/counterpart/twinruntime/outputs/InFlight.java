package io.counterpart.twinruntime.outputs;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Counts the messages that the broker has not confirmed yet, and tells of the first that failed. */
public final class InFlight {

    private final AtomicInteger count = new AtomicInteger();
    private final Consumer<Throwable> failure;

    /** @param failure told on any thread */
    public InFlight(Consumer<Throwable> failure) {
        this.failure = failure;
    }

    /** Takes a message on its way. */
    public void watch(CompletionStage<?> sent) {
        count.incrementAndGet();
        sent.whenComplete((done, cause) -> {
            count.decrementAndGet();
            if (cause != null) {
                failure.accept(cause);
            }
        });
    }

    public int count() {
        return count.get();
    }
}
