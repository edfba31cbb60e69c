package io.counterpart.ingest.publishing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Who is to hear of a frame's readings, in their order. Two arrays that are used again: no object for a reading. */
final class Receipts {

    private @Nullable InputSource[] sources = new @Nullable InputSource[64];
    private int[] receipts = new int[64];
    private int count;

    void add(InputSource source, int receipt) {
        if (count == receipts.length) {
            sources = Arrays.copyOf(sources, 2 * count);
            receipts = Arrays.copyOf(receipts, 2 * count);
        }
        sources[count] = source;
        receipts[count++] = receipt;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Tells all of them that their readings are durable, then lets each speak once. */
    void durable() {
        for (int i = 0; i < count; i++) {
            source(i).durable(receipts[i]);
        }
        for (int i = 0; i < count; i++) {
            source(i).flush();
        }
    }

    void lost() {
        for (int i = 0; i < count; i++) {
            source(i).lost();
        }
    }

    private InputSource source(int i) {
        InputSource source = sources[i];
        return source == null ? InputSource.NOBODY : source;
    }

    void clear() {
        Arrays.fill(sources, 0, count, null);
        count = 0;
    }
}
