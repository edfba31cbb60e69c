package io.counterpart.engine.fold;

import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * Whose time comes next, for one kind of time that twins have. A heap by time and number, looked at lazily: a twin whose time moves
 * on stays where it is, and is put back when its old time comes, so that a reading costs nothing here. All of it follows from the
 * twins; it is not kept.
 */
final class Timers {

    /** The time of a twin that waits for nothing. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int LEFT_OVER_MAX = 64;

    private final Twins twins;
    private final ToLongFunction<Twin> dueOf;
    private long[] due = new long[64];
    private int[] who = new int[64];
    private int size;

    /** By twin, under which time it stands in the heap; what stands there under another time is left over. */
    private long[] standsAt = new long[0];

    /**
     * @param dueOf when a twin's time comes, {@link #NEVER} for not at all
     */
    Timers(Twins twins, ToLongFunction<Twin> dueOf) {
        this.twins = twins;
        this.dueOf = dueOf;
        for (int number = 0; number < twins.count(); number++) {
            watch(number);
        }
    }

    /** Sees to it that the twin's time is not missed; needed only where it may be sooner than it was. */
    void watch(int number) {
        long at = dueOf.applyAsLong(twins.twin(number));
        if (at == NEVER) {
            return;
        }
        if (number >= standsAt.length) {
            int before = standsAt.length;
            standsAt = Arrays.copyOf(standsAt, Math.max(64, (number + 1) * 3 / 2));
            Arrays.fill(standsAt, before, standsAt.length, NEVER);
        }
        if (at >= standsAt[number]) {
            return;
        }
        if (size > 2 * twins.count() + LEFT_OVER_MAX) {
            dropLeftOvers();
        }
        if (size == due.length) {
            due = Arrays.copyOf(due, size * 2);
            who = Arrays.copyOf(who, size * 2);
        }
        standsAt[number] = at;
        siftUp(size++, at, number);
    }

    private void dropLeftOvers() {
        int before = size;
        size = 0;
        for (int i = 0; i < before; i++) {
            if (standsAt[who[i]] == due[i]) {
                siftUp(size++, due[i], who[i]);
            }
        }
    }

    /** When the next twin's time comes, unless something happens before; {@link #NEVER} for not at all. */
    long nextDueMs() {
        while (size > 0) {
            int number = who[0];
            if (standsAt[number] != due[0]) {
                removeFirst();
                continue;
            }
            long actual = dueOf.applyAsLong(twins.twin(number));
            if (actual == due[0]) {
                return actual;
            }
            standsAt[number] = actual;
            if (actual == NEVER) {
                removeFirst();
            } else {
                siftDown(actual, number);
            }
        }
        return NEVER;
    }

    /** Takes out the next twin whose time has come by then, -1 for none. In order of their times, then of their numbers. */
    int pollDue(long byMs) {
        if (nextDueMs() > byMs || size == 0) {
            return -1;
        }
        int first = who[0];
        standsAt[first] = NEVER;
        removeFirst();
        return first;
    }

    private void removeFirst() {
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
