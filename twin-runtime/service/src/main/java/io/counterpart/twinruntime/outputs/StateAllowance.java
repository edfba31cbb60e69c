package io.counterpart.twinruntime.outputs;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many states this process publishes. A state costs little here and some 25 µs in all, most of it in the client, the broker and
 * every reader, so what may be spent is bounded as a rate; what a quiet time did not spend may go at once, so that a change in a
 * quiet time is seen at once. Shared by all lanes.
 */
public final class StateAllowance {

    private final LongSupplier nanoTime;
    private final double perNano;
    private final double most;
    private double saved;
    private long atNanos;

    /**
     * @param perSecond states a second in the long run; half as many may be saved up
     * @param nanoTime a clock that does not go back
     */
    public StateAllowance(int perSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
        most = Math.max(1, perSecond / 2.0);
        saved = most;
        atNanos = nanoTime.getAsLong();
    }

    /** Takes up to so many; says how many. */
    synchronized int take(int wanted) {
        long now = nanoTime.getAsLong();
        saved = Math.min(most, saved + (now - atNanos) * perNano);
        atNanos = now;
        int taken = (int) Math.min(wanted, saved);
        saved -= taken;
        return taken;
    }
}
