package io.counterpart.history.reader;

import java.time.Duration;

/**
 * The bounds of reading.
 *
 * @param connections how many questions are asked at once; four times as many callers wait, more are refused
 * @param time how long one answer may take
 * @param rows how many rows are fetched at once
 */
public record ReaderLimits(int connections, Duration time, int rows) {

    public static final ReaderLimits DEFAULT = new ReaderLimits(4, Duration.ofSeconds(15), 10_000);

    public ReaderLimits {
        if (connections < 1 || rows < 2) {
            throw new IllegalArgumentException("reading needs a connection, and room for two rows");
        }
    }
}
