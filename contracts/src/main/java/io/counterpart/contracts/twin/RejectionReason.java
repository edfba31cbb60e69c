package io.counterpart.contracts.twin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Why what a device sent could not be used: stable words, which device makers write code against. */
public enum RejectionReason {
    MALFORMED_JSON("malformed-json"),
    NOT_UTF8("not-utf8"),
    NOT_TELEMETRY("not-telemetry"),
    TOO_DEEP("too-deep"),
    TOO_MANY_VALUES("too-many-values"),
    DUPLICATE_KEY("duplicate-key"),
    NOT_FINITE("not-finite"),
    NUMBER_TOO_LARGE("number-too-large"),
    TEXT_TOO_LONG("text-too-long"),
    ARRAY_TOO_LONG("array-too-long"),
    INVALID_PROPERTY_NAME("invalid-property-name"),
    UNKNOWN_PROPERTY("unknown-property"),
    TOO_MANY_PROPERTIES("too-many-properties"),
    TOO_MANY_TWINS("too-many-twins"),
    WRONG_SCHEMA("wrong-schema"),
    WRONG_UNIT("wrong-unit"),
    COMPUTED_PROPERTY("computed-property"),
    INVALID_TIME("invalid-time"),
    TIME_OUT_OF_RANGE("time-out-of-range"),
    TWIN_REMOVED("twin-removed"),
    UNKNOWN_TYPE("unknown-type"),
    NOT_AN_ANSWER("not-an-answer"),
    UNKNOWN_COMMAND("unknown-command");

    private final String word;

    RejectionReason(String word) {
        this.word = word;
    }

    @JsonValue
    public String word() {
        return word;
    }

    @JsonCreator
    static RejectionReason fromJson(String word) {
        for (RejectionReason reason : values()) {
            if (reason.word.equals(word)) {
                return reason;
            }
        }
        throw new IllegalArgumentException("unknown reason '" + word + "'");
    }
}
