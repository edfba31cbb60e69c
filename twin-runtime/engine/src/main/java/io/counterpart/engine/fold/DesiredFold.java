package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.state.Layout;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Wishes;
import io.counterpart.engine.unit.Conversions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds what is wanted of twins. Whoever wrote it into the log has held it to the type that stands before it there; here it is looked at
 * once more when the twin gets another type.
 */
final class DesiredFold {

    private final EventSink events;
    private final Conversions conversions;

    DesiredFold(Conversions conversions, EventSink events) {
        this.conversions = conversions;
        this.events = events;
    }

    /** Wants of a twin what the input says, all of it or nothing; whether that changed something. */
    boolean apply(Twin twin, Input.PropertiesDesired input, long position, long knownAt) {
        Wishes wishes = twin.want();
        if (!wishes.told(input.revision())) {
            return false;
        }
        for (Map.Entry<PropertyName, Value> wanted : input.desired().entrySet()) {
            Property property = propertyOf(twin.layout(), wanted.getKey());
            if (property == null || property.isComputed() || !Fit.fits(property.schema(), wanted.getValue())) {
                events.unreadable(position, "the twin " + twin.id() + " cannot have its " + wanted.getKey() + " so");
                return false;
            }
        }
        TreeMap<PropertyName, Value> desired = new TreeMap<>(input.desired());
        desired.entrySet().removeIf(wanted -> !wishes.want(wanted.getKey(), wanted.getValue(), knownAt));
        List<PropertyName> withdrawn =
                input.withdrawn().stream().filter(wishes::withdraw).toList();
        if (desired.isEmpty() && withdrawn.isEmpty()) {
            return false;
        }
        events.event(new TwinEvent.Desired(twin.id(), position, knownAt, null, desired, withdrawn));
        tellDevices(twin, wishes, position, knownAt);
        return true;
    }

    /**
     * The twin has another type: what that does not let anybody want is withdrawn, what it has in another unit is said in that.
     *
     * @param before its layout of before
     * @param definition of its type, null for a twin without one
     */
    void retyped(Twin twin, Layout before, @Nullable TypeDefinition definition, long position, long knownAt) {
        Wishes wishes = twin.wishes();
        if (wishes == null || wishes.all().isEmpty()) {
            return;
        }
        SortedMap<PropertyName, Value> restated = new TreeMap<>();
        List<PropertyName> withdrawn = new ArrayList<>();
        wishes.all().forEach((name, wish) -> {
            Value value = carried(wish, propertyOf(before, name), propertyOf(twin.layout(), name));
            if (value == null || !isWritable(definition, name)) {
                withdrawn.add(name);
            } else if (!value.equals(wish.value())) {
                restated.put(name, value);
            }
        });
        withdrawn.forEach(wishes::withdraw);
        restated.forEach(wishes::restate);
        if (!restated.isEmpty() || !withdrawn.isEmpty()) {
            events.event(new TwinEvent.Desired(twin.id(), position, knownAt, twin.type(), restated, withdrawn));
        }
        // Devices of the same twin may speak in other words by another type, whatever is wanted.
        tellDevices(twin, wishes, position, knownAt);
    }

    /** The twin is about to be removed, and with it all that was wanted of it. */
    void removed(Twin twin, long position, long knownAt) {
        Wishes wishes = twin.wishes();
        if (wishes != null && !wishes.all().isEmpty()) {
            events.desired(twin.id(), position, knownAt, Collections.emptySortedMap());
        }
    }

    private void tellDevices(Twin twin, Wishes wishes, long position, long knownAt) {
        TreeMap<PropertyName, Value> values = new TreeMap<>();
        wishes.all().forEach((name, wish) -> {
            Property property = propertyOf(twin.layout(), name);
            if (property != null) {
                values.put(name, asDevicesSayIt(property, wish.value()));
            }
        });
        events.desired(twin.id(), position, knownAt, values);
    }

    /** What a device would have to send for the property to be so. */
    private Value asDevicesSayIt(Property property, Value value) {
        Signal.Source source =
                property.signal() == null ? null : property.signal().source();
        if (source == null || !(value instanceof Value.Numeric(double number))) {
            return value;
        }
        double inItsUnit = converted(number, property.unit(), source.unit()).orElse(number);
        return new Value.Numeric((inItsUnit - source.offset()) / source.scale());
    }

    /** What the wish comes to for the property of that name now; null where it cannot be. */
    private @Nullable Value carried(PropertyState.Desired wish, @Nullable Property was, @Nullable Property is) {
        if (was == null || is == null || is.isComputed()) {
            return null;
        }
        Value value = wish.value() instanceof Value.Numeric(double number)
                ? converted(number, was.unit(), is.unit())
                        .<Value>map(Value.Numeric::new)
                        .orElse(null)
                : wish.value();
        return value != null && Fit.fits(is.schema(), value) && isBelievable(is, value) ? value : null;
    }

    /** As values are: a number without a unit becomes one in whatever unit there is. */
    private Optional<Double> converted(double number, @Nullable String from, @Nullable String to) {
        return from == null || to == null || from.equals(to)
                ? Optional.of(number)
                : conversions.between(from, to).map(conversion -> conversion.apply(number));
    }

    private static boolean isBelievable(Property property, Value value) {
        Signal.Quality quality =
                property.signal() == null ? null : property.signal().quality();
        return quality == null
                || !(value instanceof Value.Numeric(double number))
                || ((quality.min() == null || number >= quality.min())
                        && (quality.max() == null || number <= quality.max()));
    }

    private static boolean isWritable(@Nullable TypeDefinition definition, PropertyName name) {
        return definition == null
                || definition.properties().stream()
                        .noneMatch(
                                property -> property.name().equals(name) && Boolean.FALSE.equals(property.writable()));
    }

    /** The property of this name, null where the twin has none now. */
    private static @Nullable Property propertyOf(Layout layout, PropertyName name) {
        int found = layout.find(name);
        return found < 0 || !layout.property(found).isActive() ? null : layout.property(found);
    }
}
