package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.state.Layout;
import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is to be worked out of twins' pasts. It is part of the state until the log says that it is done, so it is done whoever owns the
 * partition meanwhile, if need be twice.
 */
final class Backfills {

    private record Due(List<PropertyName> properties, long position, long knownAt) {}

    private final Twins twins;
    private final SortedMap<TwinId, Due> due = new TreeMap<>();

    Backfills(Twins twins) {
        this.twins = twins;
    }

    /** The twin has another type from here on. What is due for an earlier one is not any more, but what it was to have. */
    void retyped(Twin twin, Layout before, long position, long knownAt) {
        List<PropertyName> changed = new ArrayList<>(Backfill.changed(before, twin.layout()));
        Due earlier = due.remove(twin.id());
        if (earlier != null) {
            earlier.properties().stream()
                    .filter(property -> !changed.contains(property) && isMade(twin, property))
                    .forEach(changed::add);
        }
        if (!changed.isEmpty() && twin.hasHistory()) {
            due.put(twin.id(), new Due(List.copyOf(changed), position, knownAt));
        }
    }

    private static boolean isMade(Twin twin, PropertyName property) {
        int place = twin.layout().find(property);
        return place >= 0
                && twin.layout().property(place).isActive()
                && twin.layout().property(place).isComputed();
    }

    void removed(Twin twin) {
        due.remove(twin.id());
    }

    /** What is to be done first, null for nothing. */
    @Nullable Backfill next() {
        if (due.isEmpty()) {
            return null;
        }
        TwinId id = due.firstKey();
        Due first = Objects.requireNonNull(due.get(id));
        Twin twin = twins.twin(twins.find(id));
        return new Backfill(id, twin.type(), twin.layout(), first.properties(), first.position(), first.knownAt());
    }

    /** Whether that is still to be done. */
    boolean isDue(TwinId twin, long position) {
        Due known = due.get(twin);
        return known != null && known.position() == position;
    }

    /** It is done; which properties that was, none where something else is due by now. */
    List<PropertyName> done(TwinId twin, long position) {
        Due known = due.get(twin);
        if (known == null || known.position() != position) {
            return List.of();
        }
        due.remove(twin);
        return known.properties();
    }

    void write(BinaryOutput out) {
        out.putInt(due.size());
        due.forEach((twin, one) -> {
            out.putText(twin.value());
            out.putTexts(one.properties().stream().map(PropertyName::value).toList());
            out.putLong(one.position());
            out.putLong(one.knownAt());
        });
    }

    void read(BinaryInput in) {
        int count = in.getCount(2 * Integer.BYTES);
        for (int i = 0; i < count; i++) {
            TwinId twin = new TwinId(in.getText());
            List<PropertyName> properties =
                    in.getTexts().stream().map(PropertyName::new).toList();
            due.put(twin, new Due(properties, in.getLong(), in.getLong()));
        }
    }
}
