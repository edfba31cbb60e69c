package io.counterpart.engine.fold;

import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The twins that changed since their state was published last, each once. One that somebody looks at comes first, some ten times a
 * second at most. Then a twin that has been quiet comes before those that change all the time: of these somebody sees the newest state
 * soon anyway, of the quiet one its one change. Among equals the one that waits longest is first.
 */
final class DirtyTwins {

    /** Of a twin that was published so long ago, the change is shown before others. */
    private static final long QUIET_MS = 500;

    /** What a person sees as at once: no twin comes before others more often than this. */
    private static final long PACE_MS = 100;

    private final Twins twins;
    private final Queue watched = new Queue();
    private final Queue quiet = new Queue();
    private final Queue busy = new Queue();

    /** Watched, and published a moment ago: until their time has come others go first. */
    private final Queue paced = new Queue();

    private final List<Queue> inOrder = List.of(watched, quiet, busy, paced);

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

        /** Takes it out, wherever it stands; whether it was there. */
        boolean take(int number) {
            for (int i = 0; i < size; i++) {
                if (at(i) == number) {
                    for (int j = i; j > 0; j--) {
                        ring[(head + j) & (ring.length - 1)] = at(j - 1);
                    }
                    remove();
                    return true;
                }
            }
            return false;
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
            queueOf(twin, knownAt).add(number);
        }
        while (paced.size > 0 && rested(twins.twin(paced.at(0)), knownAt)) {
            watched.add(paced.remove());
        }
    }

    /** Somebody begins to look at a twin: if it waits among others, be they many after a restart, it waits no longer. */
    void watched(int number) {
        if (busy.take(number) || quiet.take(number)) {
            watched.add(number);
        }
    }

    private Queue queueOf(Twin twin, long knownAt) {
        if (twin.isWatchedAt(knownAt)) {
            return rested(twin, knownAt) ? watched : paced;
        }
        return knownAt - twin.publishedAtMs() >= QUIET_MS ? quiet : busy;
    }

    private static boolean rested(Twin twin, long knownAt) {
        return knownAt - twin.publishedAtMs() >= PACE_MS;
    }

    @Nullable Twin poll() {
        for (Queue queue : inOrder) {
            if (queue.size > 0) {
                Twin twin = twins.twin(queue.remove());
                twins.markClean(twin);
                return twin;
            }
        }
        return null;
    }

    int size() {
        return urgent() + busy.size + paced.size;
    }

    /** How many of them, the first to be taken, are watched or had been quiet before. */
    int urgent() {
        return watched.size + quiet.size;
    }

    /** All of them, the first to be taken first. */
    int[] numbers() {
        int[] all = new int[size()];
        int next = 0;
        for (Queue queue : inOrder) {
            for (int i = 0; i < queue.size; i++) {
                all[next++] = queue.at(i);
            }
        }
        return all;
    }
}
