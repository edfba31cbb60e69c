package io.counterpart.history.reader;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.EventTime;
import java.util.List;
import java.util.OptionalLong;

/**
 * What is asked of history.
 *
 * @param twin whose history
 * @param properties of what, 1 to {@value #PROPERTIES_MAX}
 * @param fromMs from this event time on, epoch milliseconds
 * @param toMs up to this event time, without it
 * @param knownAtMs as it was known then: what came later is left out; empty for all that is known
 * @param detail how much of it
 */
public record HistoryQuery(
        TwinId twin, List<PropertyRef> properties, long fromMs, long toMs, OptionalLong knownAtMs, Detail detail) {

    public static final int PROPERTIES_MAX = 3_000;
    public static final int POINTS_MAX = 20_000;
    public static final int VALUES_MAX = 100_000;

    /** As {@link Detail.Page} unless the caller says otherwise. */
    public static final int VALUES_DEFAULT = 10_000;

    /** The earliest time that can be asked for: the year 1. */
    static final long EARLIEST_MS = -62_135_596_800_000L;

    /** How much of a history is wanted. */
    public sealed interface Detail {

        /**
         * Every stored value, in pages.
         *
         * @param values about how many a page holds, over all properties: a page ends between two times, never within one
         */
        record Page(int values) implements Detail {
            public Page {
                requireWithin("values", values, VALUES_MAX);
            }
        }

        /**
         * What a screen can show: where a property has more values than this, the smallest, largest and last of each stretch of
         * time (the last alone of texts and arrays); a stretch without values has no points.
         *
         * @param points how many points a property may have
         */
        record Points(int points) implements Detail {
            public Points {
                requireWithin("points", points, POINTS_MAX);
            }
        }
    }

    public HistoryQuery {
        properties = List.copyOf(properties);
        requireWithin("properties", properties.size(), PROPERTIES_MAX);
        if (fromMs < EARLIEST_MS || toMs > EventTime.LATEST_MS || fromMs > toMs) {
            throw new IllegalArgumentException("from and to must be times in this order");
        }
    }

    private static void requireWithin(String what, int number, int most) {
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(what + " must be 1 to " + most + ", is " + number);
        }
    }
}
