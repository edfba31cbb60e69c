package io.counterpart.portal.replay;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.portal.history.PastTwin;
import io.counterpart.portal.history.TwinHistory;
import io.counterpart.portal.live.TwinView;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A twin's values at one time of a replay. */
final class Past {

    private static final int FULL_QUALITY = 100;

    /**
     * What is new of a property; null where nothing is.
     *
     * @param measured its value
     * @param filtered what its filter made of it
     * @param quality a score below the best
     */
    record Change(
            TwinHistory.@Nullable Point measured,
            TwinHistory.@Nullable Point filtered,
            TwinHistory.@Nullable Point quality) {

        static Change of(TwinHistory.Facets newest) {
            return new Change(
                    newest.measured().isEmpty() ? null : newest.measured().getLast(),
                    newest.filtered() == null || newest.filtered().isEmpty()
                            ? null
                            : newest.filtered().getLast(),
                    newest.quality() == null || newest.quality().isEmpty()
                            ? null
                            : newest.quality().getLast());
        }

        /** Tells of each change, at its time. */
        static void each(TwinHistory.Facets facets, BiConsumer<Long, Change> to) {
            facets.measured().forEach(point -> to.accept(point.ts(), new Change(point, null, null)));
            if (facets.filtered() != null) {
                facets.filtered().forEach(point -> to.accept(point.ts(), new Change(null, point, null)));
            }
            if (facets.quality() != null) {
                facets.quality().forEach(point -> to.accept(point.ts(), new Change(null, null, point)));
            }
        }

        Change and(Change other) {
            return new Change(
                    other.measured == null ? measured : other.measured,
                    other.filtered == null ? filtered : other.filtered,
                    other.quality == null ? quality : other.quality);
        }
    }

    private final TwinState twin;
    private final Map<PropertyName, Change> values = new HashMap<>();

    /** @param twin says which properties there are, and which of them are judged */
    Past(TwinState twin) {
        this.twin = twin;
    }

    void put(PropertyName name, Change change) {
        values.merge(name, change, Change::and);
    }

    SortedMap<PropertyName, PastTwin.Property> properties() {
        TreeMap<PropertyName, PastTwin.Property> properties = new TreeMap<>();
        values.forEach((name, held) -> {
            PropertyState state = twin.properties().get(name);
            TwinHistory.Point measured = held.measured();
            Value value = measured == null ? null : measured.value();
            if (state != null && measured != null && value != null) {
                properties.put(
                        name,
                        new PastTwin.Property(
                                state.unit(),
                                state.schema(),
                                new TwinView.Measured(value, measured.ts(), quality(state, measured, held.quality())),
                                filtered(held.filtered())));
            }
        });
        return properties;
    }

    /** A score of the value's own time or later, such as that of a gap; else the best. */
    private static @Nullable Integer quality(
            PropertyState state, TwinHistory.Point measured, TwinHistory.@Nullable Point quality) {
        if (state.judged() == null) {
            return null;
        }
        return quality != null
                        && quality.ts() >= measured.ts()
                        && quality.value() instanceof Value.Numeric(double score)
                ? Integer.valueOf((int) score)
                : Integer.valueOf(FULL_QUALITY);
    }

    private static TwinView.@Nullable Filtered filtered(TwinHistory.@Nullable Point filtered) {
        return filtered != null && filtered.value() instanceof Value.Numeric(double value)
                ? new TwinView.Filtered(value, filtered.ts())
                : null;
    }
}
