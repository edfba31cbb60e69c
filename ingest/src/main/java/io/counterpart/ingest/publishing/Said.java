package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.input.EntryKind;
import org.jspecify.annotations.Nullable;

/**
 * What a device says, without the bytes. Make it once and keep it: what is said again and again is said of the same.
 *
 * @param kind one that devices say
 * @param about the component or the command; null for the twin itself
 */
public record Said(EntryKind kind, @Nullable String about) {

    /** A reading of the twin itself. */
    public static final Said READING = new Said(EntryKind.READING, null);

    public Said {
        if (!kind.isSpoken()) {
            throw new IllegalArgumentException("no device says a " + kind);
        }
    }

    /** A reading of this component. */
    public static Said reading(String component) {
        return new Said(EntryKind.READING, component);
    }

    /** That the device has this command. */
    public static Said delivery(CommandId command) {
        return new Said(EntryKind.COMMAND_DELIVERED, command.value());
    }

    /** What the device answers to this command. */
    public static Said answer(CommandId command) {
        return new Said(EntryKind.COMMAND_ANSWERED, command.value());
    }
}
