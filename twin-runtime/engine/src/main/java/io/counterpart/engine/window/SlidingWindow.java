package io.counterpart.engine.window;

import io.counterpart.contracts.twin.Signal.Statistic;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import org.jspecify.annotations.Nullable;

/**
 * The newest values of a signal, those of (end - length, end], and what can be told of them. The end is the time of the newest
 * value, or a later one that {@link #advanceTo} named. All statistics over the same signal, length and least quality are asked of
 * one window.
 *
 * <p>A statistic is a function of the values in the window and of nothing else: two windows with the same values give the same
 * bits, whatever was in them before, in whatever order they were asked, copied or restored. Mean and deviation come from exact
 * sums and are rounded at the end, so nothing drifts and nothing cancels.
 *
 * <p>What a value costs: for mean, deviation, smallest and largest the same however many there are; for percentiles a binary search
 * and a move of half the values, 8 bytes each. What a statistic needs is made when it is asked for the first time, from all
 * values, and is no part of the state.
 */
public final class SlidingWindow {

    /** How many values a window holds at most. */
    public static final int VALUES_MAX = 10_000;

    private static final long NEVER = Long.MIN_VALUE;

    private final long lengthMs;
    private final int limit;
    private TimedValues values = new TimedValues();
    private long end = NEVER;

    /** When the newest value was that had to go before its time. */
    private long dropped = NEVER;

    private @Nullable ExactSum sum;
    private @Nullable Deviation deviation;
    private @Nullable Extreme smallest;
    private @Nullable Extreme largest;
    private @Nullable SortedValues sorted;

    /** An empty one that holds up to {@value #VALUES_MAX} values. */
    public SlidingWindow(long lengthMs) {
        this(lengthMs, VALUES_MAX);
    }

    /**
     * An empty one.
     *
     * @param limit how many values it holds, up to {@value #VALUES_MAX}
     */
    public SlidingWindow(long lengthMs, int limit) {
        if (lengthMs <= 0 || limit <= 0 || limit > VALUES_MAX) {
            throw new IllegalArgumentException("a window is longer than 0 ms and holds 1 to " + VALUES_MAX + " values");
        }
        this.lengthMs = lengthMs;
        this.limit = limit;
    }

