package io.counterpart.engine.backfill;

import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.signal.Outcome;
import io.counterpart.engine.signal.Owner;
import io.counterpart.engine.signal.SignalPlan;
import io.counterpart.engine.signal.SignalReading;
import io.counterpart.engine.signal.TwinSignals;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.unit.Conversions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * Works out a twin's past once more: it is given what was measured, time by time, and gives the rows of what the type makes of it. The
 * same past gives the same rows, whoever works it out and how often.
 */
public final class PastSignals {

    /** Rows of one cause and time are told apart by this; it comes round long after a time has passed. */
    private static final int ELEMENTS = 1 << 16;

    /** What was kept in more units than so many, all in all, is left out, the oldest first. */
    static final int SOURCES_MAX = 3_000;

    /**
     * Where values stand that something is made of.
     *
     * @param property the property, by its place
     * @param schema how they are kept
     * @param slot where
     * @param convert from what stands there to the property's number: what is kept in a former unit stands in a slot of its own
     */
    public record Source(int property, ValueSchema schema, int slot, DoubleUnaryOperator convert) {}

    private final Backfill backfill;
    private final TwinSignals signals;
    private final List<Source> sources = new ArrayList<>();
    private final Set<Integer> slots = new HashSet<>();
    private final SignalReading reading = new SignalReading();
    private final Outcome outcome = new Outcome();
    private final HistoryRow row = new HistoryRow();
    private long readings;
    private long values;

    /**
     * Before the first value.
     *
     * @throws IllegalArgumentException where the type makes nothing
     */
    public PastSignals(Backfill backfill) {
        this.backfill = backfill;
        SignalPlan plan = backfill.layout().signals();
        if (plan == null) {
            throw new IllegalArgumentException("the type of " + backfill.twin() + " makes nothing");
        }
        signals = new TwinSignals(plan, new Owner(backfill.twin(), backfill.type()));
        Set<Integer> read = new HashSet<>();
        for (int place : plan.made()) {
            Property property = backfill.layout().property(place);
            if (backfill.properties().contains(property.name())) {
                slots.add(property.slot());
                slots.add(property.qualitySlot());
                slots.add(property.filteredSlot());
                read.addAll(plan.behind(place));
            }
        }
        List<Integer> places = read.stream()
                .sorted()
                .filter(place -> !plan.made().contains(place))
                .toList();
        places.forEach(place -> addFormer(place, SOURCES_MAX - places.size()));
        // After those of former units, so that where two have a value of one time the present one holds.
        for (int place : places) {
            Property now = backfill.layout().property(place);
            sources.add(new Source(place, now.schema(), now.slot(), DoubleUnaryOperator.identity()));
        }
    }

    private void addFormer(int place, int most) {
        Property now = backfill.layout().property(place);
        Conversions conversions = new Conversions();
        List<Source> former = new ArrayList<>();
        for (int i = backfill.layout().size() - 1; i >= 0; i--) {
            Property other = backfill.layout().property(i);
            String then = other.unit();
            String unit = now.unit();
            boolean isFormer = i != place
                    && other.name().equals(now.name())
                    && other.schema().storage() == ValueSchema.Storage.NUMBER;
            if (isFormer && then != null && unit != null && sources.size() + former.size() < most) {
                conversions
                        .between(then, unit)
                        .ifPresent(known -> former.add(new Source(place, other.schema(), other.slot(), known::apply)));
            }
        }
        sources.addAll(former.reversed());
    }

    /** Where the values stand that are to be given. */
    public List<Source> sources() {
        return List.copyOf(sources);
    }

    /** Begins the values of an event time, later than that of all before. */
    public void begin(long ts) {
        // That a device's clock was off is not judged again: each value is taken as if it had come in time.
        reading.begin(ts, ts);
    }

    /** Gives a value of that time; another one of the same property goes. Nothing is made of arrays and of what has several parts. */
    public void add(Source source, Value stored) {
        switch (stored) {
            case Value.Numeric(double number) ->
                reading.add(source.property(), source.convert().applyAsDouble(number));
            case Value.Truth(boolean truth) -> reading.add(source.property(), truth ? 1 : 0);
            case Value.Text(String text) -> reading.add(source.property(), text);
            case Value.Vector _, Value.Json _ -> {}
        }
    }

    /** Ends the values of that time, and gives what is made of them. */
    public void end(Consumer<HistoryRow> rows) {
        if (reading.isEmpty()) {
            return;
        }
        signals.take(reading, outcome);
        // Not 0, which rows of the cause itself have.
        int element = 1 + (int) (readings++ % ELEMENTS);
        int i = 0;
        while (i < outcome.size()) {
            long ts = outcome.ts(i);
            row.begin(backfill.twin(), ts, backfill.knownAt(), backfill.position(), element);
            for (; i < outcome.size() && outcome.ts(i) == ts; i++) {
                if (slots.contains(outcome.slot(i))) {
                    row.addNumber(outcome.slot(i), outcome.value(i));
                }
            }
            if (!row.isEmpty()) {
                values += row.numbers();
                rows.accept(row);
            }
        }
    }

    /** How many numbers were given. */
    public long values() {
        return values;
    }
}
