package io.counterpart.engine.signal;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.Arrays;

/**
 * The values of a twin's signals at one event time, by growing property, and what came of them. One can be used for reading after
 * reading: who keeps it copies it.
 */
public final class SignalReading {

    private static final int BYTES_EACH = 20;

    long ts;
    int[] properties;
    double[] values;

    /** When the platform learned of each value: of one time they may have come in several messages. */
    long[] knownAts;

    int count;
    private long beginKnownAt;
    Outcome outcome = Outcome.NOTHING;

    /** An empty one. */
    public SignalReading() {
        this(new int[8], new double[8], new long[8], 0);
    }

    private SignalReading(int[] properties, double[] values, long[] knownAts, int count) {
        this.properties = properties;
        this.values = values;
        this.knownAts = knownAts;
        this.count = count;
    }

    /**
     * Empties it and makes it that of another time.
     *
     * @param at event time, epoch milliseconds
     * @param known when the platform learned of it
     */
    public void begin(long at, long known) {
        ts = at;
        beginKnownAt = known;
        count = 0;
    }

    /** Adds a value; another one of the same property goes. */
    public void add(int property, double value) {
        add(property, value, beginKnownAt);
    }

    /** Adds the values of another one of the same time. */
    void add(SignalReading other) {
        for (int i = 0; i < other.count; i++) {
            add(other.properties[i], other.values[i], other.knownAts[i]);
        }
    }

    private void add(int property, double value, long known) {
        int at = Arrays.binarySearch(properties, 0, count, property);
        if (at >= 0) {
            values[at] = value;
            knownAts[at] = known;
            return;
        }
        at = -at - 1;
        if (count == properties.length) {
            properties = Arrays.copyOf(properties, Math.max(8, count * 2));
            values = Arrays.copyOf(values, properties.length);
            knownAts = Arrays.copyOf(knownAts, properties.length);
        }
        System.arraycopy(properties, at, properties, at + 1, count - at);
        System.arraycopy(values, at, values, at + 1, count - at);
        System.arraycopy(knownAts, at, knownAts, at + 1, count - at);
        properties[at] = property;
        values[at] = value;
        knownAts[at] = known;
        count++;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** When the platform learned of the last of its values. */
    long knownAt() {
        long latest = beginKnownAt;
        for (int i = 0; i < count; i++) {
            latest = Math.max(latest, knownAts[i]);
        }
        return latest;
    }

    /** The same values, with no outcome yet. */
    SignalReading copy() {
        SignalReading copy = new SignalReading(
                Arrays.copyOf(properties, count), Arrays.copyOf(values, count), Arrays.copyOf(knownAts, count), count);
        copy.ts = ts;
        copy.beginKnownAt = beginKnownAt;
        return copy;
    }

    void write(BinaryOutput out) {
        out.putLong(ts);
        out.putLong(beginKnownAt);
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            out.putInt(properties[i]);
            out.putDouble(values[i]);
            out.putLong(knownAts[i]);
        }
        outcome.write(out);
    }

    static SignalReading read(BinaryInput in) {
        SignalReading reading = new SignalReading();
        reading.begin(in.getLong(), in.getLong());
        int values = in.getCount(BYTES_EACH);
        for (int i = 0; i < values; i++) {
            reading.add(in.getInt(), in.getDouble(), in.getLong());
        }
        reading.outcome = Outcome.read(in);
        return reading;
    }
}
