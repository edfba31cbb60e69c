package io.counterpart.engine.fold;

import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import org.jspecify.annotations.Nullable;

/** The twins that changed since their state was published last, each once, the one that waits longest first. */
final class DirtyTwins {

    private final Twins twins;
    private int[] ring = new int[64];
    private int head;
    private int size;

    DirtyTwins(Twins twins) {
        this.twins = twins;
    }

    void add(int number) {
        if (!twins.markDirty(twins.twin(number))) {
            return;
        }
        if (size == ring.length) {
            int[] larger = new int[size * 2];
            for (int i = 0; i < size; i++) {
                larger[i] = at(i);
            }
            ring = larger;
            head = 0;
        }
        ring[(head + size++) & (ring.length - 1)] = number;
    }

    @Nullable Twin poll() {
        if (size == 0) {
            return null;
        }
        Twin twin = twins.twin(ring[head]);
        head = (head + 1) & (ring.length - 1);
        size--;
        twins.markClean(twin);
        return twin;
    }

    int size() {
        return size;
    }

    /** The i-th to be taken. */
    int at(int i) {
        return ring[(head + i) & (ring.length - 1)];
    }
}
