package io.counterpart.engine.state;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.ValueSchema;
import org.jspecify.annotations.Nullable;

/**
 * What a twin knows of one of its properties, its values aside.
 *
 * @param slot its place among the twin's properties of the same storage, never given to another
 * @param active whether the twin's type has it now; if not it waits, with its slot, for a type that does
 */
public record Property(
        PropertyName name, ValueSchema schema, @Nullable String unit, int slot, boolean active) {

    Property with(ValueSchema newSchema, @Nullable String newUnit, int newSlot, boolean nowActive) {
        return new Property(name, newSchema, newUnit, newSlot, nowActive);
    }
}
