package io.counterpart.contracts.twin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One property of a twin as it stands.
 *
 * @param schema what its values are
 * @param unit the type's unit, a DTDL unit name; null where the type names none
 * @param slot its place among the twin's properties of the same storage, given once and never reused: by it history finds
 *     the values
 * @param value the value of the newest event time
 * @param ts when it was so, epoch milliseconds
 * @param knownAt when the platform learned it, epoch milliseconds
 * @param judged how far the value is believed; null where the type declares nothing to judge it by
 * @param filtered what the type's filter makes of it; null where it declares none
 * @param related of how many other twins' values it is made; null where it is made of none
 * @param desired what somebody wants it to be; null where nobody does
 */
public record PropertyState(
        ValueSchema schema,
        @Nullable String unit,
        int slot,
        @Nullable Value value,
        long ts,
        long knownAt,
        @Nullable Judged judged,
        @Nullable Filtered filtered,
        @Nullable Related related,
        @Nullable Desired desired) {

    /** A property that is neither judged nor filtered nor desired. */
    public PropertyState(
            ValueSchema schema, @Nullable String unit, int slot, @Nullable Value value, long ts, long knownAt) {
        this(schema, unit, slot, value, ts, knownAt, null, null, null, null);
    }

    /**
     * How far a value is believed.
     *
     * @param slot its own place among the twin's numbers: there history keeps what is below 100
     * @param score 0 to 100, 100 where nothing was found
     * @param findings what holds now, the worst first
     */
    public record Judged(int slot, int score, List<Finding> findings) {
        public Judged {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Something that was found wrong with a signal.
     *
     * @param finding a stable word, such as {@code stuck}
     * @param since when it began, epoch milliseconds of event time
     * @param what a sentence with its figures
     */
    public record Finding(String finding, long since, String what) {}

    /**
     * Of which other twins' values it is made.
     *
     * @param twins how many the relationship leads to
     * @param used how many of them have a value that is used
     * @param circular whether it is made of itself, by way of other twins: then it has no value
     */
    public record Related(int twins, int used, boolean circular) {}

    /**
     * What the filter makes of a property's values.
     *
     * @param slot its own place among the twin's numbers
     * @param value the newest, null before the first
     * @param ts when it came to be so, epoch milliseconds
     */
    public record Filtered(int slot, @Nullable Double value, long ts) {}

    /**
     * What a property shall be.
     *
     * @param value in the property's unit
     * @param since when that became known, epoch milliseconds
     */
    public record Desired(Value value, long since) {}
}
