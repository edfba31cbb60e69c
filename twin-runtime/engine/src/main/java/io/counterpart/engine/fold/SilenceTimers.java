package io.counterpart.engine.fold;

import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which twin falls silent next. A heap by time and number, looked at lazily: a twin that is heard again stays where it is, and is
 * put back when its old time comes, so that a reading costs nothing here. All of it follows from the twins; it is not kept.
 */
final class SilenceTimers {

    private static final long NO_TIMER = Long.MAX_VALUE;

    private final Twins twins;
    private final long silenceMs;
    private final BitSet waiting = new BitSet();
    private long[] due = new long[64];
    private int[] who = new int[64];
    private int size;

    SilenceTimers(Twins twins, long silenceMs) {
        this.twins = twins;
        this.silenceMs = silenceMs;
        for (int number = 0; number < twins.count(); number++) {
            watch(number);
        }
    }

    /** Sees to it that the twin is called silent when its time comes. */
    void watch(int number) {
        if (waiting.get(number)) {
            return;
        }
        long at = dueOf(number);
        if (at == NO_TIMER) {
            return;
        }
        waiting.set(number);
        if (size == due.length) {
            due = Arrays.copyOf(due, size * 2);
            who = Arrays.copyOf(who, size * 2);
        }
        siftUp(size++, at, number);
    }

    private long dueOf(int number) {
        Twin twin = twins.twin(number);
        return twin.isSilent() || twin.isRemoved() || twin.lastHeardMs() == Twin.NEVER
                ? NO_TIMER
                : twin.lastHeardMs() + silenceMs;
    }

    /** When the next twin falls silent, unless it is heard before; {@link Long#MAX_VALUE} for never. */
    long nextDueMs() {
        while (size > 0) {
            long actual = dueOf(who[0]);
            if (actual == due[0]) {
                return actual;
            }
            if (actual == NO_TIMER) {
                removeFirst();
            } else {
                siftDown(actual, who[0]);
            }
        }
        return NO_TIMER;
    }

    /** Takes out the next twin whose time has come by then, -1 for none. In order of their times, then of their numbers. */
    int pollDue(long byMs) {
        if (nextDueMs() > byMs || size == 0) {
            return -1;
        }
        int first = who[0];
        removeFirst();
        return first;
    }

    private void removeFirst() {
        waiting.clear(who[0]);
        size--;
        if (size > 0) {
            siftDown(due[size], who[size]);
        }
    }

    private void siftUp(int from, long at, int number) {
        int i = from;
        while (i > 0) {
            int parent = (i - 1) >>> 1;
            if (!isBefore(at, number, due[parent], who[parent])) {
                break;
            }
            due[i] = due[parent];
            who[i] = who[parent];
            i = parent;
        }
        due[i] = at;
        who[i] = number;
    }

    private void siftDown(long at, int number) {
        int i = 0;
        while (2 * i + 1 < size) {
            int child = 2 * i + 1;
            if (child + 1 < size && isBefore(due[child + 1], who[child + 1], due[child], who[child])) {
                child++;
            }
            if (!isBefore(due[child], who[child], at, number)) {
                break;
            }
            due[i] = due[child];
            who[i] = who[child];
            i = child;
        }
        due[i] = at;
        who[i] = number;
    }

    private static boolean isBefore(long due, int who, long otherDue, int otherWho) {
        return due < otherDue || (due == otherDue && who < otherWho);
    }
}
