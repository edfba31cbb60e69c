package io.counterpart.engine.window;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;

/** Values and their times, the oldest first, taken in and out at both ends: a ring that grows, 16 bytes a value. */
final class TimedValues {

    private static final int SMALLEST = 8;

    private long[] times = new long[SMALLEST];
    private double[] values = new double[SMALLEST];
    private int first;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private int place(int i) {
        return (first + i) & (times.length - 1);
    }

    /** The time of the i-th, from 0. */
    long ts(int i) {
        return times[place(i)];
    }

    double value(int i) {
        return values[place(i)];
    }

    void addLast(long ts, double value) {
        if (size == times.length) {
            resize(size * 2);
        }
        int at = place(size++);
        times[at] = ts;
        values[at] = value;
    }

    /** Gives the newest another value. */
    void setLast(double value) {
        values[place(size - 1)] = value;
    }

    void removeFirst() {
        first = place(1);
        size--;
    }

    void removeLast() {
        size--;
    }

    private void resize(int capacity) {
        long[] newTimes = new long[capacity];
        double[] newValues = new double[capacity];
        int tail = Math.min(size, times.length - first);
        System.arraycopy(times, first, newTimes, 0, tail);
        System.arraycopy(times, 0, newTimes, tail, size - tail);
        System.arraycopy(values, first, newValues, 0, tail);
        System.arraycopy(values, 0, newValues, tail, size - tail);
        times = newTimes;
        values = newValues;
        first = 0;
    }

    /** The values alone, the oldest first. */
    double[] toArray() {
        double[] array = new double[size];
        int tail = Math.min(size, values.length - first);
        System.arraycopy(values, first, array, 0, tail);
        System.arraycopy(values, 0, array, tail, size - tail);
        return array;
    }

    TimedValues copy() {
        TimedValues copy = new TimedValues();
        copy.times = times.clone();
        copy.values = values.clone();
        copy.first = first;
        copy.size = size;
        return copy;
    }

    void write(BinaryOutput out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(ts(i));
            out.putDouble(value(i));
        }
    }

    /** What was written, which must be finite values in order of their times, and no more than so many. */
    static TimedValues read(BinaryInput in, int limit) {
        TimedValues read = new TimedValues();
        int count = in.getCount(Long.BYTES + Double.BYTES);
        if (count > limit) {
            throw new DamagedBytes(count + " values, of " + limit + " at most");
        }
        for (int i = 0; i < count; i++) {
            long ts = in.getLong();
            double value = in.getDouble();
            if (!Double.isFinite(value) || (i > 0 && ts <= read.ts(i - 1))) {
                throw new DamagedBytes("the value " + value + " at " + ts + " out of order");
            }
            read.addLast(ts, value);
        }
        return read;
    }
}
