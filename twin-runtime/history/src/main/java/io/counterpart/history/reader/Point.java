package io.counterpart.history.reader;

import io.counterpart.contracts.twin.Value;

/**
 * What a property was at one time.
 *
 * @param ts when it was so, epoch milliseconds
 * @param value what it was
 */
public record Point(long ts, Value value) {}
