package io.counterpart.contracts.input;

import io.counterpart.contracts.json.MalformedContract;

/** What an entry of a frame is; the code is its first byte and never changes its meaning. */
public enum EntryKind {
    /** What a device sent, as it sent it. */
    READING(1),
    /** {@link Input.TwinDefined} as JSON. */
    TWIN_DEFINED(2),
    /** {@link Input.TwinRemoved} as JSON. */
    TWIN_REMOVED(3),
    /** The owner's own: the time has come for which a timer of the partition was set. */
    TICK(4),
    /** {@link Input.TwinWatched} as JSON. */
    TWIN_WATCHED(5),
    /** {@link Input.RelationshipSet} as JSON. */
    RELATIONSHIP_SET(6),
    /** {@link Input.RelationshipRemoved} as JSON. */
    RELATIONSHIP_REMOVED(7),
    /** {@link Input.ValuesAsked} as JSON. */
    VALUES_ASKED(8),
    /** {@link Input.ValuesTold} as JSON. */
    VALUES_TOLD(9),
    /** {@link Input.Backfilled} as JSON. */
    BACKFILLED(10),
    /** {@link Input.PropertiesDesired} as JSON. */
    PROPERTIES_DESIRED(11),
    /** {@link Input.CommandRequested} as JSON. */
    COMMAND_REQUESTED(12),
    /** A device has taken a command: laid out as a reading, with the command's id for a component and without payload. */
    COMMAND_DELIVERED(13),
    /** What a device answers to a command, as it sent it: laid out as a reading, with the command's id for a component. */
    COMMAND_ANSWERED(14);

    private final byte code;

    EntryKind(int code) {
        this.code = (byte) code;
    }

    /** Whether a device says it: who speaks stands in it, and what it is about in the place of a component. */
    public boolean isSpoken() {
        return switch (this) {
            case READING, COMMAND_DELIVERED, COMMAND_ANSWERED -> true;
            case TWIN_DEFINED,
                    TWIN_REMOVED,
                    TICK,
                    TWIN_WATCHED,
                    RELATIONSHIP_SET,
                    RELATIONSHIP_REMOVED,
                    VALUES_ASKED,
                    VALUES_TOLD,
                    BACKFILLED,
                    PROPERTIES_DESIRED,
                    COMMAND_REQUESTED -> false;
        };
    }

    byte code() {
        return code;
    }

    static EntryKind of(byte code) {
        return switch (code) {
            case 1 -> READING;
            case 2 -> TWIN_DEFINED;
            case 3 -> TWIN_REMOVED;
            case 4 -> TICK;
            case 5 -> TWIN_WATCHED;
            case 6 -> RELATIONSHIP_SET;
            case 7 -> RELATIONSHIP_REMOVED;
            case 8 -> VALUES_ASKED;
            case 9 -> VALUES_TOLD;
            case 10 -> BACKFILLED;
            case 11 -> PROPERTIES_DESIRED;
            case 12 -> COMMAND_REQUESTED;
            case 13 -> COMMAND_DELIVERED;
            case 14 -> COMMAND_ANSWERED;
            default -> throw new MalformedContract("unknown kind of entry: " + code);
        };
    }
}
