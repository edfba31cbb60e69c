package io.counterpart.engine.signal;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.Arrays;

/**
 * What came of one reading beside its values: numbers for slots of history, each at its time. A slot stands at most once for each
 * time.
 */
public final class Outcome {

    private static final int BYTES_EACH = 20;

    private long[] ts = new long[8];
    private int[] slots = new int[8];
    private double[] values = new double[8];
    private int size;

    void clear() {
        size = 0;
    }

    void add(long at, int slot, double value) {
        if (size == slots.length) {
            int larger = Math.max(8, size * 2);
            ts = Arrays.copyOf(ts, larger);
            slots = Arrays.copyOf(slots, larger);
            values = Arrays.copyOf(values, larger);
        }
        ts[size] = at;
        slots[size] = slot;
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    public long ts(int i) {
        return ts[i];
    }

    public int slot(int i) {
        return slots[i];
    }

    public double value(int i) {
        return values[i];
    }

    /** Where the slot stands for this time, -1 where it does not. */
    int indexOf(long at, int slot) {
        for (int i = 0; i < size; i++) {
            if (slots[i] == slot && ts[i] == at) {
                return i;
            }
        }
        return -1;
    }

    boolean holds(int i, double value) {
        return Double.doubleToRawLongBits(values[i]) == Double.doubleToRawLongBits(value);
    }

    /** Another one with the same numbers, no larger than they need. */
    Outcome copy() {
        Outcome copy = new Outcome();
        copy.ts = Arrays.copyOf(ts, size);
        copy.slots = Arrays.copyOf(slots, size);
        copy.values = Arrays.copyOf(values, size);
        copy.size = size;
        return copy;
    }

    void write(BinaryOutput out) {
        out.putInt(size);
        for (int i = 0; i < size; i++) {
            out.putLong(ts[i]);
            out.putInt(slots[i]);
            out.putDouble(values[i]);
        }
    }

    static Outcome read(BinaryInput in) {
        Outcome outcome = new Outcome();
        int count = in.getCount(BYTES_EACH);
        for (int i = 0; i < count; i++) {
            outcome.add(in.getLong(), in.getInt(), in.getDouble());
        }
        return outcome;
    }
}
