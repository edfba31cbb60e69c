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
 * <p>What comes from before the window, and is not late only because its own signals were heard last even before, is taken by what the
 * window begins with, and what is inside once more.
 *
 * <p>Costs: each reading is taken twice, once when it comes and once when it leaves the window; a late one as often as there are
 * readings in the window.
 */
final class Reordering {

    /** How many readings are kept at most; beyond it the oldest leave the window early. */
    static final int ENTRIES_MAX = 1_000;

    /** How many numbers came of them at most, beyond which they leave as well: a value that fills a long grid counts for many. */
    private static final int NUMBERS_MAX = 50_000;

    private static final int BYTES_EACH = 24;
    private static final long NEVER = Long.MIN_VALUE;

    private final SignalPlan plan;
    private final Signals base;
    private final List<SignalReading> entries;

    /**
     * What history was told and no reading comes to any more: that a value made of others is none (a quality of 0), and what a filter
     * stood at where it has not moved (NaN while it is none).
     */
    private final Outcome leftOver;

    /** What is as old, or older, has left the window. */
    private long horizon = NEVER;

    /** Until when, in known time, gaps were looked for. */
    private long lookedForGapsUntil = NEVER;

    Reordering(SignalPlan plan, Owner owner) {
        this(plan, new Signals(plan, owner), new ArrayList<>(), new Outcome());
    }

    private Reordering(SignalPlan plan, Signals base, List<SignalReading> entries, Outcome leftOver) {
        this.plan = plan;
        this.base = base;
        this.entries = entries;
        this.leftOver = leftOver;
    }

    boolean isInside(long ts) {
        return ts > horizon;
    }

    void lookedForGaps(long knownAtMs) {
        lookedForGapsUntil = Math.max(lookedForGapsUntil, knownAtMs);
    }

    /**
     * Takes a reading: in its place where it is inside of the window, and before all that are inside where it is not.
     *
     * @param head the signals as they stand
     * @param outcome is given what is new or has changed in all readings
     * @return the signals as they stand now
     */
    Signals take(Signals head, SignalReading given, Outcome outcome) {
        if (!isInside(given.ts)) {
            Retelling retelling = told(head);
            Outcome right = Outcome.withUnmoved();
            base.take(given, right);
            retelling.isNew(right);
            return repaired(retelling, outcome);
        }
        SignalReading reading = given.copy();
        int at = placeOf(reading.ts);
        Signals now = head;
        if (at == entries.size()) {
            Outcome told = leftOver.size() == 0 ? outcome : Outcome.withUnmoved();
            head.take(reading, told);
            makeGood(told);
            reading.outcome = told.copy();
            outcome.set(reading.outcome);
            entries.add(reading);
        } else {
            Retelling retelling = told(head);
            if (entries.get(at).ts == reading.ts) {
                entries.get(at).add(reading);
            } else {
                entries.add(at, reading);
            }
            now = repaired(retelling, outcome);
        }
        moveOn();
        return now;
    }

    /** Takes a reading that is told already, and can be moved by none that comes. */
    void resume(SignalReading reading) {
        base.take(reading, new Outcome());
        horizon = Math.max(horizon, reading.ts);
    }

    /** The place of the first reading that is not older. */
    private int placeOf(long ts) {
        int at = entries.size();
        while (at > 0 && entries.get(at - 1).ts >= ts) {
            at--;
        }
        return at;
    }

    /** Tells what was left over and is there again, where it is not told anyway. */
    private void makeGood(Outcome outcome) {
        for (int i = leftOver.size() - 1; i >= 0; i--) {
            long ts = leftOver.ts(i);
            int slot = leftOver.slot(i);
            double again = plan.judgedIn(slot) < 0
                    ? outcome.unmoved(ts, slot)
                    : outcome.indexOf(ts, plan.property(plan.judgedIn(slot)).slot()) < 0
                            ? Double.NaN
                            : Finding.FULL_QUALITY;
            boolean isTold = outcome.indexOf(ts, slot) >= 0;
            if (!isTold && Double.isFinite(again)) {
                outcome.add(ts, slot, again);
            }
            if (isTold || Double.isFinite(again)) {
                leftOver.remove(i);
            }
        }
    }

    private Retelling told(Signals head) {
        Retelling retelling = new Retelling(plan);
        entries.forEach(reading -> retelling.wasTold(reading.outcome));
        retelling.wasTold(leftOver);
        Outcome gaps = new Outcome();
        head.tellGaps(gaps);
        retelling.wasTold(gaps);
        return retelling;
    }

    private Signals repaired(Retelling retelling, Outcome outcome) {
        Signals now = base.copy();
        for (SignalReading reading : entries) {
            Outcome right = Outcome.withUnmoved();
            now.take(reading, right);
            retelling.isRight(right);
            reading.outcome = right.copy();
        }
        Outcome gaps = new Outcome();
        now.gaps(lookedForGapsUntil, gaps);
        retelling.isRight(gaps);
        retelling.tell(outcome, leftOver);
        return now;
    }

    private void moveOn() {
        long newest = entries.getLast().ts;
        horizon = Math.max(horizon, newest - plan.orderWindowMs());
        int left = 0;
        long numbers = 0;
        for (SignalReading reading : entries) {
            numbers += reading.outcome.size();
        }
        while (left < entries.size()
                && (entries.get(left).ts <= horizon || entries.size() - left > ENTRIES_MAX || numbers > NUMBERS_MAX)) {
            SignalReading leaving = entries.get(left++);
            numbers -= leaving.outcome.size();
            horizon = Math.max(horizon, leaving.ts);
            // It was told when it came.
            base.take(leaving, new Outcome());
        }
        entries.subList(0, left).clear();
        for (int i = leftOver.size() - 1; i >= 0; i--) {
            if (leftOver.ts(i) <= horizon && base.isSettled(leftOver.ts(i), leftOver.slot(i))) {
                leftOver.remove(i);
            }
        }
    }

    void write(BinaryOutput out) {
        base.write(out);
        leftOver.write(out);
        out.putLong(horizon);
        out.putLong(lookedForGapsUntil);
        out.putInt(entries.size());
        entries.forEach(reading -> reading.write(out));
    }

    static Reordering read(BinaryInput in, SignalPlan plan, Owner owner) {
        Signals base = Signals.read(in, plan, owner);
        Outcome leftOver = Outcome.read(in);
        long horizon = in.getLong();
        long lookedForGapsUntil = in.getLong();
        int count = in.getCount(BYTES_EACH);
        List<SignalReading> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            entries.add(SignalReading.read(in));
        }
        Reordering read = new Reordering(plan, base, entries, leftOver);
        read.horizon = horizon;
        read.lookedForGapsUntil = lookedForGapsUntil;
        return read;
    }
}
