package io.counterpart.replay;

import java.time.Instant;

/**
 * How far a replay is.
 *
 * @param sent rows
 * @param acknowledged rows that are durable in the platform
 * @param values cells that were sent
 * @param firstTs earliest time of a row, epoch milliseconds
 * @param lastTs latest
 */
record ReplayProgress(long sent, long acknowledged, long values, long firstTs, long lastTs) {

    String line() {
        return "%,d rows sent, %,d acknowledged".formatted(sent, acknowledged);
    }

    String summary() {
        if (sent == 0) {
            return "No row carried a value.";
        }
        return "Rows:        %,d sent, %,d acknowledged%nValues:      %,d%nTimes:       %s to %s"
                .formatted(sent, acknowledged, values, Instant.ofEpochMilli(firstTs), Instant.ofEpochMilli(lastTs));
    }
}
