package io.counterpart.engine.state;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.decoding.Telemetry;
import io.counterpart.engine.dtdl.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a twin knows of one of its properties, its values aside.
 *
 * @param slot its place among the twin's properties of the same storage, never given to another
 * @param standing whether the twin's type has it now
 * @param signal what the type declares of it beyond DTDL, null for nothing
 * @param form what its values are beyond their schema, null where that says it all
 * @param qualitySlot where history keeps how far its values are believed, {@link #NO_SLOT} where nobody judges them
 * @param filteredSlot where history keeps what its filter makes of them, {@link #NO_SLOT} where it has none
 */
public record Property(
        PropertyName name,
        ValueSchema schema,
        @Nullable String unit,
        int slot,
        Standing standing,
        @Nullable Signal signal,
        @Nullable Schema form,
        int qualitySlot,
        int filteredSlot) {

    public static final int NO_SLOT = -1;

    /** Whether a property is one of the twin's now. */
    public enum Standing {
        /** It waits, with its slot, for a type that has it. */
        WAITING(0),
        /** The twin's type has it. */
        ACTIVE(1),
        /** Its name is that of another now, of other values or another unit; it waits for a type that has it as it was. */
        FORMER(2);

        private final int code;

        Standing(int code) {
            this.code = code;
        }

        /** As it stands in checkpoints. */
        int code() {
            return code;
        }

        static Standing of(int code) {
            return switch (code) {
                case 0 -> WAITING;
                case 1 -> ACTIVE;
                case 2 -> FORMER;
                default -> throw new DamagedBytes("a property that stands " + code);
            };
        }
    }

    /** A property of which no type says anything. */
    Property(PropertyName name, ValueSchema schema, @Nullable String unit, int slot) {
        this(name, schema, unit, slot, Standing.ACTIVE, null, null, NO_SLOT, NO_SLOT);
    }

    /** The same as it stands now; without a type nobody judges it, and it keeps the slots for one that does. */
    Property undeclared(Standing nowStanding) {
        return new Property(name, schema, unit, slot, nowStanding, null, null, qualitySlot, filteredSlot);
    }

    public boolean isActive() {
        return standing == Standing.ACTIVE;
    }

    boolean isFormer() {
        return standing == Standing.FORMER;
    }

    /** Whether what is stored for it would be stored for that too: in the same way, and in one unit, as far as any was named. */
    boolean holds(ValueSchema.Storage storage, @Nullable String otherUnit) {
        return schema.storage() == storage && (unit == null || otherUnit == null || unit.equals(otherUnit));
    }

    Property withFacets(int quality, int filtered) {
        return new Property(name, schema, unit, slot, standing, signal, form, quality, filtered);
    }

    /** Whether its values have a score. */
    boolean isJudged() {
        return signal != null && (signal.quality() != null || signal.isComputed());
    }

    boolean isFiltered() {
        return signal != null && signal.filter() != null;
    }

    /** Whether every such value that a {@link io.counterpart.engine.decoding.Shape} has is stored as it is. */
    boolean takesAsItIs(Telemetry.Kind kind) {
        boolean isSent = isActive() && !isComputed() && (signal == null || signal.source() == null);
        return isSent
                && switch (schema) {
                    case DOUBLE, FLOAT -> kind == Telemetry.Kind.NUMBER;
                    case BOOLEAN -> kind == Telemetry.Kind.TRUTH;
                    case INTEGER, LONG, STRING, DOUBLES, JSON -> false;
                };
    }

    /** Whether it is a function of others. */
    boolean isDerived() {
        return signal != null && signal.derive() != null;
    }

    /** Whether its values have several parts, which are kept as JSON. */
    public boolean isOfParts() {
        return schema == ValueSchema.JSON && isActive();
    }

    /** Whether it is made of others, so that no device may send it. */
    public boolean isComputed() {
        return signal != null && signal.isComputed();
    }
}
