package io.counterpart.engine.state;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.ValueSchema;
import org.jspecify.annotations.Nullable;

/**
 * What a twin knows of one of its properties, its values aside.
 *
 * @param slot its place among the twin's properties of the same storage, never given to another
 * @param active whether the twin's type has it now; if not it waits, with its slot, for a type that does
 * @param signal what the type declares of it beyond DTDL, null for nothing
 * @param qualitySlot where history keeps how far its values are believed, {@link #NO_SLOT} where nobody judges them
 * @param filteredSlot where history keeps what its filter makes of them, {@link #NO_SLOT} where it has none
 */
public record Property(
        PropertyName name,
        ValueSchema schema,
        @Nullable String unit,
        int slot,
        boolean active,
        @Nullable Signal signal,
        int qualitySlot,
        int filteredSlot) {

    public static final int NO_SLOT = -1;

    /** A property of which no type says anything. */
    Property(PropertyName name, ValueSchema schema, @Nullable String unit, int slot) {
        this(name, schema, unit, slot, true, null, NO_SLOT, NO_SLOT);
    }

    /** The same, had by the twin's type or not; without a type nobody judges it, and it keeps the slots for one that does. */
    Property undeclared(boolean nowActive) {
        return new Property(name, schema, unit, slot, nowActive, null, qualitySlot, filteredSlot);
    }

    Property withFacets(int quality, int filtered) {
        return new Property(name, schema, unit, slot, active, signal, quality, filtered);
    }

    /** Whether its values have a score. */
    boolean isJudged() {
        return signal != null && (signal.quality() != null || signal.isComputed());
    }

    boolean isFiltered() {
        return signal != null && signal.filter() != null;
    }

    /** Whether it is made of others, so that no device may send it. */
    public boolean isComputed() {
        return signal != null && signal.isComputed();
    }
}
