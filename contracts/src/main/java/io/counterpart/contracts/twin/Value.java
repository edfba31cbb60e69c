package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;

/** One value of a property, as JSON writes it: a number, a truth, a text, an array of numbers. */
public sealed interface Value {

    /** A finite number. */
    record Number(@JsonValue double value) implements Value {}

    record Truth(@JsonValue boolean value) implements Value {}

    record Text(@JsonValue String value) implements Value {}

    /** An array of finite numbers; it is never changed after it was made. */
    record Numbers(@JsonValue double[] value) implements Value {
        @Override
        public boolean equals(Object other) {
            return other instanceof Numbers(double[] values) && Arrays.equals(value, values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(value);
        }

        @Override
        public String toString() {
            return Arrays.toString(value);
        }
    }

    /** The value that this piece of JSON stands for. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Value fromJson(Object json) {
        return switch (json) {
            case java.lang.Number number -> new Number(number.doubleValue());
            case Boolean truth -> new Truth(truth);
            case String text -> new Text(text);
            case List<?> list ->
                new Numbers(list.stream()
                        .mapToDouble(item -> {
                            if (item instanceof java.lang.Number number) {
                                return number.doubleValue();
                            }
                            throw new IllegalArgumentException("an array of values holds numbers only");
                        })
                        .toArray());
            default ->
                throw new IllegalArgumentException(
                        "not a value: " + json.getClass().getSimpleName());
        };
    }
}
