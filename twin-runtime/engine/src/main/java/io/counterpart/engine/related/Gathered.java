package io.counterpart.engine.related;

import io.counterpart.contracts.input.Input;
import org.jspecify.annotations.Nullable;

/**
 * What is made of a property of related twins.
 *
 * @param value in the unit of the property that it makes; NaN where there is none
 * @param ts the newest event time of what was used, {@link Long#MIN_VALUE} where nothing was
 * @param quality the lowest of what was used, 100 where nothing was; 0 where there is no value
 * @param hops by how many other twins' values it is made of others'
 * @param twins how many the relationship leads to
 * @param used how many of them have a value that is used
 */
public record Gathered(double value, long ts, int quality, int hops, int twins, int used) {

    /** Whether it is made of itself, by way of other twins. */
    public boolean isCircular() {
        return hops > Input.HOPS_MAX;
    }

    /** Whether there is a value. */
    public boolean isValue() {
        return !Double.isNaN(value);
    }

    /** Whether it is made of less than before, or has come to be none; null for nothing before. */
    public boolean isLess(@Nullable Gathered before) {
        return before != null && (used < before.used || !isValue());
    }

    /** Whether whoever uses the value has to be told, after what it was before; null for nothing. */
    public boolean isNews(@Nullable Gathered before) {
        if (before == null || !before.isValue()) {
            return isValue();
        }
        return Double.compare(value, before.value) != 0 || quality != before.quality || ts > before.ts;
    }
}
