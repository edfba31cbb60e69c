package io.counterpart.engine.dtdl;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.derive.Expression;
import io.counterpart.engine.derive.ExpressionError;
import io.counterpart.engine.derive.Target;
import io.counterpart.engine.derive.Variables;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the derived properties of one interface say: that each expression is one, in units that fit, of properties that are there; that
 * none is made of itself; and that what stands on a grid is not mixed with what does not.
 */
final class DerivationCheck {

    private final ModelCheck model;
    private final Element one;
    private final Errors errors;

    /** By name, a component's contents after its own: what may be named. */
    private final Map<String, Element> properties = new TreeMap<>();

    /** By name of a property that is made of others: those. */
    private final Map<String, Set<String>> madeOf = new TreeMap<>();

    /** By name, as far as they were looked at: the grids that properties stand on. */
    private final Map<String, Long> steps = new HashMap<>();

    DerivationCheck(ModelCheck model, Element one, Errors errors) {
        this.model = model;
        this.one = one;
        this.errors = errors;
    }

    void check() {
        Map<String, Element> contents = model.contents(one);
        if (contents.values().stream().noneMatch(element -> element.one("derive") != null)) {
            return;
        }
        collect("", contents);
        Variables variables = variables();
        for (Map.Entry<String, Element> content : contents.entrySet()) {
            Element element = content.getValue();
            if (element.one("derive") instanceof Signal.Derivation derivation) {
                madeOf.put(content.getKey(), reads(element, derivation, variables));
            } else if (element.one("window") instanceof Signal.Window window) {
                madeOf.put(content.getKey(), Set.of(window.of().value()));
            } else if (element.one("align") instanceof Signal.Align align) {
                madeOf.put(content.getKey(), Set.of(align.of().value()));
            }
        }
        if (errors.isEmpty()) {
            contents.keySet().forEach(this::checkOrder);
        }
        if (errors.isEmpty()) {
            contents.forEach(this::checkGrid);
        }
    }

    private void collect(String prefix, Map<String, Element> contents) {
        contents.forEach((name, element) -> {
            if (element.kind.equals("Component") && prefix.isEmpty()) {
                collect(
                        name + ".",
                        model.contents(model.resolved(element.all("schema").getFirst())));
            } else if (schema(element).isPresent()) {
                properties.put(prefix + name, element);
            }
        });
    }

    /** How values of an element are kept, as far as expressions can name it. */
    private static Optional<ValueSchema> schema(Element element) {
        boolean isValue = element.kind.equals("Telemetry") || element.kind.equals("Property");
        if (!isValue) {
            return Optional.empty();
        }
        return switch (element.one("schema")) {
            case String word -> ValueSchema.named(word);
            case Element enumeration
            when enumeration.one("valueSchema") instanceof String word -> ValueSchema.named(word);
            case null, default -> Optional.empty();
        };
    }

    private static @Nullable Unit unit(Element element) {
        return element.one("unit") instanceof String name ? UnitWords.find(name).orElse(null) : null;
    }

    private Variables variables() {
        List<Variables.Variable> variables = new ArrayList<>();
        properties.forEach((name, element) -> {
            if (isName(name)) {
                variables.add(new Variables.Variable(
                        new PropertyName(name), schema(element).orElseThrow(), unit(element)));
            }
        });
        return Variables.of(variables);
    }

    /** The language has longer names than readings can use: such a type is refused later. */
    private static boolean isName(String name) {
        for (String part : name.split("\\.", -1)) {
            if (!PropertyName.isPart(part)) {
                return false;
            }
        }
        return true;
    }

    private Set<String> reads(Element element, Signal.Derivation derivation, Variables variables) {
        ValueSchema schema = schema(element).orElseThrow();
        Set<String> reads = new HashSet<>();
        switch (Expression.compile(derivation.expression(), variables, new Target(schema, unit(element)))) {
            case Expression.Outcome.Refused(List<ExpressionError> refused) ->
                refused.forEach(error -> errors.addOurs(
                        "derivationInvalid",
                        element.placeOf("derive") + "[" + error.position() + "]",
                        error.cause(),
                        error.remedy()));
            case Expression.Outcome.Compiled(Expression expression, List<String> _) ->
                expression.reads().forEach(name -> reads.add(name.value()));
        }
        if (errors.isEmpty() && reads.isEmpty()) {
            add(element, "It reads no property, so it would never be evaluated.", "Name a property in it.");
        }
        return reads;
    }

    // ---- what is made of itself ----

    private void checkOrder(String name) {
        List<String> way = new ArrayList<>();
        if (leadsBack(name, name, way, new HashSet<>())) {
            add(
                    Objects.requireNonNull(properties.get(name)),
                    "It is made of itself, by way of " + String.join(", ", way) + ".",
                    "Have one of them made of something else.");
        }
    }

    private boolean leadsBack(String from, String to, List<String> way, Set<String> seen) {
        for (String next : madeOf.getOrDefault(from, Set.of())) {
            way.add(next);
            if (next.equals(to) || (seen.add(next) && leadsBack(next, to, way, seen))) {
                return true;
            }
            way.removeLast();
        }
        return false;
    }

    // ---- grids ----

    private void checkGrid(String name, Element element) {
        if (element.one("derive") == null) {
            return;
        }
        Set<Long> steps = new HashSet<>();
        madeOf.getOrDefault(name, Set.of()).forEach(read -> steps.add(step(read)));
        if (steps.size() > 1) {
            add(
                    element,
                    "It mixes what stands on a grid with what does not, or stands on another.",
                    "Align all that it reads with one 'every', or none.");
        }
    }

    /** The step of the grid that a property stands on, 0 for none. */
    private long step(String name) {
        Long known = steps.get(name);
        if (known == null) {
            known = stepOf(name);
            steps.put(name, known);
        }
        return known;
    }

    private long stepOf(String name) {
        Element element = properties.get(name);
        if (element != null && element.one("align") instanceof Signal.Align align) {
            return align.everyMs();
        }
        return madeOf.getOrDefault(name, Set.of()).stream()
                .mapToLong(this::step)
                .max()
                .orElse(0);
    }

    private void add(Element element, String cause, String action) {
        errors.addOurs("derivationInvalid", element.placeOf("derive"), cause, action);
    }
}
