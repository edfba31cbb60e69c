package io.counterpart.engine.signal;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.quality.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets readings of one twin come out of order. It keeps the readings of its type's window, and the signals as they stood before
 * the first of them: one that comes late is put in its place, and all from there on are taken once more. So in the window the
 * outcome depends on the readings and not on how they came.
 *
 * <p>Costs: each reading is taken twice, once when it comes and once when it leaves the window; a late one as often as there are
 * readings in the window.
 */
final class Reordering {

    /** How many readings are kept at most; beyond it the oldest leave the window early. */
    static final int ENTRIES_MAX = 1_000;

    private static final int BYTES_EACH = 24;
    private static final long NEVER = Long.MIN_VALUE;

    private final SignalPlan plan;
    private final Signals base;
    private final List<SignalReading> entries;
    private final Outcome unseen = new Outcome();

    /** What is as old, or older, has left the window. */
    private long horizon = NEVER;

    Reordering(SignalPlan plan) {
        this(plan, new Signals(plan), new ArrayList<>());
    }

    private Reordering(SignalPlan plan, Signals base, List<SignalReading> entries) {
        this.plan = plan;
        this.base = base;
        this.entries = entries;
    }

    boolean isInside(long ts) {
        return ts > horizon;
    }

    /** Has what is outside of the window taken by what it begins with, so that it is not lost when something is repaired. */
    void takeOutside(SignalReading reading) {
        unseen.clear();
        base.take(reading, unseen);
    }

    /**
     * Takes a reading that is inside.
     *
     * @param head the signals as they stand
     * @param outcome is given what is new or has changed in all readings
     * @return the signals as they stand now
     */
    Signals take(Signals head, SignalReading given, Outcome outcome) {
        SignalReading reading = given.copy();
        int at = placeOf(reading.ts);
        boolean isThere = at < entries.size() && entries.get(at).ts == reading.ts;
        Signals now = head;
        if (at == entries.size()) {
            entries.add(reading);
            head.take(reading, reading.outcome);
            append(reading.outcome, outcome);
            reading.outcome = reading.outcome.copy();
        } else {
            if (isThere) {
                merge(entries.get(at), reading);
            } else {
                entries.add(at, reading);
            }
            now = repaired(at, outcome);
        }
        moveOn();
        return now;
    }

    private static void merge(SignalReading into, SignalReading reading) {
        for (int i = 0; i < reading.count; i++) {
            into.add(reading.properties[i], reading.values[i]);
        }
        into.knownAt = Math.max(into.knownAt, reading.knownAt);
    }

    private static void append(Outcome from, Outcome to) {
        for (int i = 0; i < from.size(); i++) {
            to.add(from.ts(i), from.slot(i), from.value(i));
        }
    }

    /** The place of the first reading that is not older. */
    private int placeOf(long ts) {
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).ts >= ts) {
            at--;
        }
        return at;
    }

    private Signals repaired(int from, Outcome outcome) {
        Signals now = base.copy();
        for (int i = 0; i < entries.size(); i++) {
            SignalReading reading = entries.get(i);
            Outcome before = reading.outcome;
            Outcome after = new Outcome();
            now.take(reading, after);
            if (i >= from) {
                difference(now, before, after, outcome);
            }
            reading.outcome = after.copy();
        }
        return now;
    }

    /** What is new or another, and what was said and does not hold any more. */
    private void difference(Signals now, Outcome before, Outcome after, Outcome outcome) {
        for (int i = 0; i < after.size(); i++) {
            int known = before.indexOf(after.ts(i), after.slot(i));
            if (known < 0 || !before.holds(known, after.value(i))) {
                outcome.add(after.ts(i), after.slot(i), after.value(i));
            }
        }
        for (int i = 0; i < before.size(); i++) {
            int slot = before.slot(i);
            if (after.indexOf(before.ts(i), slot) >= 0) {
                continue;
            }
            if (plan.isQuality(slot)) {
                outcome.add(before.ts(i), slot, Finding.FULL_QUALITY);
            } else if (plan.filteredIn(slot) >= 0) {
                outcome.add(before.ts(i), slot, now.filtered(plan.filteredIn(slot)));
            }
        }
    }

    private void moveOn() {
        long newest = entries.getLast().ts;
        horizon = Math.max(horizon, newest - plan.orderWindowMs());
        int left = 0;
        while (left < entries.size() && (entries.get(left).ts <= horizon || entries.size() - left > ENTRIES_MAX)) {
            horizon = Math.max(horizon, entries.get(left).ts);
            takeOutside(entries.get(left++));
        }
        entries.subList(0, left).clear();
    }

    void write(BinaryOutput out) {
        base.write(out);
        out.putLong(horizon);
        out.putInt(entries.size());
        entries.forEach(reading -> reading.write(out));
    }

    static Reordering read(BinaryInput in, SignalPlan plan) {
        Signals base = Signals.read(in, plan);
        long horizon = in.getLong();
        int count = in.getCount(BYTES_EACH);
        List<SignalReading> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(SignalReading.read(in));
        }
        Reordering read = new Reordering(plan, base, entries);
        read.horizon = horizon;
        return read;
    }
}
