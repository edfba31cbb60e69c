package io.counterpart.engine.decoding;

import io.counterpart.contracts.twin.RejectionReason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a payload came to: its readings, and their values in one row of places. One object is filled again and again, so that
 * a payload of numbers costs no garbage; names and texts stay in the bytes they came in, or, where they were escaped, in a
 * buffer of this object.
 */
public final class Telemetry {

    /** What kind of value it is. */
    public enum Kind {
        NUMBER,
        TRUTH,
        TEXT,
        ARRAY,
        /** It could be read over, but not used; the reason and a sentence stand with it. */
        UNUSABLE
    }

    /** Whether a reading brings its own time. */
    public enum Time {
        /** It names none: the time of arrival holds. */
        NONE,
        GIVEN,
        /** It names something that is no time. */
        INVALID
    }

    private static final int FEW = 32;

    private byte[] source = {};
    private byte[] unescaped = {};
    private int unescapedLength;

    private @Nullable RejectionReason failure;
    private String failureDetail = "";

    private int readings;
    private Time[] times = new Time[4];
    private long[] ts = new long[4];
    private int[] firsts = new int[4];
    private int[] ends = new int[4];

    private int values;
    private Text[] keys = texts(FEW);
    private int[] hashes = new int[FEW];
    private Kind[] kinds = new Kind[FEW];
    private double[] numbers = new double[FEW];
    private Text[] texts = texts(FEW);
    private boolean[] withUnit = new boolean[FEW];
    private int[] arrayFroms = new int[FEW];
    private int[] arrayLengths = new int[FEW];
    /** Where the value itself begins. All that is before it is told from there, so that of a known shape only this changes. */
    private int[] valueFroms = new int[FEW];

    private int[] keyLeads = new int[FEW];
    private int[] rawLeads = new int[FEW];
    private int[] rawEnds = new int[FEW];
    private @Nullable RejectionReason[] reasons = new RejectionReason[FEW];
    private String[] details = new String[FEW];

    /** The shape of the message, null where it was read without one; what {@link #begin(Shape)} has put in, it leaves there. */
    private @Nullable Shape shape;

    private double[] items = new double[FEW];
    private int itemCount;

    /** Where some UTF-8 stands: at an offset of the payload's bytes, or of the unescaped ones. */
    static final class Text {
        private int offset;
        private int length;
        private boolean escaped;

        void set(int offset, int length, boolean escaped) {
            this.offset = offset;
            this.length = length;
            this.escaped = escaped;
        }

        void set(Text other) {
            set(other.offset, other.length, other.escaped);
        }

        int offset() {
            return offset;
        }

        int length() {
            return length;
        }
    }

    private static Text[] texts(int count) {
        Text[] texts = new Text[count];
        for (int i = 0; i < count; i++) {
            texts[i] = new Text();
        }
        return texts;
    }

    Telemetry() {}

    // ---- what the decoder puts in ----

    void clear(byte[] payload) {
        source = payload;
        shape = null;
        unescapedLength = 0;
        failure = null;
        readings = 0;
        values = 0;
        itemCount = 0;
    }

    /** The same, but that it may be of the shape that it was: what that has put in stays. */
    void clearReadings(byte[] payload) {
        source = payload;
        failure = null;
        readings = 0;
    }

    void fail(RejectionReason reason, String detail) {
        failure = reason;
        failureDetail = detail;
        readings = 0;
        values = 0;
    }

    /** The place after the last value. */
    int values() {
        return values;
    }

    void truncate(int count) {
        values = count;
    }

    void addReading(Time time, long at, int first, int end) {
        if (readings == ts.length) {
            times = Arrays.copyOf(times, readings * 2);
            ts = Arrays.copyOf(ts, readings * 2);
            firsts = Arrays.copyOf(firsts, readings * 2);
            ends = Arrays.copyOf(ends, readings * 2);
        }
        times[readings] = time;
        ts[readings] = at;
        firsts[readings] = first;
        ends[readings++] = end;
    }

    /** Makes it a message of this shape, of which only the values and their places are still to be put in. */
    void begin(Shape known) {
        if (shape != known) {
            fill(known);
        }
    }

    private void fill(Shape known) {
        shape = known;
        values = known.values();
        if (values > hashes.length) {
            grow(values);
        }
        for (int i = 0; i < values; i++) {
            keys[i].set(0, known.keyLengths[i], false);
            hashes[i] = known.hashes[i];
            kinds[i] = known.kinds[i];
            withUnit[i] = false;
            keyLeads[i] = known.keyLeads[i];
            rawLeads[i] = known.rawLeads[i];
        }
    }

