package io.counterpart.engine.signal;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.quality.Finding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The values of a twin's signals at one event time, by growing property, and what came of them. One can be used for reading after
 * reading: who keeps it copies it.
 */
public final class SignalReading {

    private static final int BYTES_EACH = 20;

    /** Above a property's place, in bytes: how much less than in full its value can be believed. Before there was such a thing it was 0. */
    private static final int DOUBT_SHIFT = 16;

    private static final int PLACE_MASK = (1 << DOUBT_SHIFT) - 1;

    /** Beside it, in bytes, where a text follows. */
    private static final int TEXT = 1 << 30;

    private static final int DOUBT_MASK = (TEXT - 1) >>> DOUBT_SHIFT;

    long ts;
    int[] properties;

    /** NaN for a property that has no value at this time, which only those made of other twins' have. */
    double[] values;

    /** How far each value is believed at most. */
    byte[] atMost;

    /** The texts of those values that are none but texts; null where no value is. */
    @Nullable String @Nullable [] texts;

    /** When the platform learned of each value: of one time they may have come in several messages. */
    long[] knownAts;

    int count;
    private long beginKnownAt;
    Outcome outcome = Outcome.NOTHING;

    /** An empty one. */
    public SignalReading() {
        this(new int[8], new double[8], new byte[8], new long[8], 0);
    }

    private SignalReading(int[] properties, double[] values, byte[] atMost, long[] knownAts, int count) {
        this.properties = properties;
        this.values = values;
        this.atMost = atMost;
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
        texts = null;
    }

    /** Adds a value; another one of the same property goes. */
    public void add(int property, double value) {
        add(property, value, Finding.FULL_QUALITY, beginKnownAt);
    }

    /**
     * Adds a value that is made of other twins'; another one of the same property goes.
     *
     * @param value NaN where there is none
     * @param quality how far it is believed at most, for what it is made of
     */
    public void add(int property, double value, int quality) {
        add(property, value, quality, beginKnownAt);
    }

    /** Adds a text; another one of the same property goes. */
    public void add(int property, String text) {
        add(property, 0, Finding.FULL_QUALITY, beginKnownAt);
        setText(property, text);
    }

    private void setText(int property, String text) {
        @Nullable String[] all = texts == null ? new String[properties.length] : texts;
        all[Arrays.binarySearch(properties, 0, count, property)] = text;
        texts = all;
    }

    /** The text that a value is; null where it is a number. */
    @Nullable String text(int i) {
        return texts == null ? null : texts[i];
    }

    /** Adds the values of another one of the same time. */
    void add(SignalReading other) {
        for (int i = 0; i < other.count; i++) {
            add(other.properties[i], other.values[i], other.atMost[i], other.knownAts[i]);
            String text = other.text(i);
            if (text != null) {
                setText(other.properties[i], text);
            }
        }
    }

    private void add(int property, double value, int quality, long known) {
        int at = Arrays.binarySearch(properties, 0, count, property);
        if (at >= 0) {
            values[at] = value;
            atMost[at] = (byte) quality;
            knownAts[at] = known;
            return;
        }
        at = -at - 1;
        if (count == properties.length) {
            properties = Arrays.copyOf(properties, Math.max(8, count * 2));
            values = Arrays.copyOf(values, properties.length);
            atMost = Arrays.copyOf(atMost, properties.length);
            knownAts = Arrays.copyOf(knownAts, properties.length);
        }
        if (texts != null) {
            texts = Arrays.copyOf(texts, properties.length);
            System.arraycopy(texts, at, texts, at + 1, count - at);
            texts[at] = null;
        }
        System.arraycopy(properties, at, properties, at + 1, count - at);
        System.arraycopy(values, at, values, at + 1, count - at);
        System.arraycopy(atMost, at, atMost, at + 1, count - at);
        System.arraycopy(knownAts, at, knownAts, at + 1, count - at);
        properties[at] = property;
        values[at] = value;
        atMost[at] = (byte) quality;
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
                Arrays.copyOf(properties, count),
                Arrays.copyOf(values, count),
                Arrays.copyOf(atMost, count),
                Arrays.copyOf(knownAts, count),
                count);
        copy.ts = ts;
        copy.beginKnownAt = beginKnownAt;
        copy.texts = texts == null ? null : Arrays.copyOf(texts, count);
        return copy;
    }

    void write(BinaryOutput out) {
        out.putLong(ts);
        out.putLong(beginKnownAt);
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            String text = text(i);
            int doubt = (Finding.FULL_QUALITY - atMost[i]) << DOUBT_SHIFT;
            out.putInt(properties[i] | doubt | (text == null ? 0 : TEXT));
            out.putDouble(values[i]);
            out.putLong(knownAts[i]);
            if (text != null) {
                out.putText(text);
            }
        }
        outcome.write(out);
    }

    static SignalReading read(BinaryInput in) {
        SignalReading reading = new SignalReading();
        reading.begin(in.getLong(), in.getLong());
        int values = in.getCount(BYTES_EACH);
        for (int i = 0; i < values; i++) {
            int head = in.getInt();
            int property = head & PLACE_MASK;
            int quality = Finding.FULL_QUALITY - (head >>> DOUBT_SHIFT & DOUBT_MASK);
            reading.add(property, in.getDouble(), quality, in.getLong());
            if ((head & TEXT) != 0) {
                reading.setText(property, in.getText());
            }
        }
        reading.outcome = Outcome.read(in);
        return reading;
    }
}
