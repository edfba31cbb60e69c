package io.counterpart.portal.live;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The measured values of one state, in little room: names in order, each with its value beside it. */
final class LiveValues {

    private final String[] names;
    private final Object[] values;

    private final @Nullable Integer quality;

    private LiveValues(String[] names, Object[] values, @Nullable Integer quality) {
        this.names = names;
        this.values = values;
        this.quality = quality;
    }

    static LiveValues of(TwinState state) {
        String[] names = new String[state.properties().size()];
        Object[] values = new Object[names.length];
        int count = 0;
        for (Map.Entry<PropertyName, PropertyState> property :
                state.properties().entrySet()) {
            Value value = property.getValue().value();
            if (value != null) {
                // Twins of a type have the same few names, each of which is kept once.
                names[count] = property.getKey().value().intern();
                values[count++] = plain(value);
            }
        }
        TwinState.Quality judged = state.quality();
        return new LiveValues(
                Arrays.copyOf(names, count),
                Arrays.copyOf(values, count),
                judged == null ? null : Integer.valueOf(judged.score()));
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number;
            case Value.Truth(boolean truth) -> truth;
            case Value.Text(String text) -> text;
            case Value.Vector vector -> vector.value();
            case Value.Json(JsonNode json) -> json;
        };
    }

    @Nullable Integer quality() {
        return quality;
    }

    @Nullable Object of(String property) {
        int at = Arrays.binarySearch(names, property);
        return at < 0 ? null : values[at];
    }
}
