package io.counterpart.history.writer;

import java.time.Duration;

/**
 * The bounds of a writer.
 *
 * @param rows how many readings make a full batch
 * @param bytes how many bytes make a full batch, however few its rows are
 * @param overfill to how many full batches one may grow while the one before it is under way: a database that is slow for its load is
 *     given larger batches, which cost it less a row
 * @param linger how long a batch that is not full waits for more
 * @param request how long one request may take before it is given up and made again; the same for all writers of a
 *     database, for an erasure waits for it
 * @param longestPause the longest pause between two attempts
 * @param refusals for how long a refusal (not an absence) of QuestDB is taken for passing, as during an erasure's renaming
 */
public record WriterLimits(
        int rows,
        int bytes,
        int overfill,
        Duration linger,
        Duration request,
        Duration longestPause,
        Duration refusals) {

    public static final WriterLimits DEFAULT = new WriterLimits(
            10_000,
            8 << 20,
            4,
            Duration.ofMillis(250),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30));

    public WriterLimits {
        if (rows < 1 || bytes < 1 || overfill < 1 || (long) bytes * overfill > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a batch needs room for a row, and less than 2 GiB");
        }
    }
}
