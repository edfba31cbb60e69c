package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/** What a property's values are: a DTDL primitive schema that telemetry can carry, or an array of doubles. */
public enum ValueSchema {
    DOUBLE("double", Storage.NUMBER),
    FLOAT("float", Storage.NUMBER),
    INTEGER("integer", Storage.NUMBER),
    LONG("long", Storage.NUMBER),
    BOOLEAN("boolean", Storage.NUMBER),
    STRING("string", Storage.TEXT),
    DOUBLES("doubles", Storage.NUMBERS),

    /** Of several parts: an object, a map, a geometry, an array of other things than doubles. Kept as the text of its JSON. */
    JSON("json", Storage.TEXT);

    /** How history keeps such values: in a slot of a wide row of numbers, or in a row of its own. */
    public enum Storage {
        /** A 64 bit float; booleans are 0 and 1, integers exact up to 2^53. */
        NUMBER,
        TEXT,
        NUMBERS
    }

    private final String word;
    private final Storage storage;

    ValueSchema(String word, Storage storage) {
        this.word = word;
        this.storage = storage;
    }

    /** The schema's name: DTDL's, {@code doubles} for an array of them, and {@code json} for all that has several parts. */
    @JsonValue
    public String word() {
        return word;
    }

    public Storage storage() {
        return storage;
    }

    /** The schema of this name. */
    public static Optional<ValueSchema> named(String word) {
        for (ValueSchema schema : values()) {
            if (schema.word.equals(word)) {
                return Optional.of(schema);
            }
        }
        return Optional.empty();
    }

    @JsonCreator
    static ValueSchema fromJson(String word) {
        return named(word).orElseThrow(() -> new IllegalArgumentException("unknown schema '" + word + "'"));
    }
}