    void putNumber(int value, int from, int to, double number) {
        numbers[value] = number;
        valueFroms[value] = from;
        rawEnds[value] = to;
    }

    /** Puts in a text that stands here, between quotation marks. */
    void putText(int value, int from, int to) {
        texts[value].set(from, to - from, false);
        valueFroms[value] = from - 1;
        rawEnds[value] = to + 1;
    }

    /** Opens the next value; exactly one of the setters below follows. */
    void begin(Text key, int hash, int rawFrom, int valueFrom) {
        if (values == hashes.length) {
            grow(values * 2);
        }
        keys[values].set(key);
        hashes[values] = hash;
        valueFroms[values] = valueFrom;
        keyLeads[values] = valueFrom - key.offset;
        rawLeads[values] = valueFrom - rawFrom;
        withUnit[values] = false;
        values++;
    }

    private void grow(int size) {
        int old = hashes.length;
        keys = Arrays.copyOf(keys, size);
        texts = Arrays.copyOf(texts, size);
        System.arraycopy(texts(size - old), 0, keys, old, size - old);
        System.arraycopy(texts(size - old), 0, texts, old, size - old);
        hashes = Arrays.copyOf(hashes, size);
        kinds = Arrays.copyOf(kinds, size);
        numbers = Arrays.copyOf(numbers, size);
        withUnit = Arrays.copyOf(withUnit, size);
        arrayFroms = Arrays.copyOf(arrayFroms, size);
        arrayLengths = Arrays.copyOf(arrayLengths, size);
        valueFroms = Arrays.copyOf(valueFroms, size);
        keyLeads = Arrays.copyOf(keyLeads, size);
        rawLeads = Arrays.copyOf(rawLeads, size);
        rawEnds = Arrays.copyOf(rawEnds, size);
        reasons = Arrays.copyOf(reasons, size);
        details = Arrays.copyOf(details, size);
    }

    void setNumber(double value) {
        kinds[values - 1] = Kind.NUMBER;
        numbers[values - 1] = value;
    }

    void setTruth(boolean value) {
        kinds[values - 1] = Kind.TRUTH;
        numbers[values - 1] = value ? 1 : 0;
    }

    void setText(Text text) {
        kinds[values - 1] = Kind.TEXT;
        texts[values - 1].set(text);
    }

    void setUnit(Text unit) {
        withUnit[values - 1] = true;
        texts[values - 1].set(unit);
    }

    int items() {
        return itemCount;
    }

    void addItem(double item) {
        if (itemCount == items.length) {
            items = Arrays.copyOf(items, itemCount * 2);
        }
        items[itemCount++] = item;
    }

    void setArray(int from) {
        kinds[values - 1] = Kind.ARRAY;
        arrayFroms[values - 1] = from;
        arrayLengths[values - 1] = itemCount - from;
    }

    void dropItems(int from) {
        itemCount = from;
    }

    void setUnusable(RejectionReason reason, String detail) {
        kinds[values - 1] = Kind.UNUSABLE;
        reasons[values - 1] = reason;
        details[values - 1] = detail;
    }

    void endAt(int rawEnd) {
        rawEnds[values - 1] = rawEnd;
    }

    int unescapedLength() {
        return unescapedLength;
    }

    void unescape(int b) {
        if (unescapedLength == unescaped.length) {
            unescaped = Arrays.copyOf(unescaped, Math.max(64, unescapedLength * 2));
        }
        unescaped[unescapedLength++] = (byte) b;
    }

    // ---- what the fold asks for ----

    /** Why the payload as a whole could not be taken apart; null where it could. */
    public @Nullable RejectionReason failure() {
        return failure;
    }

    /** A sentence on that for the device's maker. */
    public String failureDetail() {
        return failureDetail;
    }

    public int readings() {
        return readings;
    }

    public Time time(int reading) {
        return times[reading];
    }

    /** The time that the reading names, epoch milliseconds. */
    public long ts(int reading) {
        return ts[reading];
    }

    /** The reading's first value. */
    public int first(int reading) {
        return firsts[reading];
    }

    /** The place after the reading's last value. */
    public int end(int reading) {
        return ends[reading];
    }

