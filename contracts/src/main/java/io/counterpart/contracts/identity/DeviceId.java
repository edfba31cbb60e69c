package io.counterpart.contracts.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A device, which speaks for a twin. Unique in its tenant.
 *
 * @param value letters, digits, {@code _} and {@code -}, 1 to 64 of them
 */
public record DeviceId(@JsonValue String value) implements Comparable<DeviceId> {

    @JsonCreator
    public DeviceId {
        Names.requireName("device id", value);
    }

    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
