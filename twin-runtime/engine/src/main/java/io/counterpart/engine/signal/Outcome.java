package io.counterpart.engine.signal;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What came of one reading beside its values: numbers for slots of history, each at its time, in order of time once it is whole. A
 * slot stands at most once for each time.
 */
public final class Outcome {

    private static final int BYTES_EACH = 20;

    private static final int FIRST_SIZE = 8;

    private static final long[] NO_TIMES = {};
    private static final int[] NO_SLOTS = {};
    private static final double[] NO_VALUES = {};

    /** What mostly comes of a reading; nobody adds to it. */
    static final Outcome NOTHING = new Outcome();

    private long[] ts;
    private int[] slots;
    private double[] values;
    private int size;

    /** What filters stand at where they have not moved; null where nobody asks. */
    private final @Nullable Outcome unmoved;

    /** Nothing yet. */
    public Outcome() {
        this(null);
    }

    private Outcome(@Nullable Outcome unmoved) {
        this(NO_TIMES, NO_SLOTS, NO_VALUES, unmoved);
    }

    private Outcome(long[] ts, int[] slots, double[] values, @Nullable Outcome unmoved) {
        this.ts = ts;
        this.slots = slots;
        this.values = values;
        this.unmoved = unmoved;
    }

    /** One that is told what filters stand at, too, where they have not moved. */
    static Outcome withUnmoved() {
        return new Outcome(new Outcome());
    }

    /** Forgets it all. */
    public void clear() {
        size = 0;
    }

    /** Notes what a filter stands at, which it has told before. */
    void stays(long at, int slot, double value) {
        if (unmoved != null && Double.isFinite(value)) {
            unmoved.add(at, slot, value);
        }
    }

    @Nullable Outcome unmoved() {
        return unmoved;
    }

    /** What the filter of this slot stood at then without having moved, NaN where nothing is known of it. */
    double unmoved(long at, int slot) {
        int known = unmoved == null ? -1 : unmoved.indexOf(at, slot);
        return unmoved == null || known < 0 ? Double.NaN : unmoved.values[known];
    }

    void add(long at, int slot, double value) {
        if (size == slots.length) {
            int larger = Math.max(FIRST_SIZE, size * 2);
            ts = Arrays.copyOf(ts, larger);
            slots = Arrays.copyOf(slots, larger);
            values = Arrays.copyOf(values, larger);
        }
        ts[size] = at;
        slots[size] = slot;
        values[size++] = value;
    }

    /** Adds it, or puts it in the place of what the slot was for this time. */
    void set(long at, int slot, double value) {
        int known = indexOf(at, slot);
        if (known < 0) {
            add(at, slot, value);
        } else {
            values[known] = value;
        }
    }

    /** Takes over all of another one. */
    void set(Outcome other) {
        ts = Arrays.copyOf(other.ts, other.size);
        slots = Arrays.copyOf(other.slots, other.size);
        values = Arrays.copyOf(other.values, other.size);
        size = other.size;
    }

    void remove(int i) {
        size--;
        System.arraycopy(ts, i + 1, ts, i, size - i);
        System.arraycopy(slots, i + 1, slots, i, size - i);
        System.arraycopy(values, i + 1, values, i, size - i);
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

    /** Puts it in order of time; what is of one time stays in its order. It mostly is in order, and then costs a look. */
    void sort() {
        boolean isSorted = true;
        for (int i = 1; i < size && isSorted; i++) {
            isSorted = ts[i - 1] <= ts[i];
        }
        if (isSorted) {
            return;
        }
        Integer[] places = new Integer[size];
        Arrays.setAll(places, i -> i);
        Arrays.sort(places, Comparator.comparingLong(place -> ts[place]));
        Outcome unsorted = copy();
        for (int i = 0; i < size; i++) {
            ts[i] = unsorted.ts[places[i]];
            slots[i] = unsorted.slots[places[i]];
            values[i] = unsorted.values[places[i]];
        }
    }

    /** Another one with the same numbers, no larger than they need, to which nobody adds. */
    Outcome copy() {
        if (size == 0) {
            return NOTHING;
        }
        Outcome copy =
                new Outcome(Arrays.copyOf(ts, size), Arrays.copyOf(slots, size), Arrays.copyOf(values, size), null);
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
