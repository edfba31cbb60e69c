package io.counterpart.engine.derive;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.derive.Variables.Variable;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A pump and its surroundings: properties with units, and values to evaluate with. */
final class Plant {

    /** When what causes an evaluation was measured, epoch milliseconds. */
    static final long NOW = 1_795_000_000_000L;

    static final Variables VARIABLES = Variables.of(List.of(
            number("flow", "m3/h"),
            number("flowOut", "L/s"),
            number("pressure", "bar"),
            number("suction", "psi"),
            number("power", "kW"),
            number("voltage", "V"),
            number("current", "A"),
            number("apparent", "voltAmpere"),
            number("reactive", "voltAmpereReactive"),
            number("torque", "newtonMetre"),
            number("pump.speed", "rpm"),
            number("arm", "m"),
            number("force", "N"),
            number("level", "m"),
            number("area", "m2"),
            number("density", "kg/m3"),
            number("velocity", "m/s"),
            number("temperature", "degreeCelsius"),
            number("outside", "degreeCelsius"),
            number("fahrenheit", "degreeFahrenheit"),
            number("kelvin", "kelvin"),
            number("humidity", "percent"),
            number("dust", "ppm"),
            number("angle", "degreeOfArc"),
            number("noise", "dB"),
            number("ratio", "1"),
            number("in", "bar"),
            number("loop", "bar"),
            number("bare", null),
            new Variable(new PropertyName("starts"), ValueSchema.INTEGER, null),
            new Variable(new PropertyName("running"), ValueSchema.BOOLEAN, null),
            new Variable(new PropertyName("standby"), ValueSchema.BOOLEAN, null),
            new Variable(new PropertyName("mode"), ValueSchema.STRING, null),
            new Variable(new PropertyName("spectrum"), ValueSchema.DOUBLES, null)));

    private Plant() {}

    static Variable number(String name, @Nullable String unit) {
        return new Variable(
                new PropertyName(name),
                ValueSchema.DOUBLE,
                unit == null ? null : UnitWords.find(unit).orElseThrow());
    }

    static Target in(String unit) {
        Unit wanted = UnitWords.find(unit).orElseThrow();
        return new Target(ValueSchema.DOUBLE, wanted);
    }

    static Expression compiled(Expression.Outcome outcome) {
        return switch (outcome) {
            case Expression.Outcome.Compiled compiled -> compiled.expression();
            case Expression.Outcome.Refused refused -> throw new AssertionError(refused.errors());
        };
    }

    static Expression compile(String source) {
        return compiled(Expression.compile(source, VARIABLES));
    }

    static Expression compile(String source, String unit) {
        return compiled(Expression.compile(source, VARIABLES, in(unit)));
    }

    static ExpressionError refusal(Expression.Outcome outcome) {
        return switch (outcome) {
            case Expression.Outcome.Compiled compiled ->
                throw new AssertionError("it was compiled: " + compiled.expression());
            case Expression.Outcome.Refused refused -> refused.errors().getFirst();
        };
    }

    static ExpressionError refusal(String source) {
        return refusal(Expression.compile(source, VARIABLES));
    }

    /** The number that comes of it. */
    static double number(Expression expression, Given values) {
        return switch (expression.evaluate(values)) {
            case Result.OfNumber number -> number.value();
            case Result other -> throw new AssertionError(other);
        };
    }

    /** Values that a test gives. */
    static final class Given implements Values {

        private final Map<Integer, Object> values = new HashMap<>();
        private final Map<Integer, Integer> qualities = new HashMap<>();
        private final Map<Integer, Long> times = new HashMap<>();

        static Given none() {
            return new Given();
        }

        Given with(String name, Object value) {
            return with(name, value, 100, NOW);
        }

        Given with(String name, Object value, int quality, long ts) {
            int place = VARIABLES.place(name);
            values.put(place, value);
            qualities.put(place, quality);
            times.put(place, ts);
            return this;
        }

        private Object value(int variable) {
            Object value = values.get(variable);
            if (value == null) {
                throw new AssertionError("asked for what is not there");
            }
            return value;
        }

        @Override
        public boolean has(int variable) {
            return values.containsKey(variable);
        }

        @Override
        public double number(int variable) {
            return switch (value(variable)) {
                case Boolean truth -> truth ? 1 : 0;
                case Number number -> number.doubleValue();
                case Object other -> throw new AssertionError(other);
            };
        }

        @Override
        public String text(int variable) {
            return (String) value(variable);
        }

        @Override
        public int quality(int variable) {
            return qualities.getOrDefault(variable, -1);
        }

        @Override
        public long ts(int variable) {
            return times.getOrDefault(variable, Long.MIN_VALUE);
        }

        @Override
        public long causeTs() {
            return NOW;
        }

        @Override
        public String twinId() {
            return "pump-7";
        }

        @Override
        public String twinType() {
            return "dtmi:com:example:Pump;1";
        }
    }
}
