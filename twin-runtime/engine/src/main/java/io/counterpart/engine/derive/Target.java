package io.counterpart.engine.derive;

import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.unit.Unit;
import org.jspecify.annotations.Nullable;

/**
 * The property that an expression is to give.
 *
 * @param schema what its values are; {@code DOUBLES} cannot be derived
 * @param unit of its numbers; null where it has none, and whatever comes out is right
 */
public record Target(ValueSchema schema, @Nullable Unit unit) {

    private static final double LONG_MAX = 1L << 53;

    Kind kind() {
        return Kind.of(schema);
    }

    /** Whether a number is one of the schema's. */
    boolean takes(double number) {
        return switch (schema) {
            case INTEGER -> number == (int) number;
            case LONG -> number == StrictMath.rint(number) && Math.abs(number) <= LONG_MAX;
            case FLOAT -> Math.abs(number) <= Float.MAX_VALUE;
            case DOUBLE, BOOLEAN, STRING, DOUBLES, JSON -> true;
        };
    }
}
