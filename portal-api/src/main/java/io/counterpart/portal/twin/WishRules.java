package io.counterpart.portal.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.dtdl.Content;
import io.counterpart.engine.dtdl.Interface;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaCheck;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import io.counterpart.portal.type.Definitions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What may be wanted of a twin: of one with a type the properties that it calls writable, of one without all that are known. */
final class WishRules {

    /** The largest whole number that values are kept with. */
    private static final double LONG_MAX = 1L << 53;

    private static final Rule SEVERAL_PARTS =
            new Rule.Shut("has a schema of several parts, and single values and arrays of doubles can be wanted only");

    private final SortedMap<PropertyName, Rule> rules;
    private final String owner;

    /** What holds of one property. */
    private sealed interface Rule {

        /**
         * It may be wanted.
         *
         * @param schema what its values are
         * @param kept how they are kept
         * @param unit of its values, null for none
         * @param min the lowest believable value, null for none
         * @param max the highest
         */
        record Open(
                Schema schema,
                ValueSchema kept,
                @Nullable String unit,
                @Nullable Double min,
                @Nullable Double max) implements Rule {}

        /** @param why nobody may want anything of it: a sentence's end */
        record Shut(String why) implements Rule {}
    }

    /** Whether a property may be what somebody wants. */
    sealed interface Verdict {

        /**
         * It may.
         *
         * @param value in the property's unit
         * @param unit the property's
         * @param schema what its values are
         */
        record Accepted(Value value, @Nullable String unit, ValueSchema schema) implements Verdict {}

        /** @param why not: a sentence */
        record Refused(String why) implements Verdict {}
    }

    /** @param owner whose properties they are, for sentences */
    private WishRules(String owner, SortedMap<PropertyName, Rule> rules) {
        this.owner = owner;
        this.rules = rules;
    }

    /** What may be wanted of twins of this type. */
    static WishRules of(Interface type) {
        SortedMap<PropertyName, Rule> rules = new TreeMap<>();
        collect(type, "", rules);
        return new WishRules("The type " + type.id(), rules);
    }

    private static void collect(Interface type, String prefix, SortedMap<PropertyName, Rule> rules) {
        for (Content content : type.contents()) {
            switch (content) {
                case Content.Property property -> rules.put(new PropertyName(prefix + property.name()), rule(property));
                case Content.Telemetry telemetry ->
                    rules.put(
                            new PropertyName(prefix + telemetry.name()),
                            new Rule.Shut("is telemetry, which the asset says and nobody sets"));
                case Content.Component component -> collect(component.type(), component.name() + ".", rules);
                case Content.Command _, Content.Relationship _ -> {
                    // Neither has a value.
                }
            }
        }
    }

    private static Rule rule(Content.Property property) {
        if (!property.writable()) {
            return new Rule.Shut("is not 'writable' by its type");
        }
        Signal signal = property.signal();
        if (signal != null && signal.isComputed()) {
            return new Rule.Shut("is made of others by its type; want those");
        }
        Signal.Quality quality = signal == null ? null : signal.quality();
        Content.Quantity quantity = property.quantity();
        ValueSchema kept = Definitions.valueSchema(property.schema());
        return kept == ValueSchema.JSON
                ? SEVERAL_PARTS
                : new Rule.Open(
                        property.schema(),
                        kept,
                        quantity == null ? null : quantity.unit().name(),
                        quality == null ? null : quality.min(),
                        quality == null ? null : quality.max());
    }

    /** What may be wanted of this twin, which has no type. */
    static WishRules of(TwinState untyped) {
        SortedMap<PropertyName, Rule> rules = new TreeMap<>();
        untyped.properties().forEach((name, property) -> rules.put(name, rule(property)));
        return new WishRules("The twin, which has no type,", rules);
    }

    private static Rule rule(PropertyState property) {
        if (property.schema() == ValueSchema.JSON) {
            return SEVERAL_PARTS;
        }
        return new Rule.Open(
                switch (property.schema()) {
                    case DOUBLE -> Schema.Primitive.DOUBLE;
                    case FLOAT -> Schema.Primitive.FLOAT;
                    case INTEGER -> Schema.Primitive.INTEGER;
                    case LONG -> Schema.Primitive.LONG;
                    case BOOLEAN -> Schema.Primitive.BOOLEAN;
                    case STRING, JSON -> Schema.Primitive.STRING;
                    case DOUBLES -> new Schema.Array(Schema.Primitive.DOUBLE);
                },
                property.schema(),
                property.unit(),
                null,
                null);
    }

    /** The properties of which something may be wanted. */
    List<PropertyName> writable() {
        List<PropertyName> open = new ArrayList<>();
        rules.forEach((name, rule) -> {
            if (rule instanceof Rule.Open) {
                open.add(name);
            }
        });
        return open;
    }

