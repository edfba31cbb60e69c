package io.counterpart.portal.query;

import org.jspecify.annotations.Nullable;

/** What a column shows, or what an answer is ordered by. */
sealed interface Selected {

    /** A whole twin. */
    record Twin(int twin) implements Selected {}

    /** A whole relationship. */
    record Relationship(int step) implements Selected {}

    /** An attribute. */
    record Value(Operand operand) implements Selected {}

    /** Something of all rows of a group. */
    record Aggregated(Aggregate aggregate) implements Selected {}

    /**
     * A function of rows.
     *
     * @param function which
     * @param argument of what; null where COUNT counts rows
     */
    record Aggregate(Function function, @Nullable Operand argument) {}

    /** Functions of rows. All but COUNT pass over what is no number. */
    enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }
}
