package io.counterpart.contracts.twin;

import org.jspecify.annotations.Nullable;

/**
 * One property of a twin as it stands.
 *
 * @param schema what its values are
 * @param unit the type's unit, a DTDL unit name; null where the type names none
 * @param slot its place among the twin's properties of the same storage, given once and never reused: by it history finds
 *     the values
 * @param value the value of the newest event time
 * @param ts when it was so, epoch milliseconds
 * @param knownAt when the platform learned it, epoch milliseconds
 */
public record PropertyState(
        ValueSchema schema,
        @Nullable String unit,
        int slot,
        @Nullable Value value,
        long ts,
        long knownAt) {}
