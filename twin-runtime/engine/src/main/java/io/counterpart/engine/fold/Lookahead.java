package io.counterpart.engine.fold;

import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.engine.state.Twins;

/**
 * Finds the twins of the readings that come next. Of a large fleet nearly every one has to be fetched from memory, which takes longer than all
 * that is then done with it. Asked for one by one they are waited for one by one; asked for some at once, the processor waits for
 * all of them together.
 */
final class Lookahead {

    /** As many as the processor fetches at once, about; more would push out the first before it is used. */
    private static final int ENTRIES = 16;

    private static final int NOT_THERE = -1;

    private final Twins twins;
    private final FrameReader scout = new FrameReader();
    private final int[] numbers = new int[ENTRIES];
    private int first;
    private int count;

    /** Keeps what was read only to have it fetched: what nobody needs the compiler would not read. */
    long touched;

    Lookahead(Twins twins) {
        this.twins = twins;
    }

    /** Begins with another frame. */
    void begin() {
        first = 0;
        count = 0;
    }

    /** The number of the twin of the reading at which the reader stands, -1 where there was none when it was looked for. */
    int twinOf(FrameReader reading) {
        if (reading.entry() >= first + count) {
            look(reading);
        }
        int number = numbers[reading.entry() - first];
        return number >= 0 ? number : find(reading);
    }

    private void look(FrameReader from) {
        scout.of(from);
        first = from.entry();
        count = 0;
        do {
            numbers[count++] = scout.kind() == EntryKind.READING ? find(scout) : NOT_THERE;
        } while (count < ENTRIES && hasNext());
        long sum = 0;
        for (int i = 0; i < count; i++) {
            if (numbers[i] >= 0) {
                sum += twins.twin(numbers[i]).touch();
            }
        }
        touched = sum;
    }

    /** What is wrong with an entry is said when its turn comes. */
    private boolean hasNext() {
        try {
            return scout.next();
        } catch (MalformedContract | IllegalArgumentException e) {
            return false;
        }
    }

    private int find(FrameReader reading) {
        return twins.find(reading.bytes(), reading.twinOffset(), reading.twinLength());
    }
}
