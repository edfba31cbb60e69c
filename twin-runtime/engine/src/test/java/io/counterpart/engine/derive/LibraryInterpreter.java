package io.counterpart.engine.derive;

import dev.cel.common.CelOptions;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * What the library's own interpreter says of an expression: the same syntax tree, its control flow, its logic, its loops; the functions as
 * plainly as they can be written.
 */
// The functions are immutable, which those who declare them for doubles have not said.
@SuppressWarnings("Immutable")
final class LibraryInterpreter {

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(CelOptions.current()
                    .enableHeterogeneousNumericComparisons(true)
                    .build())
            .addFunctionBindings(bindings())
            .build();

    /** A function's, whose result is undefined or larger than may be. */
    private static final class NoValue extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final CelRuntime.Program program;

    LibraryInterpreter(String source) {
        Cel cel = switch (Cel.read(source, Plant.VARIABLES)) {
            case Cel.Outcome.Read read -> read.cel();
            case Cel.Outcome.Refused refused -> throw new AssertionError(refused.errors());
        };
        try {
            program = RUNTIME.createProgram(cel.tree());
        } catch (CelEvaluationException e) {
            throw new AssertionError(e);
        }
    }

    /** The value; nothing where it has none, for whatever reason. */
    Optional<Object> evaluate(Values values) {
        try {
            Object value = program.eval((CelVariableResolver) name -> value(name, values));
            return Optional.of(value);
        } catch (CelEvaluationException e) {
            return Optional.empty();
        }
    }

    private static Optional<Object> value(String name, Values values) {
        int space = name.indexOf(' ');
        int place = Plant.VARIABLES.place(name.substring(space + 1));
        if (place < 0) {
            return switch (name) {
                case "twin.id" -> Optional.of(values.twinId());
                case "twin.type" -> Optional.of(values.twinType());
                default -> Optional.empty();
            };
        }
        if (name.startsWith("has ")) {
            return Optional.of(values.has(place));
        }
        if (!values.has(place)) {
            return Optional.empty();
        }
        if (name.startsWith("quality ")) {
            return Optional.of((double) values.quality(place));
        }
        if (name.startsWith("age ")) {
            return Optional.of((values.causeTs() - values.ts(place)) / 1_000.0);
        }
        return Optional.of(
                switch (Kind.of(Plant.VARIABLES.all().get(place).schema())) {
                    case NUMBER -> (Object) values.number(place);
                    case TRUTH -> values.number(place) != 0;
                    case TEXT -> values.text(place);
                    case NUMBERS, TRUTHS, TEXTS -> throw new AssertionError(name);
                });
    }

    private static List<CelFunctionBinding> bindings() {
        List<CelFunctionBinding> all = new ArrayList<>();
        add(all, "_+_", 0, (one, other) -> one + other);
        add(all, "_-_", 0, (one, other) -> one - other);
        add(all, "_*_", 0, (one, other) -> one * other);
        add(all, "_/_", 0, (one, other) -> one / other);
        add(all, "pow", 0, StrictMath::pow);
        all.add(CelFunctionBinding.from("-_#0", Double.class, number -> -number));
        all.add(CelFunctionBinding.from("_+_#1", String.class, String.class, (one, other) -> bounded(one + other)));
        all.add(CelFunctionBinding.from("_+_#2", Collection.class, Collection.class, LibraryInterpreter::joined));
        for (String name : List.of("abs", "sqrt", "exp", "ln", "sin", "cos", "round", "floor", "ceil")) {
            var function = Objects.requireNonNull(Numbers.function(name));
            all.add(CelFunctionBinding.from(
                    name + "#0", Double.class, number -> finite(function.applyAsDouble(number))));
        }
        all.add(CelFunctionBinding.from("number#0", Double.class, String.class, (number, unit) -> number));
        addComparisons(all);
        for (int operands = 2; operands <= 10; operands++) {
            int overload = operands - 2;
            addNumbers(
                    all,
                    "min#" + overload,
                    operands,
                    numbers -> DoubleStream.of(numbers).min().orElseThrow());
            addNumbers(
                    all,
                    "max#" + overload,
                    operands,
                    numbers -> DoubleStream.of(numbers).max().orElseThrow());
            addNumbers(all, "mean#" + overload, operands, numbers -> sum(numbers) / numbers.length);
        }
        addNumbers(all, "clamp#0", 3, numbers -> {
            require(numbers[1] <= numbers[2]);
            return Math.max(numbers[1], Math.min(numbers[2], numbers[0]));
        });
        addOfList(all, "min#9", numbers -> DoubleStream.of(numbers).min().orElse(Double.NaN));
        addOfList(all, "max#9", numbers -> DoubleStream.of(numbers).max().orElse(Double.NaN));
        addOfList(all, "mean#9", numbers -> sum(numbers) / numbers.length);
        addOfList(all, "sum#0", LibraryInterpreter::sum);
        all.add(CelFunctionBinding.from(
                "lookup#0",
                List.of(Double.class, Collection.class, Collection.class),
                arguments -> looked((Double) arguments[0], array(arguments[1]), array(arguments[2]))));
        for (int overload : new int[] {0, 2}) {
            all.add(CelFunctionBinding.from(
                    "size#" + overload, String.class, text -> (double) text.codePointCount(0, text.length())));
            all.add(CelFunctionBinding.from("size#" + (overload + 1), Collection.class, list -> (double) list.size()));
        }
        all.add(CelFunctionBinding.from("startsWith#0", String.class, String.class, String::startsWith));
        all.add(CelFunctionBinding.from("endsWith#0", String.class, String.class, String::endsWith));
        all.add(CelFunctionBinding.from("contains#0", String.class, String.class, String::contains));
        return all;
    }

