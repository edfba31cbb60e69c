package io.counterpart.bench.engine;

import java.util.List;

/**
 * What folding the same in several ways came to.
 *
 * @param passes each way
 * @param differences what is not the same, a sentence each
 */
public record DeterminismResult(List<Pass> passes, List<String> differences) {

    /**
     * One way.
     *
     * @param name which
     * @param state SHA-256 of the state in the end
     * @param history of the rows, as they are applied
     * @param events of events and rejections
     * @param rows how many rows there are
     * @param readingsPerSecond outputs and their hashes included
     * @param cpuSecondsPerMillion likewise
     */
    public record Pass(
            String name,
            String state,
            String history,
            String events,
            long rows,
            double readingsPerSecond,
            double cpuSecondsPerMillion) {}
}
