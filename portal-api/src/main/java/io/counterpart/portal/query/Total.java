package io.counterpart.portal.query;

import org.jspecify.annotations.Nullable;

/** Adds up one attribute over rows. */
final class Total {

    private final ExactSum sum = new ExactSum();
    private long values;
    private long numbers;
    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;

    void add(@Nullable Object value) {
        if (value == null) {
            return;
        }
        values++;
        if (value instanceof Double number) {
            numbers++;
            sum.add(number);
            least = StrictMath.min(least, number);
            greatest = StrictMath.max(greatest, number);
        }
    }

    /** A Long for COUNT; otherwise a Double, or null where there was no number or the result is too large for one. */
    @Nullable Object of(Selected.Function function) {
        if (function == Selected.Function.COUNT) {
            return values;
        }
        if (numbers == 0) {
            return null;
        }
        return Values.of(
                switch (function) {
                    case COUNT -> values;
                    case SUM -> sum.value();
                    case AVG -> sum.value() / numbers;
                    case MIN -> least;
                    case MAX -> greatest;
                });
    }
}
