package io.counterpart.engine.filter;

import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import org.jspecify.annotations.Nullable;

/**
 * Takes outliers, jumps and noise out of one signal, as its type declares it, in this order:
 *
 * <ol>
 *   <li>the median of the newest n values, of those there are while there are fewer (of an even number the lower of the two in the
 *       middle): a single outlier leaves no trace, and what remains comes (n - 1) / 2 values later;
 *   <li>the rate limit: what it gives follows what it gets, and moves by no more than the rate times the time since the value before;
 *   <li>the deadband: what it gives stays until what it gets has left it by more than the band, and then takes its value.
 * </ol>
 *
 * <p>The first value passes as it is. Values come in order of their times. Another value of the same time takes the place of the
 * one before: the outcome is as if that one had never come, so that a filter that is fed again from history, where only one of them
 * counts, comes to the same.
 */
public final class SignalFilter {

    private static final int MEDIAN_MIN = 3;
    private static final int MEDIAN_MAX = 31;

    private final Signal.Filter declared;
    private final double ratePerSecond;
    private final @Nullable Double deadband;
    private @Nullable RunningMedian median;

    private RateLimit followed = new RateLimit();
    private double output = Double.NaN;

    /** The same as it was before the newest value, for when another takes its place. */
    private RateLimit followedBefore = new RateLimit();

    private double outputBefore = Double.NaN;

    /** Not part of the state. */
    private boolean moved;

    /** @throws IllegalArgumentException where a part is out of its bounds */
    public SignalFilter(Signal.Filter declared) {
        this.declared = declared;
        if (declared.median() != null) {
            int values = declared.median();
            if (values < MEDIAN_MIN || values > MEDIAN_MAX || values % 2 == 0) {
                throw new IllegalArgumentException(
                        "a median is of an odd number of values from 3 to 31, not " + values);
            }
            median = new RunningMedian(values);
        }
        Double rate = declared.ratePerSecond();
        if (rate != null && !(rate > 0 && Double.isFinite(rate))) {
            throw new IllegalArgumentException("a rate is more than 0 a second, not " + rate);
        }
        ratePerSecond = rate == null ? Double.POSITIVE_INFINITY : rate;
        deadband = declared.deadband();
        if (deadband != null && !(deadband >= 0 && Double.isFinite(deadband))) {
            throw new IllegalArgumentException("a deadband is 0 or more, not " + deadband);
        }
    }

    /**
     * The output after this value.
     *
     * @param at when the value was so, epoch milliseconds; not before the one before
     * @throws IllegalArgumentException where it is, or where the value is not finite
     */
    public double next(long at, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value is a finite number, not " + value);
        }
        if (at < followed.ts() || at == RateLimit.NEVER) {
            throw new IllegalArgumentException("a value at " + at + " after one at " + followed.ts());
        }
        double told = output;
        boolean replaces = at == followed.ts();
        if (!replaces) {
            followedBefore.set(followed);
            outputBefore = output;
        }
        double input = middle(value, replaces);
        if (followedBefore.ts() == RateLimit.NEVER) {
            followed.begin(at, input);
            output = input;
        } else {
            followed.follow(followedBefore, at, input, ratePerSecond);
            output = leavesBand() ? followed.value() : outputBefore;
        }
        moved = Double.doubleToRawLongBits(output) != Double.doubleToRawLongBits(told);
        return output;
    }

    private double middle(double value, boolean replaces) {
        if (median == null) {
            return value;
        }
        if (replaces) {
            median.replaceNewest(value);
        } else {
            median.add(value);
        }
        return median.median();
    }

    private boolean leavesBand() {
        return deadband == null || Math.abs(followed.value() - outputBefore) > deadband;
    }

    /** Whether the newest value changed the output, from what it was when it was last told; the first one does. */
    public boolean hasMoved() {
        return moved;
    }

    /** The output after the newest value, NaN before the first. */
    public double output() {
        return output;
    }

    /** Another one that stands where this one stands. */
    public SignalFilter copy() {
        SignalFilter copy = new SignalFilter(declared);
        copy.median = median == null ? null : median.copy();
        copy.followed.set(followed);
        copy.output = output;
        copy.followedBefore.set(followedBefore);
        copy.outputBefore = outputBefore;
        copy.moved = moved;
        return copy;
    }

    /** Its state, without what is declared. */
    public void write(BinaryOutput out) {
        followed.write(out);
        out.putDouble(output);
        followedBefore.write(out);
        out.putDouble(outputBefore);
        if (median != null) {
            median.write(out);
        }
    }

    /**
     * The filter that was written.
     *
     * @param declared what it was made of
     */
    public static SignalFilter read(BinaryInput in, Signal.Filter declared) {
        SignalFilter filter = new SignalFilter(declared);
        filter.followed = RateLimit.read(in);
        filter.output = in.getDouble();
        filter.followedBefore = RateLimit.read(in);
        filter.outputBefore = in.getDouble();
        if (declared.median() != null) {
            filter.median = RunningMedian.read(in, declared.median());
        }
        if ((filter.followed.ts() == RateLimit.NEVER) != Double.isNaN(filter.output)) {
            throw new DamagedBytes("an output of " + filter.output + " at " + filter.followed.ts());
        }
        return filter;
    }
}
