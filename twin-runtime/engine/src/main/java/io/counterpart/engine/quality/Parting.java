package io.counterpart.engine.quality;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;

/**
 * How far a signal has parted from its reference. The mean of their difference over the first stretch is the offset that is theirs
 * by place or make; afterwards the difference is smoothed (first-order lag, implicit Euler, so that the spacing of values does not
 * matter), and what it has moved away from the offset is the parting.
 *
 * <p>A drift at the constant rate r is seen as r · (t - {@link #SMOOTHING_MS}) once t is some times that long. Independent noise is
 * weakened by the square root of twice the smoothing over the period: at one value in 10 s to a nineteenth.
 */
final class Parting {

    /** The first stretch is at least this long, and has at least {@link #LEARNING_VALUES}. */
    static final long LEARNING_MS = 3_600_000;

    static final int LEARNING_VALUES = 60;

    /** Half an hour: short enough to see one hour's drift within two, long enough to be deaf to noise. */
    static final long SMOOTHING_MS = 1_800_000;

    /** What one value may count at most, so that one after a pause, or of a signal that speaks seldom, does not decide alone. */
    private static final double WEIGHT_MAX = 1.0 / 16;

    /** NaN while it is being learned. */
    private double offset = Double.NaN;
    /** The mean so far, then the smoothed difference. */
    private double difference;
    /** When learning began, then when the last difference was taken, epoch milliseconds. */
    private long at;

    private int learned;

    Parting() {}

    Parting(Parting other) {
        offset = other.offset;
        difference = other.difference;
        at = other.at;
        learned = other.learned;
    }

    /** Takes the signal's value less its reference's, in order of time. */
    void add(long ts, double next) {
        if (Double.isNaN(offset)) {
            learn(ts, next);
        } else {
            double elapsed = ts - at;
            difference += (next - difference) * Math.min(elapsed / (elapsed + SMOOTHING_MS), WEIGHT_MAX);
            at = ts;
        }
    }

    private void learn(long ts, double next) {
        if (learned == 0) {
            at = ts;
        }
        learned++;
        difference += (next - difference) / learned;
        if (learned >= LEARNING_VALUES && ts - at >= LEARNING_MS) {
            offset = difference;
            at = ts;
        }
    }

    /** How far the signal is from where it was against its reference, 0 as long as that is being learned. */
    double distance() {
        return Double.isNaN(offset) ? 0 : difference - offset;
    }

    void write(BinaryOutput out) {
        out.putDouble(offset);
        out.putDouble(difference);
        out.putLong(at);
        out.putInt(learned);
    }

    static Parting read(BinaryInput in) {
        Parting parting = new Parting();
        parting.offset = in.getDouble();
        parting.difference = in.getDouble();
        parting.at = in.getLong();
        parting.learned = in.getInt();
        return parting;
    }
}
