package io.counterpart.engine.derive;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The properties that expressions of a type may name: a component's as {@code pump.speed}. Besides them an expression may name {@code
 * twin.id} and {@code twin.type}, unless there are properties of these names.
 */
public final class Variables {

    /**
     * A property.
     *
     * @param schema what its values are; one of {@code DOUBLES} cannot be read
     * @param unit of its numbers, null where it has none: they fit everything then, unchecked
     */
    public record Variable(
            PropertyName name, ValueSchema schema, @Nullable Unit unit) {}

    private final List<Variable> all;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final TreeSet<String> components = new TreeSet<>();

    private Variables(List<Variable> all) {
        this.all = List.copyOf(all);
        for (int i = 0; i < this.all.size(); i++) {
            String name = this.all.get(i).name().value();
            if (places.put(name, i) != null) {
                throw new IllegalArgumentException("two properties are called '" + name + "'");
            }
            int dot = name.indexOf('.');
            if (dot >= 0) {
                components.add(name.substring(0, dot));
            }
        }
    }

    /**
     * These properties, their places as they come.
     *
     * @throws IllegalArgumentException where two have the same name
     */
    public static Variables of(List<Variable> properties) {
        return new Variables(properties);
    }

    /** The properties of a type, their places as they come; a unit that is none counts as no unit. */
    public static Variables ofProperties(List<TypeDefinition.Property> properties) {
        List<Variable> variables = new ArrayList<>();
        for (TypeDefinition.Property property : properties) {
            String unit = property.unit();
            variables.add(new Variable(
                    property.name(),
                    property.schema(),
                    unit == null ? null : UnitWords.find(unit).orElse(null)));
        }
        return of(variables);
    }

    /** All of them, by place. */
    public List<Variable> all() {
        return all;
    }

    /** The place of the property of this name, -1 where there is none. */
    int place(String name) {
        return places.getOrDefault(name, -1);
    }

    /** Whether a loop's variable of this name would hide something. */
    boolean isTaken(String name) {
        return places.containsKey(name) || components.contains(name) || name.equals("twin");
    }

    /** What to do about a name that nobody has. */
    String suggestion(String name) {
        String similar = Similar.to(name, places.keySet());
        if (similar != null) {
            return "Did you mean '" + similar + "'?";
        }
        if (places.isEmpty()) {
            return "The type has no properties that can be named.";
        }
        String some = places.keySet().stream().limit(8).collect(Collectors.joining(", "));
        return "There are: " + some + (places.size() > 8 ? ", and " + (places.size() - 8) + " more." : ".");
    }
}