    /**
     * Takes a value, and forgets those that it makes too old. Another one of the same time takes the place of the one before. Where
     * there are too many, the oldest goes before its time.
     *
     * @param ts epoch milliseconds
     * @throws IllegalArgumentException where that is before the window's end, or the value is not finite
     */
    public void add(long ts, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value is a finite number, not " + value);
        }
        advanceTo(ts);
        if (!values.isEmpty() && values.ts(values.size() - 1) == ts) {
            replaceNewest(value);
            return;
        }
        if (values.size() == limit) {
            dropped = values.ts(0);
            removeOldest();
        }
        values.addLast(ts, value);
        include(value);
        if (smallest != null) {
            smallest.add(ts, value);
        }
        if (largest != null) {
            largest.add(ts, value);
        }
    }

    private void replaceNewest(double value) {
        exclude(values.value(values.size() - 1));
        values.setLast(value);
        include(value);
        // They forgot what the newest had beaten.
        smallest = null;
        largest = null;
    }

    /**
     * Moves the end to this time without a value.
     *
     * @throws IllegalArgumentException where it is before the window's end
     */
    public void advanceTo(long ts) {
        if (ts < end || ts == NEVER) {
            throw new IllegalArgumentException("the time " + ts + " is before the window's end at " + end);
        }
        end = ts;
        while (!values.isEmpty() && isOver(values.ts(0))) {
            removeOldest();
        }
        if (dropped != NEVER && isOver(dropped)) {
            dropped = NEVER;
        }
    }

    private boolean isOver(long ts) {
        return Long.compareUnsigned(end - ts, lengthMs) >= 0;
    }

    private void removeOldest() {
        long ts = values.ts(0);
        exclude(values.value(0));
        if (smallest != null) {
            smallest.removeOldest(ts);
        }
        if (largest != null) {
            largest.removeOldest(ts);
        }
        values.removeFirst();
    }

    private void include(double value) {
        if (sum != null) {
            sum.add(value);
        }
        if (deviation != null) {
            deviation.add(value);
        }
        if (sorted != null) {
            sorted.add(value);
        }
    }

    private void exclude(double value) {
        if (sum != null) {
            sum.remove(value);
        }
        if (deviation != null) {
            deviation.remove(value);
        }
        if (sorted != null) {
            sorted.remove(value);
        }
    }

    /** The newest time it knows of, {@link Long#MIN_VALUE} before the first. */
    public long end() {
        return end;
    }

    /** How many values it holds. */
    public int count() {
        return values.size();
    }

    /** Whether values are missing that are not too old yet, because there were too many: then what it tells is of the newest only. */
    public boolean isTruncated() {
        return dropped != NEVER;
    }

    /** What is asked of the values. Of none it is NaN, but for the count; a deviation is NaN of a single one, too. */
    public double statistic(Statistic statistic) {
        int count = values.size();
        if (count == 0) {
            return statistic == Statistic.COUNT ? 0 : Double.NaN;
        }
        return switch (statistic) {
            case COUNT -> count;
            case MEAN -> sum().dividedBy(count);
            case STDDEV -> count == 1 ? Double.NaN : deviation().of(sum(), count);
            case MIN -> smallest().value();
            case MAX -> largest().value();
            case P5 -> sorted().percentile(5);
            case P25 -> sorted().percentile(25);
            case P50 -> sorted().percentile(50);
            case P75 -> sorted().percentile(75);
            case P95 -> sorted().percentile(95);
            case P99 -> sorted().percentile(99);
        };
    }

    private ExactSum sum() {
        if (sum == null) {
            sum = new ExactSum();
            for (int i = 0; i < values.size(); i++) {
                sum.add(values.value(i));
            }
        }
        return sum;
    }

    private Deviation deviation() {
        if (deviation == null) {
            deviation = new Deviation();
            for (int i = 0; i < values.size(); i++) {
                deviation.add(values.value(i));
            }
        }
        return deviation;
    }

    private Extreme smallest() {
        if (smallest == null) {
            smallest = filled(Extreme.smallest());
        }
        return smallest;
    }

    private Extreme largest() {
        if (largest == null) {
            largest = filled(Extreme.largest());
        }
        return largest;
    }

    private Extreme filled(Extreme extreme) {
        for (int i = 0; i < values.size(); i++) {
            extreme.add(values.ts(i), values.value(i));
        }
        return extreme;
    }

    private SortedValues sorted() {
        if (sorted == null) {
            sorted = new SortedValues(values.toArray());
        }
        return sorted;
    }

    /** Another one with the same values. */
    public SlidingWindow copy() {
        SlidingWindow copy = new SlidingWindow(lengthMs, limit);
        copy.values = values.copy();
        copy.end = end;
        copy.dropped = dropped;
        return copy;
    }

    /** Its values and its end, without length and limit. */
    public void write(BinaryOutput out) {
        out.putLong(end);
        out.putLong(dropped);
        values.write(out);
    }

    /**
     * The window that was written.
     *
     * @param lengthMs as it was made with
     * @param limit likewise
     */
    public static SlidingWindow read(BinaryInput in, long lengthMs, int limit) {
        SlidingWindow window = new SlidingWindow(lengthMs, limit);
        window.end = in.getLong();
        window.dropped = in.getLong();
        window.values = TimedValues.read(in, limit);
        int count = window.values.size();
        if (count > 0 && (window.isOver(window.values.ts(0)) || window.values.ts(count - 1) > window.end)) {
            throw new DamagedBytes("values outside of a window that ends at " + window.end);
        }
        return window;
    }
}
