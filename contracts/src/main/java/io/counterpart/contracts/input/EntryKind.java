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
    /** {@link Input.PropertiesDesired} as JSON. */
    PROPERTIES_DESIRED(11);

    private final byte code;

    EntryKind(int code) {
        this.code = (byte) code;
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
            case 11 -> PROPERTIES_DESIRED;
            default -> throw new MalformedContract("unknown kind of entry: " + code);
        };
    }
}
