package io.counterpart.history.reader;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.ValueSchema;

/**
 * A property, and where its values are.
 *
 * @param name the property
 * @param schema what its values are
 * @param slot its place among the twin's properties of the same storage
 */
public record PropertyRef(PropertyName name, ValueSchema schema, int slot) {

    public PropertyRef {
        if (slot < 0) {
            throw new IllegalArgumentException("a slot is 0 or more");
        }
    }
}
