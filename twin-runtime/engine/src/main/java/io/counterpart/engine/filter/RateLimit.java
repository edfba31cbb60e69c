package io.counterpart.engine.filter;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;

/**
 * What follows a signal no faster than a rate. While it is behind and goes one way, it stands on the line from where it fell behind: so
 * steps that are smaller than its value's last place are not lost, and their rounding does not add up.
 */
final class RateLimit {

    static final long NEVER = Long.MIN_VALUE;

    private long ts = NEVER;
    private double value = Double.NaN;

    /** Where it fell behind, and when: value and time themselves where it is not behind. */
    private double from = Double.NaN;

    private long since = NEVER;

    /** The time of the newest value, {@link #NEVER} before the first. */
    long ts() {
        return ts;
    }

    /** Where it stands. */
    double value() {
        return value;
    }

    void set(RateLimit other) {
        ts = other.ts;
        value = other.value;
        from = other.from;
        since = other.since;
    }

    /**
     * Comes to stand where one that stood like that one stands after a value.
     *
     * @param ratePerSecond infinite for no limit
     */
    void follow(RateLimit before, long at, double input, double ratePerSecond) {
        boolean isUp = input > before.value;
        boolean goesOn = before.value == before.from || before.value > before.from == isUp;
        double origin = goesOn ? before.from : before.value;
        long begin = goesOn ? before.since : before.ts;
        double reach = ratePerSecond * ((double) at - begin) / 1_000;
        double limited = isUp ? Math.min(input, origin + reach) : Math.max(input, origin - reach);
        boolean isBehind = limited != input;
        ts = at;
        value = limited;
        from = isBehind ? origin : limited;
        since = isBehind ? begin : at;
    }

    /** Stands where the signal stands. */
    void begin(long at, double input) {
        ts = at;
        value = input;
        from = input;
        since = at;
    }

    void write(BinaryOutput out) {
        out.putLong(ts);
        out.putDouble(value);
        out.putDouble(from);
        out.putLong(since);
    }

    static RateLimit read(BinaryInput in) {
        RateLimit read = new RateLimit();
        read.ts = in.getLong();
        read.value = in.getDouble();
        read.from = in.getDouble();
        read.since = in.getLong();
        return read;
    }
}
