package io.counterpart.bench;

import io.counterpart.bench.load.LoadResult;
import java.util.Map;

/**
 * One run of one load against one system.
 *
 * @param name the load and what it was sent to
 * @param repeat which of the interleaved runs, from 1
 * @param readings in one message
 * @param load what the client saw
 * @param cpuSeconds what each server process used, until it had nothing left to do
 * @param appliedSeconds from the first message until the last was folded into its twin, NaN where there are no twins
 */
record Measurement(
        String name, int repeat, int readings, LoadResult load, Map<String, Double> cpuSeconds, double appliedSeconds) {

    Measurement(String name, int repeat, int readings, LoadResult load, Map<String, Double> cpuSeconds) {
        this(name, repeat, readings, load, cpuSeconds, Double.NaN);
    }

    /** Messages a second that went the whole way: what could be gone on with for ever. An acknowledged one may wait in the log. */
    double appliedPerSecond() {
        return load.acknowledged() / appliedSeconds;
    }

    /** CPU seconds a million messages: as many microseconds a message. */
    double perMillion(String process) {
        return cpuSeconds.getOrDefault(process, 0.0) / load.acknowledged() * 1e6;
    }

    double perMillionInAll() {
        return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() / load.acknowledged() * 1e6;
    }
}
