package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;

/** One value of a property, as JSON writes it: a number, a truth, a text, an array of numbers, or something of several parts. */
public sealed interface Value {

    /** Of what has several parts. */
    JsonMapper MAPPER = new JsonMapper();

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

    /** Something of several parts, which nobody changes. */
    record Json(@JsonValue JsonNode value) implements Value {}

    /** The value that this piece of JSON stands for. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Value fromJson(Object json) {
        return switch (json) {
            case Number number -> new Numeric(number.doubleValue());
            case Boolean truth -> new Truth(truth);
            case String text -> new Text(text);
            case List<?> list
            when isVector(list) -> new Vector(list.stream().map(Value::element).toList());
            case List<?> list -> new Json(MAPPER.valueToTree(list));
            case Map<?, ?> map -> new Json(MAPPER.valueToTree(map));
            default ->
                throw new IllegalArgumentException(
                        "not a value: " + json.getClass().getSimpleName());
        };
    }

    /** Whole numbers alone are kept as they are: they may be longer than a double can tell. */
    private static boolean isVector(List<?> list) {
        return list.stream().allMatch(Number.class::isInstance)
                && (list.isEmpty() || list.stream().anyMatch(Double.class::isInstance));
    }

    private static Double element(Object json) {
        if (json instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("an array of values holds numbers only");
    }
}
