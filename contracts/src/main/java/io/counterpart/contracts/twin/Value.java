package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;

/** One value of a property, as JSON writes it: a number, a truth, a text, an array of numbers. */
public sealed interface Value {

    /** A finite number. */
    record Numeric(@JsonValue double value) implements Value {}

    record Truth(@JsonValue boolean value) implements Value {}

    record Text(@JsonValue String value) implements Value {}

    /** An array of finite numbers. */
    record Vector(@JsonValue List<Double> value) implements Value {
        public Vector {
            value = List.copyOf(value);
        }
    }

    /** The value that this piece of JSON stands for. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Value fromJson(Object json) {
        return switch (json) {
            case Number number -> new Numeric(number.doubleValue());
            case Boolean truth -> new Truth(truth);
            case String text -> new Text(text);
            case List<?> list -> new Vector(list.stream().map(Value::element).toList());
            default ->
                throw new IllegalArgumentException(
                        "not a value: " + json.getClass().getSimpleName());
        };
    }

    private static Double element(Object json) {
        if (json instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("an array of values holds numbers only");
    }
}
