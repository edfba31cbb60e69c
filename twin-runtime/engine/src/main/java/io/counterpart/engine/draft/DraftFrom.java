package io.counterpart.engine.draft;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.EventTime;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a type is drafted from.
 *
 * @param id the identifier that the type is to have
 * @param properties what the device sent, in the order in which the type is to have it
 */
public record DraftFrom(TypeId id, List<Observed> properties) {

    /** How many contents a type has at most, components among them: what a twin can keep. Further properties are left out. */
    public static final int CONTENTS_MAX = 1_000;

    /** How many readings of one property are looked at: the newest. */
    public static final int READINGS_MAX = 10_000;

    /** How long the identifier of an interface is in DTDL at most. */
    static final int ID_MAX = 128;

    /** @throws IllegalArgumentException for an identifier that no interface can have */
    public DraftFrom {
        if (id.value().length() > ID_MAX) {
            throw new IllegalArgumentException("an interface's identifier has at most " + ID_MAX + " characters");
        }
        if (id.value().startsWith("dtmi:dtdl:") || id.value().startsWith("dtmi:standard:")) {
            throw new IllegalArgumentException(
                    "identifiers that begin with dtmi:dtdl: or dtmi:standard: are DTDL's own");
        }
        properties = List.copyOf(properties);
    }

    /**
     * A property as the device sent it.
     *
     * @param name its name, with its component's before a dot
     * @param schema what its values were taken for
     * @param unit the unit that the device named, null where it named none
     * @param readings in any order
     */
    public record Observed(
            PropertyName name, ValueSchema schema, @Nullable String unit, List<Reading> readings) {
        public Observed {
            readings = List.copyOf(readings);
        }
    }

    /**
     * One value.
     *
     * @param ts its event time, epoch milliseconds
     * @param value one that is not of the schema, or not finite, is left out
     */
    public record Reading(long ts, Value value) {

        /** @throws IllegalArgumentException for a time before 1970 or after the year 9999 */
        public Reading {
            if (ts < 0 || ts > EventTime.LATEST_MS) {
                throw new IllegalArgumentException(
                        "a time is from 0 to " + EventTime.LATEST_MS + ", in epoch milliseconds");
            }
        }
    }
}
