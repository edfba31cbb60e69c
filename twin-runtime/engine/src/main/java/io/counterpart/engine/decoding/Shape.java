package io.counterpart.engine.decoding;

import io.counterpart.engine.decoding.Telemetry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * How a device writes: what stands before, between and after the values of one message of it, byte for byte. Devices write all their
 * messages alike, so whoever knows a message's shape needs only compare, and read the values: names, their order, that none stands
 * twice, that all is JSON and UTF-8 was found out once.
 *
 * <p>Of messages of one reading, of numbers, truths and plain texts; what else there is, is read as it comes.
 */
public final class Shape {

    /** Longer messages, or of more values, have none: they would not be worth what remembering them takes. */
    private static final int BYTES_MAX = 2_048;

    private static final int VALUES_MAX = 64;

    /** Of the value that is the reading's time, -1 for none. */
    final int time;

    /** By value. */
    final Kind[] kinds;

    final int[] hashes;
    final int[] keyLengths;

    /** How far before its value its key, and what is its own with it, begin. */
    final int[] keyLeads;

    final int[] rawLeads;

    /** What stands before each value, and after the last, in words; in its last word, nothing stands where nothing is compared. */
    private final long[] words;

    private final int[] wordEnds;
    private final int[] lengths;
    private final long[] lastMasks;

    /** Not part of it: what whoever remembers it knows of its values. */
    private boolean resolved;

    private boolean plain;
    private int[] properties = {};
    private int[] slots = {};

    private Shape(Telemetry read, byte[] bytes, int from, int to) {
        int values = read.values();
        time = read.time(0) == Telemetry.Time.NONE ? -1 : read.first(0) == 1 ? 0 : values - 1;
        kinds = new Kind[values];
        hashes = new int[values];
        keyLengths = new int[values];
        keyLeads = new int[values];
        rawLeads = new int[values];
        words = new long[values + 1 + (to - from) / Long.BYTES];
        wordEnds = new int[values + 1];
        lengths = new int[values + 1];
        lastMasks = new long[values + 1];
        int word = 0;
        int at = from;
        for (int i = 0; i <= values; i++) {
            int end = i == values ? to : read.tokenFrom(i);
            lengths[i] = end - at;
            for (; at < end; at += Long.BYTES, word++) {
                int left = Math.min(Long.BYTES, end - at);
                lastMasks[i] = Words.mask(left);
                words[word] = Words.at(bytes, at) & lastMasks[i];
            }
            wordEnds[i] = word;
            if (i < values) {
                at = read.tokenEnd(i);
                kinds[i] = read.kind(i);
                hashes[i] = read.keyHash(i);
                keyLengths[i] = read.keyLength(i);
                keyLeads[i] = read.keyLead(i);
                rawLeads[i] = read.rawLead(i);
            }
        }
    }

    /** The shape of what these bytes were read as; null where it has none. */
    static @Nullable Shape of(Telemetry read, byte[] bytes, int from, int to) {
        boolean mayHave =
                read.failure() == null && read.readings() == 1 && read.values() <= VALUES_MAX && to - from <= BYTES_MAX;
        for (int i = 0; mayHave && i < read.values(); i++) {
            mayHave = read.isPlain(i);
        }
        return mayHave ? new Shape(read, bytes, from, to) : null;
    }

    int values() {
        return kinds.length;
    }

    /** Where what stands before a value (after the last, for their number) ends, that begins here; -1 where something else stands here. */
    int passed(int value, byte[] bytes, int from) {
        int at = from;
        int last = wordEnds[value] - 1;
        for (int word = value == 0 ? 0 : wordEnds[value - 1]; word < last; word++, at += Long.BYTES) {
            if (Words.at(bytes, at) != words[word]) {
                return -1;
            }
        }
        return (Words.at(bytes, at) & lastMasks[value]) == words[last] ? from + lengths[value] : -1;
    }

    // ---- what whoever remembers it says of it ----

    /** Whether anything was said. */
    public boolean isResolved() {
        return resolved;
    }

    /**
     * Says what its values are to the twin.
     *
     * @param isPlain whether all of them are stored as they are; what follows is of use only then
     * @param propertyOf by value of its reading, its property
     * @param slotOf by value of its reading, where history keeps it
     */
    public void resolve(boolean isPlain, int[] propertyOf, int[] slotOf) {
        resolved = true;
        plain = isPlain;
        properties = propertyOf;
        slots = slotOf;
    }

    public boolean isPlain() {
        return plain;
    }

    public int[] properties() {
        return properties;
    }

    public int[] slots() {
        return slots;
    }
}
