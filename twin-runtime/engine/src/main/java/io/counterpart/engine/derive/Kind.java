package io.counterpart.engine.derive;

import io.counterpart.contracts.twin.ValueSchema;

/** What a part of an expression gives. Numbers are doubles, all of them: telemetry keeps no others. */
enum Kind {
    NUMBER("a number"),
    TRUTH("true or false"),
    TEXT("a text"),
    NUMBERS("a list of numbers"),
    TRUTHS("a list of true and false"),
    TEXTS("a list of texts");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    /** The kind of a schema's values. */
    static Kind of(ValueSchema schema) {
        return switch (schema) {
            case DOUBLE, FLOAT, INTEGER, LONG -> NUMBER;
            case BOOLEAN -> TRUTH;
            // What has several parts can be named by no expression.
            case STRING, JSON -> TEXT;
            case DOUBLES -> NUMBERS;
        };
    }

    boolean isList() {
        return this == NUMBERS || this == TRUTHS || this == TEXTS;
    }

    /** The kind of a list's elements. */
    Kind element() {
        return switch (this) {
            case NUMBERS -> NUMBER;
            case TRUTHS -> TRUTH;
            case TEXTS -> TEXT;
            case NUMBER, TRUTH, TEXT -> throw new IllegalStateException(this + " has no elements");
        };
    }

    /** For people: {@code a number}. */
    @Override
    public String toString() {
        return words;
    }
}
