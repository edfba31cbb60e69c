package io.counterpart.engine.order;

import io.counterpart.contracts.identity.TypeId;
import java.time.Duration;

/**
 * Which event times are believed: from the year 2000 to a little after the platform learned of them. A type may narrow that, for
 * readings that bring their own time.
 *
 * @param pastMs how far behind known time, {@link #UNBOUNDED} for as far as the year 2000
 * @param futureMs how far ahead of known time, {@value #AHEAD_MAX_MS} at most
 */
public record AcceptedTime(long pastMs, long futureMs) {

    /** 2000-01-01T00:00:00Z. */
    public static final long EARLIEST_MS = 946_684_800_000L;

    /** How far a device's clock may run ahead, whatever its type says. */
    public static final long AHEAD_MAX_MS = 5 * 60_000L;

    /** No limit of a type's own to how old a reading may be. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** What is accepted of every twin. */
    public static final AcceptedTime ANY = new AcceptedTime(UNBOUNDED, AHEAD_MAX_MS);

    private static final long DAY_MS = 86_400_000;

    public AcceptedTime {
        if (pastMs <= 0 || futureMs <= 0 || futureMs > AHEAD_MAX_MS) {
            throw new IllegalArgumentException(
                    "times are accepted from before known time to at most 5 minutes after it");
        }
    }

    public boolean accepts(long ts, long knownAt) {
        return ts >= EARLIEST_MS && ts >= knownAt - pastMs && ts <= knownAt + futureMs;
    }

    /**
     * Whether a time shows that the clock is wrong which it was taken from: nothing is known before it was, and none of our devices was
     * there before 2000. One that is too old shows nothing, for it may have waited.
     */
    public boolean isProofOfWrongClock(long ts, long knownAt) {
        return ts < EARLIEST_MS || ts > knownAt + futureMs;
    }

    /**
     * A sentence on why not, for the device's maker.
     *
     * @param type whose limits these are, named where they are its own
     */
    public String refusal(long ts, long knownAt, TypeId type) {
        if (ts < EARLIEST_MS) {
            return "the time " + ts + " is before 2000-01-01; times are epoch milliseconds, not seconds";
        }
        if (ts < knownAt - pastMs) {
            return "the time " + ts + " is before " + knownAt + ", when it was received, by more than the type " + type
                    + " takes, which is " + words(pastMs);
        }
        return futureMs == AHEAD_MAX_MS
                ? "the time " + ts + " is more than 5 minutes after " + knownAt + ", when it was received"
                : "the time " + ts + " is after " + knownAt + ", when it was received, by more than the type " + type
                        + " takes, which is " + words(futureMs);
    }

    /** As a type says it: {@code P7D}, {@code PT1M}. */
    public static String words(long ms) {
        return ms % DAY_MS == 0
                ? "P" + ms / DAY_MS + "D"
                : Duration.ofMillis(ms).toString();
    }
}