    /** Why there can be no wish of this property to take back, whatever its type says by now; empty where there can be one. */
    Optional<String> obstacleToWithdrawing(PropertyName name) {
        return rules.containsKey(name) ? Optional.empty() : Optional.of(unknown(name));
    }

    private String unknown(PropertyName name) {
        List<PropertyName> open = writable();
        return owner + " has no property '" + name + "'; "
                + (open.isEmpty() ? "it has none that could be wanted" : "to be wanted are: " + shown(open)) + ".";
    }

    private static String shown(List<PropertyName> names) {
        List<String> first = names.stream().limit(20).map(PropertyName::value).toList();
        return String.join(", ", first) + (names.size() > first.size() ? ", …" : "");
    }

    /** What the wish comes to in the property's unit. */
    Verdict on(PropertyName name, TwinPatch.Wanted wanted) {
        return switch (rules.get(name)) {
            case null -> new Verdict.Refused(unknown(name));
            case Rule.Shut(String why) -> new Verdict.Refused("'" + name + "' " + why + ".");
            case Rule.Open open -> inUnit(name, open, wanted);
        };
    }

    private static Verdict inUnit(PropertyName name, Rule.Open rule, TwinPatch.Wanted wanted) {
        String from = wanted.unit();
        String to = rule.unit();
        if (from == null || from.equals(to)) {
            return bySchema(name, rule, wanted.value());
        }
        if (to == null || !wanted.value().isNumber()) {
            return new Verdict.Refused("'" + name + "' has no unit; give the value alone.");
        }
        return conversion(from, to)
                .map(conversion -> bySchema(
                        name,
                        rule,
                        DoubleNode.valueOf(conversion.apply(wanted.value().doubleValue()))))
                .orElseGet(() -> new Verdict.Refused("'" + name + "' is in '" + to + "', and '" + from
                        + "' is no unit of that quantity. Units go by DTDL's names, symbols and UCUM's codes."));
    }

    private static Optional<Conversion> conversion(String from, String to) {
        Optional<Unit> given = UnitWords.find(from);
        Optional<Unit> own = UnitWords.find(to);
        return given.isPresent() && own.isPresent() && given.get().isCommensurableWith(own.get())
                ? Optional.of(Conversion.between(given.get(), own.get()))
                : Optional.empty();
    }

    private static Verdict bySchema(PropertyName name, Rule.Open rule, JsonNode given) {
        Optional<SchemaCheck.Fault> fault = SchemaCheck.of(rule.schema(), given, name.value());
        if (fault.isPresent()) {
            return new Verdict.Refused(
                    "'" + fault.get().path() + "' " + fault.get().what() + ".");
        }
        if (given.toString().getBytes(StandardCharsets.UTF_8).length > Input.DESIRED_BYTES_MAX) {
            return new Verdict.Refused("'" + name + "' has more than the " + Input.DESIRED_BYTES_MAX
                    + " bytes of JSON that may be desired of one property.");
        }
        Value value = value(given);
        return outOfRange(name, rule, value)
                .<Verdict>map(Verdict.Refused::new)
                .orElseGet(() -> new Verdict.Accepted(value, rule.unit(), rule.kept()));
    }

    private static Optional<String> outOfRange(PropertyName name, Rule.Open rule, Value value) {
        if (!(value instanceof Value.Numeric(double number))) {
            return Optional.empty();
        }
        if (rule.kept() == ValueSchema.LONG && Math.abs(number) > LONG_MAX) {
            return Optional.of("'" + name + "' must be a whole number up to 2^53.");
        }
        Double min = rule.min();
        Double max = rule.max();
        if (max != null && number > max) {
            return Optional.of("'" + name + "' would be " + shown(number, rule) + ", above " + shown(max, rule)
                    + ", the highest believable value by its type.");
        }
        return min != null && number < min
                ? Optional.of("'" + name + "' would be " + shown(number, rule) + ", below " + shown(min, rule)
                        + ", the lowest believable value by its type.")
                : Optional.empty();
    }

    private static String shown(double number, Rule.Open rule) {
        String figure = BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
        return rule.unit() == null ? figure : figure + " " + rule.unit();
    }

    /** Of a value that is as a kept schema says. */
    private static Value value(JsonNode given) {
        if (given.isNumber()) {
            return new Value.Numeric(given.doubleValue());
        }
        if (given.isBoolean()) {
            return new Value.Truth(given.booleanValue());
        }
        if (given.isTextual()) {
            return new Value.Text(given.textValue());
        }
        List<Double> numbers = new ArrayList<>();
        given.forEach(number -> numbers.add(number.doubleValue()));
        return new Value.Vector(numbers);
    }
}
