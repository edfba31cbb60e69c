package io.counterpart.contracts.twin;

/** When something was so: epoch milliseconds. */
public final class EventTime {

    /** The latest that there can be: the end of the year 9999, after which times are written otherwise. */
    public static final long LATEST_MS = 253_402_300_799_999L;

    private EventTime() {}
}
