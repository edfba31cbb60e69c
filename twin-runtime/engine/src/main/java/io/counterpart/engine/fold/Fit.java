package io.counterpart.engine.fold;

import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.decoding.Telemetry;

/** Whether a value is what a schema demands. */
final class Fit {

    private static final double LONG_MAX = 1L << 53;

    private Fit() {}

    /** The schema that a first value gives its property. */
    static ValueSchema schemaOf(Telemetry.Kind kind) {
        return switch (kind) {
            case NUMBER -> ValueSchema.DOUBLE;
            case TRUTH -> ValueSchema.BOOLEAN;
            case TEXT -> ValueSchema.STRING;
            case ARRAY -> ValueSchema.DOUBLES;
            case UNUSABLE -> throw new IllegalArgumentException("an unusable value has no schema");
        };
    }

    /** Whether the value is of the right kind and, where it is a number, lies in the schema's range. */
    static boolean fits(ValueSchema schema, Telemetry.Kind kind, double number) {
        return switch (schema) {
            case DOUBLE -> kind == Telemetry.Kind.NUMBER && Double.isFinite(number);
            case FLOAT -> kind == Telemetry.Kind.NUMBER && Math.abs(number) <= Float.MAX_VALUE;
            case INTEGER -> kind == Telemetry.Kind.NUMBER && number == (int) number;
            case LONG -> kind == Telemetry.Kind.NUMBER && number == Math.rint(number) && Math.abs(number) <= LONG_MAX;
            case BOOLEAN -> kind == Telemetry.Kind.TRUTH;
            case STRING -> kind == Telemetry.Kind.TEXT;
            case DOUBLES -> kind == Telemetry.Kind.ARRAY;
            case JSON -> false;
        };
    }

    /** The same of a value that somebody wants. */
    static boolean fits(ValueSchema schema, Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> fits(schema, Telemetry.Kind.NUMBER, number);
            case Value.Truth _ -> fits(schema, Telemetry.Kind.TRUTH, 0);
            case Value.Text _ -> fits(schema, Telemetry.Kind.TEXT, 0);
            case Value.Vector _ -> fits(schema, Telemetry.Kind.ARRAY, 0);
            case Value.Json _ -> false;
        };
    }

    /** A sentence on why not, for the device's maker. */
    static String refusal(ValueSchema schema) {
        return "the value is not what the property takes: "
                + switch (schema) {
                    case DOUBLE -> "a number in the range of 64 bit floats";
                    case FLOAT -> "a number in the range of 32 bit floats";
                    case INTEGER -> "a whole number of 32 bits";
                    case LONG -> "a whole number up to 2^53";
                    case BOOLEAN -> "true or false";
                    case STRING -> "a text";
                    case DOUBLES -> "an array of numbers";
                    case JSON -> "of several parts";
                };
    }
}
