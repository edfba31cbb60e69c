package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistorySink;
import io.counterpart.engine.signal.Outcome;
import io.counterpart.engine.signal.SignalReading;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.state.Twin;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Has a twin's signals take its readings, and puts what comes of them where it belongs: into history, the twin and its events. */
final class SignalFold {

    private final TenantId tenant;
    private final HistorySink history;
    private final EventSink events;
    private final SignalReading reading = new SignalReading();
    private final Outcome outcome = new Outcome();
    private final HistoryRow further = new HistoryRow();

    SignalFold(TenantId tenant, HistorySink history, EventSink events) {
        this.tenant = tenant;
        this.history = history;
        this.events = events;
    }

    void begin(long ts, long knownAt) {
        reading.begin(ts, knownAt);
    }

    void add(int property, double value) {
        reading.add(property, value);
    }

    void add(int property, String text) {
        reading.add(property, text);
    }

    /** A value that is made of other twins', NaN for none; believed so far at most. */
    void add(int property, double value, int quality) {
        reading.add(property, value, quality);
    }

    /**
     * What is made of a twin's signals begins with the values that the twin has: they are taken once more, in the order of their times, for
     * the state alone. History has them, and what is made of its past is worked out there.
     */
    void resume(Twin twin, long position, long knownAt) {
        TwinSignals signals = twin.signals();
        if (signals == null) {
            return;
        }
        int[] known = IntStream.range(0, twin.layout().size())
                .filter(i -> isToResume(twin, signals, i))
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(twin::ts).thenComparingLong(twin::valueKnownAt))
                .mapToInt(Integer::intValue)
                .toArray();
        for (int first = 0; first < known.length; ) {
            long ts = twin.ts(known[first]);
            long learned = twin.valueKnownAt(known[first]);
            reading.begin(ts, learned);
            while (first < known.length && twin.ts(known[first]) == ts && twin.valueKnownAt(known[first]) == learned) {
                addAgain(twin, known[first++]);
            }
            if (!isResumed(twin, signals, position)) {
                return;
            }
        }
        if (known.length > 0) {
            take(twin, signals, knownAt);
        }
    }

    private static boolean isToResume(Twin twin, TwinSignals signals, int property) {
        Property of = twin.layout().property(property);
        return twin.ts(property) != Twin.NEVER
                && of.isActive()
                && !of.isComputed()
                && signals.uses(property)
                && (of.schema().storage() == ValueSchema.Storage.NUMBER || twin.text(property) != null);
    }

    private void addAgain(Twin twin, int property) {
        String text = twin.text(property);
        if (text == null) {
            reading.add(property, twin.number(property));
        } else {
            reading.add(property, text);
        }
    }

    /** Takes what was added since the beginning, and stores it: what comes of it at its own time in its own row, all else in further ones. */
    void store(Twin twin, TwinSignals signals, HistoryRow row) {
        take(twin, signals, row);
        if (!row.isEmpty()) {
            history.row(tenant, row);
        }
        storeFurther(twin, row);
    }

    private void take(Twin twin, TwinSignals signals, HistoryRow row) {
        if (reading.isEmpty()) {
            return;
        }
        if (!isTaken(twin, signals, row.position())) {
            return;
        }
        for (int i = 0; i < outcome.size(); i++) {
            if (outcome.ts(i) == row.ts()) {
                row.addNumber(outcome.slot(i), outcome.value(i));
            }
        }
        take(twin, signals, row.knownAt());
    }

    /** Gives the twin the newest of all that is made of its signals. */
    private static void take(Twin twin, TwinSignals signals, long knownAt) {
        signals.made((property, value, ts) -> {
            if (Double.isNaN(value)) {
                twin.forget(property);
            } else if (ts != twin.ts(property) || !twin.holdsNumber(property, value)) {
                twin.setNumber(property, value, ts, knownAt);
            }
        });
    }

    private boolean isTaken(Twin twin, TwinSignals signals, long position) {
        try {
            signals.take(reading, outcome);
            return true;
        } catch (IllegalArgumentException | IllegalStateException defect) {
            beginAnew(twin, position, defect);
            return false;
        }
    }

    private boolean isResumed(Twin twin, TwinSignals signals, long position) {
        try {
            signals.resume(reading);
            return true;
        } catch (IllegalArgumentException | IllegalStateException defect) {
            beginAnew(twin, position, defect);
            return false;
        }
    }

    /** A defect in what is made of a value must not cost the value: then the twin's signals begin anew, and it is said. */
    private void beginAnew(Twin twin, long position, RuntimeException defect) {
        outcome.clear();
        twin.beginSignalsAnew();
        events.unreadable(position, "the signals of " + twin.id() + " begin anew: " + defect.getMessage());
    }

    /** What came of it at other times: rows of the same cause, after its own. */
    private void storeFurther(Twin twin, HistoryRow row) {
        if (reading.isEmpty()) {
            return;
        }
        storeOutcome(twin, row.ts(), row.knownAt(), row.position(), row.element());
    }

    private void storeOutcome(Twin twin, long except, long knownAt, long position, int element) {
        int i = 0;
        while (i < outcome.size()) {
            long ts = outcome.ts(i);
            further.begin(twin.id(), ts, knownAt, position, element);
            for (; i < outcome.size() && outcome.ts(i) == ts; i++) {
                further.addNumber(outcome.slot(i), outcome.value(i));
            }
            if (ts != except) {
                history.row(tenant, further);
            }
        }
    }

    /** Finds the gaps that there are by now. */
    void gaps(Twin twin, TwinSignals signals, long dueAtMs, long position, long knownAt) {
        signals.gaps(dueAtMs, outcome);
        storeOutcome(twin, Twin.NEVER, knownAt, position, 0);
        say(twin, signals, 0, position, knownAt);
    }

    /** Says what has changed in what is wrong with the twin's signals. */
    void say(Twin twin, TwinSignals signals, long position, long knownAt) {
        say(twin, signals, TwinSignals.SAID_EVERY_MS, position, knownAt);
    }

    private void say(Twin twin, TwinSignals signals, long everyMs, long position, long knownAt) {
        signals.changes(
                knownAt,
                everyMs,
                property -> twin.layout().property(property).unit(),
                (property, ts, score, findings) -> events.event(
                        new TwinEvent.Judged(twin.id(), position, knownAt, property, ts, score, findings)));
    }
}
