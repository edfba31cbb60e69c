package io.counterpart.engine.signal;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.ValueSchema;
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
import java.util.Objects;
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

    /** By derived property that cannot be worked out any more: why, a sentence. */
    private final Map<Integer, String> unusable = new LinkedHashMap<>();

    private final Map<Integer, List<Integer>> readBefore;

    /**
     * @param readBefore by derived property, what it read when this was written into a checkpoint. Of these one may be refused by what
     *     is stricter by now: it reads what it read, for all that is kept beside it is in that order, and gives nothing
     * @throws IllegalArgumentException where another one is refused
     */
    Reads(List<Declared> properties, Map<PropertyName, Integer> byName, Map<Integer, List<Integer>> readBefore) {
        this.properties = properties;
        this.readBefore = readBefore;
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
        List<Integer> before = readBefore.get(property);
        switch (Expression.compile(derivation.expression(), Variables.of(variables), target)) {
            case Expression.Outcome.Compiled(Expression expression, List<String> _) -> {
                List<Integer> reads = new ArrayList<>();
                for (int variable = 0; variable < variables.size(); variable++) {
                    if (expression.reads().contains(variables.get(variable).name())) {
                        reads.add(named.get(variable));
                    }
                }
                if (before == null || before.equals(reads)) {
                    add(property, expression, named, reads);
                } else {
                    withdraw(property, before, "it would read other properties than before");
                }
            }
            case Expression.Outcome.Refused refused -> {
                String why = "not an expression: " + derivation.expression() + ", " + refused.errors();
                if (before == null) {
                    throw new IllegalArgumentException(why);
                }
                withdraw(property, before, why);
            }
        }
    }

    private void withdraw(int property, List<Integer> before, String why) {
        before.forEach(read -> Objects.checkIndex(read, properties.size()));
        unusable.put(property, why);
        add(property, null, List.of(), before);
    }

    /** @param named the properties that its variables are */
    private void add(int property, @Nullable Expression expression, List<Integer> named, List<Integer> reads) {
        for (int read : reads) {
            places.computeIfAbsent(read, of -> places.size());
            readBy.computeIfAbsent(property, of -> new ArrayList<>()).add(read);
            derivedFrom.computeIfAbsent(read, of -> new ArrayList<>()).add(derived.size());
        }
        List<Integer> placesOf = named.stream()
                .map(variable -> reads.contains(variable) ? placeOf(variable) : NONE)
                .toList();
        derived.add(new Derived(property, expression, placesOf));
    }

    private static @Nullable Unit unit(Declared property) {
        String name = property.unit();
        return name == null ? null : UnitWords.find(name).orElse(null);
    }

    List<Derived> derived() {
        return derived;
    }

    /** Those that cannot be worked out any more, and why. */
    Map<Integer, String> unusable() {
        return unusable;
    }

    /** By place among the properties that are read, whether that one is a text. */
    boolean[] texts() {
        boolean[] texts = new boolean[places.size()];
        places.forEach((property, place) ->
                texts[place] = properties.get(property).schema().storage() == ValueSchema.Storage.TEXT);
        return texts;
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
