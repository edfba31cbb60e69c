package io.counterpart.engine.filter;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import java.util.Arrays;

/**
 * The median of the newest values, of those there are while there are fewer. Of an even number it is the lower of the two in the
 * middle, so that it is always a value that came. They are kept twice, as they came and sorted: for the few there may be, moving
 * them by one place is faster than any tree.
 */
final class RunningMedian {

    private final double[] arrived;
    private final double[] sorted;
    private int count;

    /** Where the next value goes: the place of the oldest once there are enough. */
    private int next;

    RunningMedian(int values) {
        arrived = new double[values];
        sorted = new double[values];
    }

    /** Takes a value, in the place of the oldest where there are enough. */
    void add(double value) {
        if (count == arrived.length) {
            unsort(arrived[next]);
        }
        arrived[next] = value;
        next = next + 1 == arrived.length ? 0 : next + 1;
        sort(value);
    }

    /** Takes a value in the place of the newest. */
    void replaceNewest(double value) {
        int newest = next == 0 ? arrived.length - 1 : next - 1;
        unsort(arrived[newest]);
        arrived[newest] = value;
        sort(value);
    }

    private void sort(double value) {
        int at = count++;
        while (at > 0 && Double.compare(sorted[at - 1], value) > 0) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = value;
    }

    private void unsort(double value) {
        int at = Arrays.binarySearch(sorted, 0, count, value);
        System.arraycopy(sorted, at + 1, sorted, at, count - at - 1);
        count--;
    }

    /** The median; there must have been a value. */
    double median() {
        return sorted[(count - 1) / 2];
    }

    RunningMedian copy() {
        RunningMedian copy = new RunningMedian(arrived.length);
        System.arraycopy(arrived, 0, copy.arrived, 0, arrived.length);
        System.arraycopy(sorted, 0, copy.sorted, 0, sorted.length);
        copy.count = count;
        copy.next = next;
        return copy;
    }

    /** The values as they came, the oldest first. */
    void write(BinaryOutput out) {
        out.putInt(count);
        int oldest = count == arrived.length ? next : 0;
        for (int i = 0; i < count; i++) {
            out.putDouble(arrived[(oldest + i) % arrived.length]);
        }
    }

    static RunningMedian read(BinaryInput in, int values) {
        RunningMedian median = new RunningMedian(values);
        int count = in.getCount(Double.BYTES);
        if (count > values) {
            throw new DamagedBytes(count + " values for a median of " + values);
        }
        for (int i = 0; i < count; i++) {
            double value = in.getDouble();
            if (!Double.isFinite(value)) {
                throw new DamagedBytes("a median of " + value);
            }
            median.add(value);
        }
        return median;
    }
}
