package io.counterpart.engine.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A property with all that was guessed of it.
 *
 * @param property as the device calls it
 * @param name as its interface calls it
 * @param schema as DTDL writes it
 * @param quantity null where it is unknown
 * @param quality null where nothing is declared
 * @param measured its numbers in the quantity's unit, none where it is no measurement
 * @param told the quantities that its name may mean
 */
record Drafted(
        PropertyName property,
        String name,
        JsonNode schema,
        @Nullable Quantity quantity,
        Signal.@Nullable Quality quality,
        Numbers measured,
        List<String> told) {

    /** Whether they are of the same quantity, in the same unit, as far as is known. */
    boolean isLike(Drafted other) {
        Quantity mine = quantity;
        Quantity theirs = other.quantity;
        if (mine == null || theirs == null) {
            return mine == null && theirs == null && !told.isEmpty() && told.equals(other.told);
        }
        return mine.semanticType().equals(theirs.semanticType()) && mine.unit().equals(theirs.unit());
    }
}
