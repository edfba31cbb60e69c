package io.counterpart.contracts.input;

/**
 * Where an input stands in its partition's log, as one number that grows with the log: 8 bits of epoch (raised when a
 * tenant's partitions are laid anew), 43 bits of broker entry index, 12 bits of entry in the frame.
 */
public final class Position {

    /** Before everything. */
    public static final long NONE = -1;

    /** The most entries a frame may hold: what 12 bits can number. */
    public static final int ENTRIES_MAX = 1 << 12;

    private static final int ENTRY_BITS = 12;
    private static final int INDEX_BITS = 43;

    private Position() {}

    /**
     * @param epoch 0 to 255
     * @param index the broker's index of the frame's entry, 0 or more
     * @param entry the input's place in the frame, 0 to {@link #ENTRIES_MAX} - 1
     */
    public static long of(int epoch, long index, int entry) {
        if ((epoch >>> 8) != 0 || (index >>> INDEX_BITS) != 0 || (entry >>> ENTRY_BITS) != 0) {
            throw new IllegalArgumentException(
                    "no such position: epoch " + epoch + ", index " + index + ", entry " + entry);
        }
        return ((long) epoch << (INDEX_BITS + ENTRY_BITS)) | (index << ENTRY_BITS) | entry;
    }

    /** The broker's index of the frame that holds this position. */
    public static long index(long position) {
        return (position >>> ENTRY_BITS) & ((1L << INDEX_BITS) - 1);
    }

    /** The place in that frame. */
    public static int entry(long position) {
        return (int) (position & (ENTRIES_MAX - 1));
    }

    /** The log's epoch. */
    public static int epoch(long position) {
        return (int) (position >>> (INDEX_BITS + ENTRY_BITS));
    }
}
