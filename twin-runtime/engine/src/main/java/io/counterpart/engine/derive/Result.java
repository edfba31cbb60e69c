package io.counterpart.engine.derive;

import io.counterpart.contracts.identity.PropertyName;

/** What became of an evaluation. The quality of a value is the lowest of those that were read for it, 100 where none was. */
public sealed interface Result {

    /** A finite number, in the unit of the derived property. */
    record OfNumber(double value, int quality) implements Result {}

    /** True or false. */
    record OfTruth(boolean value, int quality) implements Result {}

    /** A text. */
    record OfText(String value, int quality) implements Result {}

    /**
     * No value, for one that it needs is not there.
     *
     * @param property the first that was missed
     */
    record Missing(PropertyName property) implements Result {}

    /**
     * No value, for what was to be worked out has none: a division by zero.
     *
     * @param position where in the expression, in {@code char}s from its start
     * @param reason a sentence
     */
    record Failed(int position, String reason) implements Result {}
}
