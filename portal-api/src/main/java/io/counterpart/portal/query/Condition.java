package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.List;
import java.util.Set;

/** What a WHERE asks of a row. No deeper than {@link QueryLimits#NESTING_MAX}. */
sealed interface Condition {

    /** How two values are compared. */
    enum Comparator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }

    /** Where in a text another is looked for. */
    enum Place {
        START,
        END,
        ANYWHERE
    }

    /** What is asked of one value. It is never unknown. */
    enum Kind {
        DEFINED,
        NULL,
        NUMBER,
        STRING,
        BOOLEAN
    }

    /** AND. */
    record All(List<Condition> conditions) implements Condition {}

    /** OR. */
    record Any(List<Condition> conditions) implements Condition {}

    /** NOT. */
    record Not(Condition condition) implements Condition {}

    /** {@code t.pressure > 3}. */
    record Comparison(Operand left, Comparator comparator, Operand right) implements Condition {}

    /** {@code t.mode IN ['auto', 'manual']}. */
    record OneOf(Operand operand, Set<Object> values) implements Condition {}

    /** {@code STARTSWITH(t.name, 'P-')}. */
    record Has(Place place, Operand text, Operand part) implements Condition {}

    /** {@code IS_OF_MODEL(t, 'dtmi:com:example:Pump;1')}. */
    record OfModel(int twin, TypeId type, boolean exact) implements Condition {}

    /** {@code IS_DEFINED(t.pressure)}. */
    record Is(Kind kind, Operand operand) implements Condition {}

    /** The variables that must be bound before it can be answered. */
    default int needs() {
        return switch (this) {
            case All(List<Condition> conditions) -> needs(conditions);
            case Any(List<Condition> conditions) -> needs(conditions);
            case Not(Condition condition) -> condition.needs();
            case Comparison(Operand left, Comparator _, Operand right) -> left.needs() | right.needs();
            case OneOf(Operand operand, Set<Object> _) -> operand.needs();
            case Has(Place _, Operand text, Operand part) -> text.needs() | part.needs();
            case OfModel(int twin, TypeId _, boolean _) -> Pattern.twinBit(twin);
            case Is(Kind _, Operand operand) -> operand.needs();
        };
    }

    private static int needs(List<Condition> conditions) {
        return conditions.stream().mapToInt(Condition::needs).reduce(0, (a, b) -> a | b);
    }
}