    private static void addComparisons(List<CelFunctionBinding> all) {
        all.add(CelFunctionBinding.from("_<_#0", Double.class, Double.class, (one, other) -> one < other));
        all.add(CelFunctionBinding.from("_<=_#0", Double.class, Double.class, (one, other) -> one <= other));
        all.add(CelFunctionBinding.from("_>_#0", Double.class, Double.class, (one, other) -> one > other));
        all.add(CelFunctionBinding.from("_>=_#0", Double.class, Double.class, (one, other) -> one >= other));
        all.add(CelFunctionBinding.from("_==_#0", Object.class, Object.class, LibraryInterpreter::same));
        all.add(CelFunctionBinding.from("_!=_#0", Object.class, Object.class, (one, other) -> !same(one, other)));
        all.add(CelFunctionBinding.from(
                "@in#0",
                Object.class,
                Collection.class,
                (element, list) -> ((Collection<?>) list).stream().anyMatch(each -> same(element, each))));
        all.add(CelFunctionBinding.from("!_#0", Boolean.class, truth -> !truth));
    }

    /** An operand without a value, which this interpreter hands on as an object at times, has no equal. */
    private static boolean same(Object one, Object other) {
        require(isValue(one) && isValue(other));
        if (one instanceof Double number && other instanceof Double another) {
            return number.doubleValue() == another.doubleValue();
        }
        return one.equals(other);
    }

    private static boolean isValue(Object object) {
        return object instanceof Double || object instanceof Boolean || object instanceof String;
    }

    private static void add(List<CelFunctionBinding> all, String name, int overload, DoubleBinaryOperator operator) {
        all.add(CelFunctionBinding.from(
                name + "#" + overload,
                Double.class,
                Double.class,
                (one, other) -> finite(operator.applyAsDouble(one, other))));
    }

    private static void addNumbers(
            List<CelFunctionBinding> all, String id, int operands, Function<double[], Double> function) {
        List<Class<?>> types = new ArrayList<>();
        for (int i = 0; i < operands; i++) {
            types.add(Double.class);
        }
        all.add(CelFunctionBinding.from(
                id,
                types,
                arguments -> finite(function.apply(Arrays.stream(arguments)
                        .mapToDouble(argument -> (Double) argument)
                        .toArray()))));
    }

    private static void addOfList(List<CelFunctionBinding> all, String id, Function<double[], Double> function) {
        all.add(CelFunctionBinding.from(id, Collection.class, list -> finite(function.apply(array(list)))));
    }

    private static double[] array(Object list) {
        return ((Collection<?>) list)
                .stream().mapToDouble(each -> (Double) each).toArray();
    }

    private static double sum(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        return sum;
    }

    private static double looked(double x, double[] xs, double[] ys) {
        for (int i = 0; i < xs.length; i++) {
            if (xs[i] == x) {
                return ys[i];
            }
            if (i > 0 && xs[i - 1] < x && x < xs[i]) {
                return ys[i - 1] + (x - xs[i - 1]) / (xs[i] - xs[i - 1]) * (ys[i] - ys[i - 1]);
            }
        }
        throw new NoValue();
    }

    private static List<Object> joined(Collection<?> one, Collection<?> other) {
        List<Object> joined = new ArrayList<>(one);
        joined.addAll(other);
        require(joined.size() <= 1_000);
        return joined;
    }

    private static String bounded(String text) {
        require(text.codePointCount(0, text.length()) <= 256);
        return text;
    }

    private static double finite(double number) {
        require(Double.isFinite(number));
        return number;
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new NoValue();
        }
    }
}
