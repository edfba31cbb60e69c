package io.counterpart.engine.fold;

import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import org.jspecify.annotations.Nullable;

/**
 * The twins that changed since their state was published last, each once. A twin that has been quiet comes before those that change
 * all the time: of these somebody sees the newest state soon anyway, of the quiet one its one change. Among equals the one that waits
 * longest is first.
 */
final class DirtyTwins {

    /** Of a twin that was published so long ago, the change is shown before others. */
    private static final long QUIET_MS = 500;

    private final Twins twins;
    private final Queue quiet = new Queue();
    private final Queue busy = new Queue();

    DirtyTwins(Twins twins) {
        this.twins = twins;
    }

    /** Numbers of twins, first in, first out. */
    private static final class Queue {
        private int[] ring = new int[64];
        private int head;
        private int size;

        void add(int number) {
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

        int remove() {
            int number = ring[head];
            head = (head + 1) & (ring.length - 1);
            size--;
            return number;
        }

        int at(int i) {
            return ring[(head + i) & (ring.length - 1)];
        }
    }

    /**
     * @param knownAt when it changed, epoch milliseconds
     */
    void add(int number, long knownAt) {
        Twin twin = twins.twin(number);
        if (twins.markDirty(twin)) {
            (knownAt - twin.publishedAtMs() >= QUIET_MS ? quiet : busy).add(number);
        }
    }

    @Nullable Twin poll() {
        if (size() == 0) {
            return null;
        }
        Twin twin = twins.twin((quiet.size > 0 ? quiet : busy).remove());
        twins.markClean(twin);
        return twin;
    }

    int size() {
        return quiet.size + busy.size;
    }

    /** How many of them, the first to be taken, had been quiet before. */
    int ofQuiet() {
        return quiet.size;
    }

    /** The i-th to be taken. */
    int at(int i) {
        return i < quiet.size ? quiet.at(i) : busy.at(i - quiet.size);
    }
}
