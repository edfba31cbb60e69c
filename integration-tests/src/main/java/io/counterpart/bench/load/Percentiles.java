package io.counterpart.bench.load;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** The percentiles that every report names, in milliseconds. */
public final class Percentiles {
    private static final double NANOS = 1e6;

    private Percentiles() {}

    /** Of a histogram of nanoseconds. */
    public static Map<String, Double> millis(Histogram nanos) {
        Map<String, Double> millis = new LinkedHashMap<>();
        millis.put("p50", nanos.getValueAtPercentile(50) / NANOS);
        millis.put("p90", nanos.getValueAtPercentile(90) / NANOS);
        millis.put("p99", nanos.getValueAtPercentile(99) / NANOS);
        millis.put("p99.9", nanos.getValueAtPercentile(99.9) / NANOS);
        millis.put("max", nanos.getMaxValue() / NANOS);
        return millis;
    }
}
