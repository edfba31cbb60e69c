package io.counterpart.engine.draft;

import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What sort of number a property is: only of a measurement can it be said how it should behave. */
enum SignalKind {
    /** There are no readings, or all are the same. */
    CONSTANT,
    /** Grows, and begins anew now and then. */
    COUNTER,
    /** One of a few whole numbers, for a while each. */
    STATE,
    MEASUREMENT;

    /** How many readings tell. */
    private static final int ENOUGH = 20;

    private static final int STATES_MAX = 12;

    /** How often each state is there, on average. */
    private static final int READINGS_PER_STATE = 8;

    /** What is left of a counter that begins anew. */
    private static final double RESET = 0.1;

    private static final int READINGS_PER_RESET = 20;

    /** How many different values a counter has shown at least. */
    private static final int COUNTS = 5;

    static SignalKind of(Numbers numbers, NameWords words, @Nullable Quantity quantity) {
        if (numbers.areConstant()) {
            return CONSTANT;
        }
        if (isCounter(numbers, words, quantity)) {
            return COUNTER;
        }
        return isState(numbers, words, quantity) ? STATE : MEASUREMENT;
    }

    private static boolean isCounter(Numbers numbers, NameWords words, @Nullable Quantity quantity) {
        boolean mayGrow = quantity == null
                ? numbers.areWhole() || has(words, QuantityTable::isTotal)
                : QuantityTable.isCumulative(quantity.semanticType());
        return mayGrow && numbers.size() >= ENOUGH && numbers.min() >= 0 && grows(numbers);
    }

    private static boolean grows(Numbers numbers) {
        double[] values = numbers.values();
        int resets = 0;
        int increases = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] > values[i - 1]) {
                increases++;
            } else if (values[i] < values[i - 1]) {
                resets++;
                if (values[i] > RESET * values[i - 1]) {
                    return false;
                }
            }
        }
        return increases >= COUNTS - 1 && resets * READINGS_PER_RESET <= values.length;
    }

    private static boolean isState(Numbers numbers, NameWords words, @Nullable Quantity quantity) {
        if (quantity != null || !numbers.areWhole() || numbers.size() < ENOUGH) {
            return false;
        }
        long distinct = numbers.distinct();
        if (distinct > STATES_MAX || distinct * READINGS_PER_STATE > numbers.size()) {
            return false;
        }
        return has(words, QuantityTable::isState) || lasts(numbers);
    }

    /** Whether it is more often what it was before than not. */
    private static boolean lasts(Numbers numbers) {
        double[] values = numbers.values();
        int same = 0;
        for (int i = 1; i < values.length; i++) {
            same += values[i] == values[i - 1] ? 1 : 0;
        }
        return 2 * same > values.length;
    }

    private static boolean has(NameWords words, Predicate<String> kind) {
        return words.words().stream().anyMatch(word -> kind.test(word.toLowerCase(Locale.ROOT)));
    }
}
