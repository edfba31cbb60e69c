package io.counterpart.engine.draft;

import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.DraftFrom.Reading;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The readings of one property that are looked at: of its schema, in order of their times, of two at the same time the later in the
 * list, no more than {@link DraftFrom#READINGS_MAX}.
 */
final class Series {

    private final long[] times;
    private final List<Value> values;
    private final int unfit;
    private final int older;

    private Series(long[] times, List<Value> values, int unfit, int older) {
        this.times = times;
        this.values = values;
        this.unfit = unfit;
        this.older = older;
    }

    static Series of(Observed observed) {
        List<Reading> fitting = new ArrayList<>();
        for (Reading reading : observed.readings()) {
            if (fits(observed.schema(), reading.value())) {
                fitting.add(reading);
            }
        }
        int unfit = observed.readings().size() - fitting.size();
        fitting.sort(Comparator.comparingLong(Reading::ts));
        List<Reading> single = new ArrayList<>();
        for (int i = 0; i < fitting.size(); i++) {
            if (i + 1 == fitting.size()
                    || fitting.get(i + 1).ts() != fitting.get(i).ts()) {
                single.add(fitting.get(i));
            }
        }
        int older = Math.max(0, single.size() - DraftFrom.READINGS_MAX);
        List<Reading> kept = single.subList(older, single.size());
        return new Series(
                kept.stream().mapToLong(Reading::ts).toArray(),
                kept.stream().map(Reading::value).toList(),
                unfit,
                older);
    }

    private static boolean fits(ValueSchema schema, Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> isNumeric(schema) && Double.isFinite(number);
            case Value.Truth _ -> schema == ValueSchema.BOOLEAN;
            case Value.Text _ -> schema == ValueSchema.STRING;
            case Value.Vector _ -> schema == ValueSchema.DOUBLES;
            case Value.Json _ -> false;
        };
    }

    private static boolean isNumeric(ValueSchema schema) {
        return switch (schema) {
            case DOUBLE, FLOAT, INTEGER, LONG -> true;
            case BOOLEAN, STRING, DOUBLES, JSON -> false;
        };
    }

    /** In their order. */
    List<Value> values() {
        return values;
    }

    /** How many were not of the schema. */
    int unfit() {
        return unfit;
    }

    /** How many were too many. */
    int older() {
        return older;
    }

    /** Its numbers; none where its values are something else. */
    Numbers numbers() {
        double[] numbers = values.stream()
                .filter(Value.Numeric.class::isInstance)
                .mapToDouble(value -> ((Value.Numeric) value).value())
                .toArray();
        return numbers.length == times.length ? new Numbers(times, numbers) : Numbers.NONE;
    }
}
