package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One command to a twin, which a device knows a repetition by. Unique in its tenant.
 *
 * @param value letters, digits, {@code _} and {@code -}, 1 to 64 of them
 */
public record CommandId(@JsonValue String value) implements Comparable<CommandId> {

    @JsonCreator
    public CommandId {
        Names.requireName("command id", value);
    }

    /** Whether a command can be called so. */
    public static boolean isValid(String value) {
        return Names.isName(value);
    }

    @Override
    public int compareTo(CommandId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
