package io.counterpart.engine.signal;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.derive.Expression;
import io.counterpart.engine.derive.Target;
import io.counterpart.engine.derive.Variables;
import io.counterpart.engine.signal.SignalPlan.Declared;
import io.counterpart.engine.signal.SignalPlan.Derived;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which properties the derived ones of a layout read. Properties are named by their places in it. */
final class Reads {

    private static final int NONE = -1;

    private final List<Declared> properties;
    private final List<Derived> derived = new ArrayList<>();

    /** By property that is read: its place among them, in the order in which they were met. */
    private final Map<Integer, Integer> places = new LinkedHashMap<>();

    private final Map<Integer, List<Integer>> readBy = new LinkedHashMap<>();
    private final Map<Integer, List<Integer>> derivedFrom = new LinkedHashMap<>();

    Reads(List<Declared> properties, Map<PropertyName, Integer> byName) {
        this.properties = properties;
        for (int p = 0; p < properties.size(); p++) {
            Signal signal = properties.get(p).signal();
            if (signal != null && signal.derive() != null) {
                add(p, signal.derive(), byName);
            }
        }
    }

    private void add(int property, Signal.Derivation derivation, Map<PropertyName, Integer> byName) {
        String prefix = derivation.component() == null ? "" : derivation.component() + ".";
        List<Integer> named = new ArrayList<>();
        List<Variables.Variable> variables = new ArrayList<>();
        byName.values().stream().sorted().forEach(p -> {
            Declared one = properties.get(p);
            String name = one.name().value();
            if (name.startsWith(prefix)) {
                named.add(p);
                variables.add(new Variables.Variable(
                        new PropertyName(name.substring(prefix.length())), one.schema(), unit(one)));
            }
        });
        Declared one = properties.get(property);
        Target target = new Target(one.schema(), unit(one));
        Expression expression = compiled(derivation, Variables.of(variables), target);
        List<Integer> placesOf = new ArrayList<>();
        for (int variable = 0; variable < variables.size(); variable++) {
            if (!expression.reads().contains(variables.get(variable).name())) {
                placesOf.add(NONE);
            } else {
                int read = named.get(variable);
                int place = places.computeIfAbsent(read, of -> places.size());
                placesOf.add(place);
                readBy.computeIfAbsent(property, of -> new ArrayList<>()).add(read);
                derivedFrom.computeIfAbsent(read, of -> new ArrayList<>()).add(derived.size());
            }
        }
        derived.add(new Derived(property, expression, List.copyOf(placesOf)));
    }

    /** Types are checked when they are defined, so it can be compiled. */
    private static Expression compiled(Signal.Derivation derivation, Variables variables, Target target) {
        return switch (Expression.compile(derivation.expression(), variables, target)) {
            case Expression.Outcome.Compiled(Expression expression, List<String> _) -> expression;
            case Expression.Outcome.Refused refused ->
                throw new IllegalArgumentException(
                        "not an expression: " + derivation.expression() + ", " + refused.errors());
        };
    }

    private static @Nullable Unit unit(Declared property) {
        String name = property.unit();
        return name == null ? null : UnitWords.find(name).orElse(null);
    }

    List<Derived> derived() {
        return derived;
    }

    /** How many properties are read. */
    int count() {
        return places.size();
    }

    /** The property's place among those that are read, -1 where nobody reads it. */
    int placeOf(int property) {
        return places.getOrDefault(property, NONE);
    }

    /** The derived properties that read this one, as places among them. */
    List<Integer> derivedFrom(int property) {
        return derivedFrom.getOrDefault(property, List.of());
    }

    /** The properties that this derived one reads. */
    List<Integer> readBy(int property) {
        return readBy.getOrDefault(property, List.of());
    }
}