    /** The bytes in which the value's key stands. */
    public byte[] keyBytes(int value) {
        return bytesOf(keys[value]);
    }

    public int keyOffset(int value) {
        return keys[value].escaped ? keys[value].offset : valueFroms[value] - keyLeads[value];
    }

    public int keyLength(int value) {
        return keys[value].length;
    }

    /** Where the value's own bytes begin, after its key. */
    public int valueOffset(int value) {
        return valueFroms[value];
    }

    /** How many they are. */
    public int valueLength(int value) {
        return rawEnds[value] - valueFroms[value];
    }

    /** The key's {@link #hash}. */
    public int keyHash(int value) {
        return hashes[value];
    }

    public Kind kind(int value) {
        return kinds[value];
    }

    /** The number, finite; of a truth 1 or 0. */
    public double number(int value) {
        return numbers[value];
    }

    /** The numbers of all values, by their places; to be looked at only. */
    public double[] numbers() {
        return numbers;
    }

    /** The text, as a new object. */
    public String text(int value) {
        return string(texts[value]);
    }

    /** The unit that the number brought, as a new object; null where it brought none. */
    public @Nullable String unit(int value) {
        return withUnit[value] ? string(texts[value]) : null;
    }

    /** The array, as a new object. */
    public double[] array(int value) {
        return Arrays.copyOfRange(items, arrayFroms[value], arrayFroms[value] + arrayLengths[value]);
    }

    /** Of an unusable value: why. */
    public RejectionReason reason(int value) {
        RejectionReason reason = reasons[value];
        if (kinds[value] != Kind.UNUSABLE || reason == null) {
            throw new IllegalStateException("value " + value + " is usable");
        }
        return reason;
    }

    /** Of an unusable value: a sentence for the device's maker. */
    public String detail(int value) {
        return details[value];
    }

    /** Where the value with its key begins in the payload's bytes. */
    public int rawOffset(int value) {
        return valueFroms[value] - rawLeads[value];
    }

    /** How many bytes the value with its key has. */
    public int rawLength(int value) {
        return rawEnds[value] - rawOffset(value);
    }

    // ---- how it was written ----

    /** The known shape that the message has; null where it was read without one. */
    public @Nullable Shape shape() {
        return shape;
    }

    /** Whether a value is of a kind, and written in a way, that shapes have. */
    boolean isPlain(int value) {
        return !keys[value].escaped
                && switch (kinds[value]) {
                    case NUMBER -> !withUnit[value];
                    case TRUTH -> true;
                    case TEXT -> !texts[value].escaped;
                    case ARRAY, UNUSABLE -> false;
                };
    }

    /** Where what may be another in the next message begins: a number or truth, the inside of a text. */
    int tokenFrom(int value) {
        return kinds[value] == Kind.TEXT ? texts[value].offset : valueFroms[value];
    }

    int tokenEnd(int value) {
        return kinds[value] == Kind.TEXT ? texts[value].offset + texts[value].length : rawEnds[value];
    }

    int keyLead(int value) {
        return keyLeads[value];
    }

    int rawLead(int value) {
        return rawLeads[value];
    }

    boolean sameKey(int one, int other) {
        return hashes[one] == hashes[other] && equal(keys[one], keys[other]);
    }

    private boolean equal(Text one, Text other) {
        return Arrays.equals(
                bytesOf(one),
                one.offset,
                one.offset + one.length,
                bytesOf(other),
                other.offset,
                other.offset + other.length);
    }

    /** Whether the text is this piece of ASCII. */
    boolean is(Text text, byte[] ascii) {
        return text.length == ascii.length
                && Arrays.equals(bytesOf(text), text.offset, text.offset + text.length, ascii, 0, ascii.length);
    }

    byte[] bytesOf(Text text) {
        return text.escaped ? unescaped : source;
    }

    String string(Text text) {
        return new String(bytesOf(text), text.offset, text.length, StandardCharsets.UTF_8);
    }

    long isoTime(int value) {
        return Iso8601.parse(bytesOf(texts[value]), texts[value].offset, texts[value].length);
    }

    /** The hash by which keys are found, here and in a twin's layout. */
    public static int hash(byte[] bytes, int offset, int length) {
        return hash(0, bytes, offset, length);
    }

    /** The same, of a key whose first part has this hash. */
    public static int hash(int prefix, byte[] bytes, int offset, int length) {
        int hash = prefix;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        return hash;
    }
}
