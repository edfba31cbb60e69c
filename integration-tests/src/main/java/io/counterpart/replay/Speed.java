package io.counterpart.replay;

import io.counterpart.platform.PlatformException;
import java.time.Duration;

/** How fast rows follow one another: as their times do, a number of times faster, or as fast as they are acknowledged. */
sealed interface Speed {

    /** As fast as they are acknowledged. */
    record Max() implements Speed {}

    /**
     * @param times 1 is the pace at which the rows were measured
     */
    record Times(double times) implements Speed {
        /** When a row of this time is due, after the start. */
        Duration due(long firstTs, long ts) {
            return Duration.ofNanos((long) (Math.max(0, ts - firstTs) * 1e6 / times));
        }
    }

    static Speed of(String text) {
        if (text.equals("max")) {
            return new Max();
        }
        try {
            double times = Double.parseDouble(text);
            if (times > 0 && Double.isFinite(times)) {
                return new Times(times);
            }
        } catch (NumberFormatException notANumber) {
            // Answered below, together with numbers that are no speeds.
        }
        throw new PlatformException("--speed is '" + text + "', which is neither a number above 0 nor max.");
    }
}
