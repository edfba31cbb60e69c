package io.counterpart.engine.quality;

import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;

/**
 * A row of values that all came late. A late value proves nothing of its device's clock: it may have waited for a connection. But
 * what waited catches up, for it is sent faster than it was measured, and the newest of it is not late at all; behind a clock that is
 * wrong all values are late by the same. So the row proves a clock that is behind (or a way that delays everything, which nobody
 * can tell apart) when it is {@link #PROOF} values long, none of them in time, and has not caught up.
 */
final class Lateness {

    /** How many late values in a row prove something. */
    static final int PROOF = 64;

    /** A row that has gained this part of the time it spans catches up. The rest is left to the network's jitter. */
    private static final int GAIN = 8;

    private long firstTs;
    private long firstDelayMs;
    private byte values;

    Lateness() {}

    Lateness(Lateness other) {
        firstTs = other.firstTs;
        firstDelayMs = other.firstDelayMs;
        values = other.values;
    }

    /** Takes the next late value; once it has proved something, no further one changes that. */
    void add(long ts, long delayMs) {
        if (values == PROOF) {
            return;
        }
        if (values == 0 || (values == PROOF - 1 && (firstDelayMs - delayMs) * GAIN > ts - firstTs)) {
            firstTs = ts;
            firstDelayMs = delayMs;
            values = 0;
        }
        values++;
    }

    boolean isProof() {
        return values == PROOF;
    }

    void write(BinaryOutput out) {
        out.putLong(firstTs);
        out.putLong(firstDelayMs);
        out.putByte(values);
    }

    static Lateness read(BinaryInput in) {
        Lateness lateness = new Lateness();
        lateness.firstTs = in.getLong();
        lateness.firstDelayMs = in.getLong();
        int values = in.getByte();
        if (values < 1 || values > PROOF) {
            throw new DamagedBytes(values + " late values in a row");
        }
        lateness.values = (byte) values;
        return lateness;
    }
}
