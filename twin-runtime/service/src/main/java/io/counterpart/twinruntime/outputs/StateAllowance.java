package io.counterpart.twinruntime.outputs;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many states this process publishes. A state costs little here and some 15 µs in all, most of it in the client, the broker and
 * every reader, so what may be spent is bounded as a rate; what a quiet time did not spend may go at once, so that a change in a
 * quiet time is seen at once. When there is not enough for all, states of twins that change all the time go out in bursts, for a message of
 * many states costs the broker little more than one of a single state; a twin that was quiet before, or that somebody looks at, waits for
 * no burst. A quarter of what may be spent is kept for those that do, however many are urgent: their state must not stand still.
 * Shared by all lanes.
 */
public final class StateAllowance {

    private static final double BURST_SECONDS = 0.05;
    private static final double KEPT = 0.25;

    private final LongSupplier nanoTime;
    private final double perNano;
    private final double most;
    private final double burst;

    /** For urgent twins first; what they leave is for the others too. */
    private double saved;

    /** For the others alone, one burst at most. */
    private double kept;

    private boolean bursting = true;
    private long atNanos;

    /**
     * @param perSecond states a second in the long run; half as many may be saved up
     * @param nanoTime a clock that does not go back
     */
    public StateAllowance(int perSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        perNano = perSecond / (double) TimeUnit.SECONDS.toNanos(1);
        most = Math.max(1, perSecond / 2.0);
        burst = Math.max(1, perSecond * BURST_SECONDS);
        kept = burst;
        saved = most - kept;
        atNanos = nanoTime.getAsLong();
    }

    /**
     * Takes for urgent twins as many as there are, and for the others when a burst has been saved up, until nothing is
     * left of it.
     *
     * @return how many may go, the urgent ones first
     */
    synchronized int take(int urgent, int busy) {
        save();
        int taken = (int) Math.min(urgent, saved);
        saved -= taken;
        bursting |= saved + kept >= burst;
        if (bursting) {
            int more = (int) Math.min(busy, saved + kept);
            double ofKept = Math.min(more, kept);
            kept -= ofKept;
            saved -= more - ofKept;
            taken += more;
            bursting = saved + kept >= 1;
        }
        return taken;
    }

    private void save() {
        long now = nanoTime.getAsLong();
        double more = (now - atNanos) * perNano;
        atNanos = now;
        double toKeep = Math.min(burst - kept, more * KEPT);
        kept += toKeep;
        saved = Math.min(most - burst, saved + more - toKeep);
    }
}
