package io.counterpart.engine.order;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.Arrays;

/**
 * What a twin's device said last, as fingerprints, to recognise what it says again. A device that lost its connection repeats what
 * was under way, at most {@value #MESSAGES} messages here; each may be as many readings as the largest it ever sent.
 *
 * <p>This is the bound of a promise: a reading with a time of its own that is repeated after more than {@value #MESSAGES} other
 * messages of the same device (or {@value #READINGS_MAX} readings), and is by then not its property's newest value, is stored again. It
 * changes nothing that anyone reads: the same value at the same time, under another position.
 *
 * <p>A fingerprint is 64 bits over the event time and all values of the reading, so that two different readings are taken for
 * the same in one of 10<sup>16</sup> comparisons. Eight bytes a reading, and only for devices that send times: without a time of its own a
 * reading said again is a new one.
 */
public final class RecentReadings {

    /** How many messages are remembered. */
    public static final int MESSAGES = 64;

    /** How many readings at most. */
    public static final int READINGS_MAX = 1_024;

    private long[] fingerprints = new long[MESSAGES];
    private int count;
    private int next;

    /** A fingerprint's beginning: the event time, and how many values follow. */
    public static long begin(long ts, int values) {
        return mix(ts * 31 + values);
    }

    /** The fingerprint with one more value: where it stands in the twin, and its bits. */
    public static long add(long fingerprint, int property, long bits) {
        return mix(fingerprint ^ mix(bits + property * 0x9e3779b97f4a7c15L));
    }

    private static long mix(long x) {
        long z = x + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    public boolean contains(long fingerprint) {
        for (int i = 0; i < count; i++) {
            if (fingerprints[i] == fingerprint) {
                return true;
            }
        }
        return false;
    }

    /**
     * Remembers a reading, in the place of the oldest.
     *
     * @param ofMessage how many readings its message has
     */
    public void add(long fingerprint, int ofMessage) {
        if (count == fingerprints.length && fingerprints.length < Math.min(READINGS_MAX, (long) ofMessage * MESSAGES)) {
            enlarge();
        }
        fingerprints[next] = fingerprint;
        next = (next + 1) & (fingerprints.length - 1);
        count = Math.min(count + 1, fingerprints.length);
    }

    private void enlarge() {
        long[] larger = new long[fingerprints.length * 2];
        int tail = fingerprints.length - next;
        System.arraycopy(fingerprints, next, larger, 0, tail);
        System.arraycopy(fingerprints, 0, larger, tail, next);
        next = fingerprints.length;
        fingerprints = larger;
    }

    /** Reads where the next one will be put, to have it fetched. */
    public long touch() {
        return fingerprints[next];
    }

    public void write(BinaryOutput out) {
        out.putInt(fingerprints.length);
        out.putInt(count);
        out.putInt(next);
        for (int i = 0; i < count; i++) {
            out.putLong(fingerprints[i]);
        }
    }

    public static RecentReadings read(BinaryInput in) {
        RecentReadings recent = new RecentReadings();
        recent.fingerprints = Arrays.copyOf(recent.fingerprints, Math.clamp(in.getInt(), MESSAGES, READINGS_MAX));
        recent.count = in.getCount(Long.BYTES);
        recent.next = in.getInt() & (recent.fingerprints.length - 1);
        for (int i = 0; i < recent.count; i++) {
            recent.fingerprints[i] = in.getLong();
        }
        return recent;
    }
}
