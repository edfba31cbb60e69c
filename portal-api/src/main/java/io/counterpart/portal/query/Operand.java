package io.counterpart.portal.query;

import java.util.List;

/** What stands on one side of a comparison, or in a column: a value of the text, or something of a row. */
sealed interface Operand {

    /** What a twin is by itself, whatever its type. */
    enum Own {
        ID,
        TYPE,
        NAME,
        QUALITY
    }

    /**
     * A value of the text.
     *
     * @param value Double, String or Boolean
     */
    record Literal(Object value) implements Operand {}

    /** {@code t.$dtId}, {@code t.type}, {@code t.name}, {@code t.quality}. */
    record OfTwin(int twin, Own attribute) implements Operand {}

    /** {@code t.pressure}, {@code t.pump.speed}. */
    record Property(int twin, String path) implements Operand {}

    /** {@code r.name}. */
    record RelationshipName(int step) implements Operand {}

    /** {@code r.since}; a path leads into a property that is an object. */
    record RelationshipProperty(int step, List<String> path) implements Operand {}

    /** The variables that must be bound before it has a value. */
    default int needs() {
        return switch (this) {
            case Literal _ -> 0;
            case OfTwin(int twin, Own _) -> Pattern.twinBit(twin);
            case Property(int twin, String _) -> Pattern.twinBit(twin);
            case RelationshipName(int step) -> Pattern.stepBit(step);
            case RelationshipProperty(int step, List<String> _) -> Pattern.stepBit(step);
        };
    }
}
