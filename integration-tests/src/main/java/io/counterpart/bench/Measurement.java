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
 */
record Measurement(String name, int repeat, int readings, LoadResult load, Map<String, Double> cpuSeconds) {

    /** CPU seconds a million messages: as many microseconds a message. */
    double perMillion(String process) {
        return cpuSeconds.getOrDefault(process, 0.0) / load.acknowledged() * 1e6;
    }

    double perMillionInAll() {
        return cpuSeconds.values().stream().mapToDouble(Double::doubleValue).sum() / load.acknowledged() * 1e6;
    }
}
