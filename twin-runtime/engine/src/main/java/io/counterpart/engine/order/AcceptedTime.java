package io.counterpart.engine.order;

/** Which event times are believed: from the year 2000 to a little after the platform learned of them. */
public final class AcceptedTime {

    /** 2000-01-01T00:00:00Z. */
    public static final long EARLIEST_MS = 946_684_800_000L;

    /** How far a device's clock may run ahead. */
    public static final long AHEAD_MAX_MS = 5 * 60_000L;

    private AcceptedTime() {}

    public static boolean accepts(long ts, long knownAt) {
        return ts >= EARLIEST_MS && ts <= knownAt + AHEAD_MAX_MS;
    }

    /** A sentence on why not, for the device's maker. */
    public static String refusal(long ts, long knownAt) {
        return ts < EARLIEST_MS
                ? "the time " + ts + " is before 2000-01-01; times are epoch milliseconds, not seconds"
                : "the time " + ts + " is more than 5 minutes after " + knownAt + ", when it was received";
    }
}
