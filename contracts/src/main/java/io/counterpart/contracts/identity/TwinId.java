package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A twin: the living counterpart of one asset. Unique in its tenant.
 *
 * @param value letters, digits, {@code _} and {@code -}, 1 to 64 of them
 */
public record TwinId(@JsonValue String value) implements Comparable<TwinId> {

    @JsonCreator
    public TwinId {
        Names.requireName("twin id", value);
    }

    @Override
    public int compareTo(TwinId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
