package io.counterpart.bench.load;

import java.util.List;
import java.util.Map;

/**
 * What came of a load.
 *
 * @param sent messages
 * @param acknowledged messages
 * @param seconds from the first sent to the last acknowledged
 * @param reconnects how often a connection had to be made again
 * @param pubackMillis from when a message was due to its PUBACK, by percentile
 * @param clientCpuSeconds what the client itself used meanwhile
 * @param devices how far each came
 */
public record LoadResult(
        long sent,
        long acknowledged,
        double seconds,
        long reconnects,
        Map<String, Double> pubackMillis,
        double clientCpuSeconds,
        List<LoadCount> devices) {

    public double messagesPerSecond() {
        return acknowledged / seconds;
    }
}
