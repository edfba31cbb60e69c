package io.counterpart.engine.derive;

import io.counterpart.engine.derive.Numbers.Statistic;
import io.counterpart.engine.derive.Quantity.Form;
import io.counterpart.engine.derive.UnitRules.Combined;
import io.counterpart.engine.derive.Variables.Variable;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;

/** From an expression as it was read to parts that can be evaluated, units checked and their factors put in. */
final class Translator {

    private static final Map<String, Truths.Order> ORDERS = Map.of(
            "_<_", Truths.Order.LESS,
            "_<=_", Truths.Order.AT_MOST,
            "_==_", Truths.Order.EQUAL,
            "_!=_", Truths.Order.DIFFERENT,
            "_>=_", Truths.Order.AT_LEAST,
            "_>_", Truths.Order.MORE);

    /**
     * A part, translated.
     *
     * @param quantity of a number, or of a list's numbers; {@link Quantity#BARE} of all else
     */
    record Part(Node node, Quantity quantity) {

        static Part of(Node node) {
            return new Part(node, Quantity.BARE);
        }

        Node.OfNumber number() {
            return (Node.OfNumber) node;
        }

        Node.OfTruth truth() {
            return (Node.OfTruth) node;
        }

        Node.OfText text() {
            return (Node.OfText) node;
        }

        Node.OfList list() {
            return (Node.OfList) node;
        }
    }

    /** A loop's variable. */
    private record Local(String name, int slot, Quantity quantity) {}

    private final Variables variables;
    private final Deque<Local> scope = new ArrayDeque<>();
    private final SortedSet<Integer> read = new TreeSet<>();
    private final SortedSet<String> withoutUnit = new TreeSet<>();
    private boolean isUnitSeen;
    private int locals;

    Translator(Variables variables) {
        this.variables = variables;
    }

    /** The places of all properties that were named. */
    SortedSet<Integer> read() {
        return read;
    }

    /** How many variables all loops have. */
    int locals() {
        return locals;
    }

    /** The numbers without a unit that were named where units play a part. */
    SortedSet<String> unchecked(boolean isUnitWanted) {
        return isUnitSeen || isUnitWanted ? withoutUnit : new TreeSet<>();
    }

    /** @throws Refusal for the first thing that is wrong */
    Part translate(Syntax syntax) {
        return switch (syntax) {
            case Syntax.Literal literal -> literal(literal);
            case Syntax.Name name -> name(name);
            case Syntax.Sequence sequence -> sequence(sequence);
            case Syntax.Loop loop -> loop(loop);
            case Syntax.Call call -> call(call);
        };
    }

    private static Part literal(Syntax.Literal literal) {
        return switch (literal.value()) {
            case Double number -> new Part(new Numbers.Constant(number), Quantity.literal(number));
            case Boolean truth -> Part.of(new Truths.Constant(truth));
            case String text -> Part.of(new Texts.Constant(text));
            default -> throw new IllegalStateException("a literal of a new kind: " + literal);
        };
    }

    // ---- names ----

    private Part name(Syntax.Name name) {
        for (Local local : scope) {
            if (local.name().equals(name.name())) {
                return new Part(local(name.kind(), local.slot()), local.quantity());
            }
        }
        int space = name.name().indexOf(' ');
        String property = name.name().substring(space + 1);
        int place = variables.place(property);
        if (place < 0) {
            return ofTwin(name);
        }
        read.add(place);
        Result missing = new Result.Missing(variables.all().get(place).name());
        return switch (space < 0 ? "" : name.name().substring(0, space)) {
            case "has" -> Part.of(new Truths.Has(place));
            case "quality" -> Part.of(new Numbers.Quality(place, missing));
            case "age" -> new Part(new Numbers.Age(place, missing), Quantity.named(Unit.ucum("s")));
            default -> variable(name, place, missing);
        };
    }

    private static Node local(Kind kind, int slot) {
        return switch (kind) {
            case NUMBER -> new Numbers.Local(slot);
            case TRUTH -> new Truths.Local(slot);
            case TEXT -> new Texts.Local(slot);
            case NUMBERS, TRUTHS, TEXTS -> new Lists.Local(slot);
        };
    }

    private static Part ofTwin(Syntax.Name name) {
        return Part.of(
                name.name().equals("twin.id")
                        ? new Texts.TwinId()
                        : new Texts.TwinType(tooLong(name, "The type's identifier")));
    }

    private Part variable(Syntax.Name name, int place, Result missing) {
        return switch (name.kind()) {
            case NUMBER ->
                new Part(
                        new Numbers.Variable(
                                place, missing, failed(name, "'" + name.name() + "' is no finite number.")),
                        quantity(variables.all().get(place)));
            case TRUTH -> Part.of(new Truths.Variable(place, missing));
            case TEXT -> Part.of(new Texts.Variable(place, missing, tooLong(name, "'" + name.name() + "'")));
            case NUMBERS, TRUTHS, TEXTS -> throw new IllegalStateException("a property that is a list");
        };
    }

    private Quantity quantity(Variable variable) {
        Unit unit = variable.unit();
        if (unit == null) {
            withoutUnit.add(variable.name().value());
            return Quantity.UNKNOWN;
        }
        isUnitSeen = true;
        return Quantity.of(unit);
    }

    // ---- lists and loops ----

    private Part sequence(Syntax.Sequence sequence) {
        List<Part> elements = sequence.elements().stream().map(this::translate).toList();
        if (elements.isEmpty()) {
            return new Part(new Lists.Written(List.of()), Quantity.NOTHING);
        }
        if (sequence.kind() != Kind.NUMBERS) {
            return Part.of(new Lists.Written(elements.stream().map(Part::node).toList()));
        }
        Alike alike = alike(sequence, elements);
        return new Part(new Lists.Written(List.copyOf(alike.numbers())), alike.quantity());
    }

    private Part loop(Syntax.Loop loop) {
        Part range = translate(loop.range());
        Part initial = translate(loop.initial());
        int variable = locals++;
        int accumulator = locals++;
        scope.push(new Local(loop.variable(), variable, range.quantity()));
        scope.push(new Local(loop.accumulator(), accumulator, initial.quantity()));
        Part condition = translate(loop.condition());
        Part step = translate(loop.step());
        scope.pop();
        scope.pop();
        scope.push(new Local(loop.accumulator(), accumulator, step.quantity()));
        Part result = translate(loop.result());
        scope.pop();
        Loop translated = new Loop(range.list(), variable, accumulator, initial.node(), condition.truth(), step.node());
        Node node = switch (result.node()) {
            case Node.OfNumber number -> new Numbers.Looped(translated, number);
            case Node.OfTruth truth -> new Truths.Looped(translated, truth);
            case Node.OfList list -> new Lists.Looped(translated, list);
            case Node.OfText _ -> throw new IllegalStateException("no loop gives a text");
        };
        return new Part(node, result.quantity());
    }

    // ---- operators ----

    private Part call(Syntax.Call call) {
        return switch (call.function()) {
            case "_&&_" -> logic(call, Evaluation.FALSE);
            case "_||_" -> logic(call, Evaluation.TRUE);
            case "!_" -> Part.of(new Truths.Not(argument(call, 0).truth()));
            case "@not_strictly_false" ->
                Part.of(new Truths.NotFalse(argument(call, 0).truth()));
            case "_?_:_" -> choice(call);
            case "_<_", "_<=_", "_>_", "_>=_", "_==_", "_!=_" -> comparison(call);
            case "@in" -> among(call);
            case "_+_" -> sum(call);
            case "_-_" -> difference(call);
            case "_*_" -> product(call);
            case "_/_" -> quotient(call);
            case "-_" -> negative(call);
            default -> function(call);
        };
    }

    private Part argument(Syntax.Call call, int number) {
        return translate(call.arguments().get(number));
    }

    private Part logic(Syntax.Call call, int decisive) {
        return Part.of(new Truths.Logic(
                decisive, argument(call, 0).truth(), argument(call, 1).truth()));
    }

    private Part choice(Syntax.Call call) {
        Node.OfTruth condition = argument(call, 0).truth();
        Part one = argument(call, 1);
        Part other = argument(call, 2);
        return switch (call.kind()) {
            case NUMBER -> {
                Alike alike = alike(call, List.of(one, other));
                yield new Part(
                        new Numbers.Choice(
                                condition,
                                alike.numbers().getFirst(),
                                alike.numbers().getLast()),
                        alike.quantity());
            }
            case TRUTH -> Part.of(new Truths.Choice(condition, one.truth(), other.truth()));
            case TEXT -> Part.of(new Texts.Choice(condition, one.text(), other.text()));
            case NUMBERS, TRUTHS, TEXTS ->
                new Part(new Lists.Choice(condition, one.list(), other.list()), sameLists(call, one, other));
        };
    }

    private Part comparison(Syntax.Call call) {
        Part left = argument(call, 0);
        Part right = argument(call, 1);
        Kind kind = call.arguments().getFirst().kind();
        if (kind.isList()) {
            throw new Refusal(call.position(), "Lists cannot be compared.", "Compare their elements.");
        }
        if (kind != Kind.NUMBER) {
            return Part.of(new Truths.Equality(call.function().equals("_==_"), left.node(), right.node()));
        }
        Alike alike = alike(call, List.of(left, right));
        Truths.Order order = ORDERS.get(call.function());
        if (order == null) {
            throw new IllegalStateException("no comparison: " + call.function());
        }
        return Part.of(new Truths.Comparison(
                order, alike.numbers().getFirst(), alike.numbers().getLast()));
    }

    private Part among(Syntax.Call call) {
        Part element = argument(call, 0);
        Part list = argument(call, 1);
        Node node = element.node();
        if (call.arguments().getFirst().kind() == Kind.NUMBER) {
            UnitRules rules = new UnitRules(call.position());
            Quantity same = rules.same(List.of(list.quantity(), element.quantity()));
            requireIdentity(call, rules.conversion(list.quantity(), same));
            node = converted(call, element.number(), rules.conversion(element.quantity(), same));
        }
        return Part.of(new Truths.Among(node, list.list()));
    }

    private Part sum(Syntax.Call call) {
        Part left = argument(call, 0);
        Part right = argument(call, 1);
        return switch (call.kind()) {
            case TEXT -> Part.of(new Texts.Joined(left.text(), right.text(), tooLong(call, "What is joined here")));
            case NUMBERS, TRUTHS, TEXTS ->
                new Part(
                        new Lists.Joined(
                                left.list(),
                                right.list(),
                                failed(call, "A list would have more than " + Limits.LIST_MAX + " elements.")),
                        sameLists(call, left, right));
            case NUMBER ->
                combined(
                        call,
                        left,
                        right,
                        new UnitRules(call.position()).sum(left.quantity(), right.quantity()),
                        Numbers.Sum::new);
            case TRUTH -> throw new IllegalStateException("a sum that is true or false");
        };
    }

    private Part difference(Syntax.Call call) {
        Part left = argument(call, 0);
        Part right = argument(call, 1);
        Combined units = new UnitRules(call.position()).difference(left.quantity(), right.quantity());
        return combined(call, left, right, units, Numbers.Difference::new);
    }

    private Part product(Syntax.Call call) {
        Part left = argument(call, 0);
        Part right = argument(call, 1);
        Combined units = new UnitRules(call.position()).product(left.quantity(), right.quantity());
        return combined(call, left, right, units, Numbers.Product::new);
    }

    private Part quotient(Syntax.Call call) {
        Part left = argument(call, 0);
        Part right = argument(call, 1);
        Combined units = new UnitRules(call.position()).quotient(left.quantity(), right.quantity());
        Result byZero = failed(call, "It would divide by zero.");
        return combined(
                call, left, right, units, (one, other, tooLarge) -> new Numbers.Quotient(one, other, byZero, tooLarge));
    }

    private Part negative(Syntax.Call call) {
        Part of = argument(call, 0);
        return new Part(new Numbers.Negative(of.number()), new UnitRules(call.position()).negated(of.quantity()));
    }

    /** Makes a part of two operands. */
    @FunctionalInterface
    private interface Operation {
        Node.OfNumber of(Node.OfNumber left, Node.OfNumber right, Result tooLarge);
    }

    private static Part combined(Syntax at, Part left, Part right, Combined units, Operation operation) {
        Node.OfNumber node = operation.of(
                converted(at, left.number(), units.left()), converted(at, right.number(), units.right()), tooLarge(at));
        return new Part(converted(at, node, units.after()), units.quantity());
    }

    // ---- functions ----

    private Part function(Syntax.Call call) {
        return switch (call.function()) {
            case "min" -> statistic(call, Statistic.MIN);
            case "max" -> statistic(call, Statistic.MAX);
            case "mean" -> statistic(call, Statistic.MEAN);
            case "sum" -> statistic(call, Statistic.SUM);
            case "size" -> Part.of(new Numbers.Size(argument(call, 0).node()));
            case "isFinite" -> Part.of(new Truths.IsFinite(argument(call, 0).number()));
            case "startsWith" -> ofTexts(call);
            case "endsWith" -> ofTexts(call);
            case "contains" -> ofTexts(call);
            case "pow" -> power(call);
            case "clamp" -> clamp(call);
            case "lookup" -> lookup(call);
            case "convert" -> convert(call);
            case "quantity" -> quantity(call);
            case "number" -> number(call);
            default -> unary(call);
        };
    }

    private Part ofTexts(Syntax.Call call) {
        return Part.of(new Truths.OfTexts(
                switch (call.function()) {
                    case "startsWith" -> String::startsWith;
                    case "endsWith" -> String::endsWith;
                    default -> String::contains;
                },
                argument(call, 0).text(),
                argument(call, 1).text()));
    }

    private Part unary(Syntax.Call call) {
        DoubleUnaryOperator function = Numbers.function(call.function());
        if (function == null) {
            throw new IllegalStateException("a function that was declared and is not there: " + call.function());
        }
        Part of = argument(call, 0);
        UnitRules rules = new UnitRules(call.position());
        Combined units = switch (call.function()) {
            case "sqrt" -> rules.squareRoot(of.quantity());
            case "exp", "ln" -> Combined.of(rules.ofPlain(of.quantity(), call.function()));
            case "sin", "cos" -> rules.ofAngle(of.quantity(), call.function());
            case "abs" -> Combined.of(rules.negated(of.quantity()).withLiteral(Double.NaN));
            default -> Combined.of(rules.rounded(of.quantity()));
        };
        Node.OfNumber node = new Numbers.Unary(
                function, converted(call, of.number(), units.left()), undefined(call, call.function()));
        return new Part(converted(call, node, units.after()), units.quantity());
    }

    private Part power(Syntax.Call call) {
        Part base = argument(call, 0);
        Part exponent = argument(call, 1);
        Combined units = new UnitRules(call.position()).power(base.quantity(), exponent.quantity());
        Node.OfNumber node = new Numbers.Binary(
                StrictMath::pow,
                converted(call, base.number(), units.left()),
                exponent.number(),
                undefined(call, "pow"));
        return new Part(converted(call, node, units.after()), units.quantity());
    }

    private Part clamp(Syntax.Call call) {
        Alike alike = alike(call, List.of(argument(call, 0), argument(call, 1), argument(call, 2)));
        List<Node.OfNumber> numbers = alike.numbers();
        return new Part(
                new Numbers.Clamp(
                        numbers.get(0),
                        numbers.get(1),
                        numbers.get(2),
                        failed(call, "The lowest number for clamp is above the highest.")),
                alike.quantity());
    }

    private Part statistic(Syntax.Call call, Statistic statistic) {
        Result undefined = failed(call, "'" + call.function() + "' has no value here.");
        if (call.arguments().size() > 1) {
            List<Part> operands = call.arguments().stream().map(this::translate).toList();
            Alike alike = alike(call, operands);
            return new Part(new Numbers.OfOperands(statistic, alike.numbers(), undefined), alike.quantity());
        }
        Part list = argument(call, 0);
        if (statistic == Statistic.SUM && list.quantity().is(Form.POINT)) {
            throw new Refusal(call.position(), "Temperatures cannot be added.", "Write mean(…) for their mean.");
        }
        return new Part(new Numbers.Of(statistic, list.list(), undefined), list.quantity());
    }

    private Part lookup(Syntax.Call call) {
        Part of = argument(call, 0);
        double[] xs = table(call.arguments().get(1));
        double[] ys = table(call.arguments().get(2));
        if (xs.length != ys.length || xs.length < 2) {
            throw new Refusal(
                    call.arguments().get(2).position(),
                    "The table has " + xs.length + " and " + ys.length + " numbers.",
                    "Write as many of the one as of the other, and two at least.");
        }
        for (int i = 1; i < xs.length; i++) {
            if (!(xs[i - 1] < xs[i])) {
                throw new Refusal(
                        call.arguments().get(1).position(),
                        "The first numbers of a table must ascend, and " + xs[i] + " does not.",
                        "Sort the table, and leave out what is there twice.");
            }
        }
        UnitRules rules = new UnitRules(call.position());
        rules.same(List.of(of.quantity(), Quantity.BARE));
        Result outside = failed(call, "The number is outside of the table.");
        return Part.of(new Numbers.Lookup(of.number(), xs, ys, outside));
    }

    private static double[] table(Syntax syntax) {
        if (syntax instanceof Syntax.Sequence sequence
                && sequence.elements().stream().allMatch(Syntax.Literal.class::isInstance)) {
            return sequence.elements().stream()
                    .mapToDouble(element -> (Double) ((Syntax.Literal) element).value())
                    .toArray();
        }
        throw new Refusal(
                syntax.position(), "A table is two lists of numbers that are written out.", "Write [0, 1.5, 3].");
    }

    // ---- units ----

    private Part convert(Syntax.Call call) {
        Part of = argument(call, 0);
        Unit to = unit(call.arguments().getLast());
        UnitRules rules = new UnitRules(call.position());
        Quantity from = of.quantity();
        if (call.arguments().size() == 3) {
            Unit named = unit(call.arguments().get(1));
            boolean isOpen = from.isOpen() || from.isPlain();
            if (!isOpen && !from.unit().equals(named)) {
                throw new Refusal(
                        call.position(),
                        "It is said to be in '" + named + "', and is " + from.words() + ".",
                        "Write convert(x, '" + to + "').");
            }
            from = isOpen ? rules.quantity(from, named) : from;
            // A number of kelvins that is said to become another temperature is one.
            from = from.is(Form.NAMED) && to.hasOffset() ? Quantity.of(from.unit()) : from;
        }
        isUnitSeen = true;
        Combined units = rules.converted(from, to);
        return new Part(converted(call, of.number(), units.left()), units.quantity());
    }

    private Part quantity(Syntax.Call call) {
        Part of = argument(call, 0);
        isUnitSeen = true;
        return new Part(
                of.node(),
                new UnitRules(call.position())
                        .quantity(of.quantity(), unit(call.arguments().getLast())));
    }

    private Part number(Syntax.Call call) {
        Part of = argument(call, 0);
        Unit unit = unit(call.arguments().getLast());
        if (of.quantity().isOpen()) {
            return Part.of(of.node());
        }
        Combined units = new UnitRules(call.position()).converted(of.quantity(), unit);
        return Part.of(converted(call, of.number(), units.left()));
    }

    private static Unit unit(Syntax syntax) {
        if (!(syntax instanceof Syntax.Literal literal) || !(literal.value() instanceof String text)) {
            throw new Refusal(syntax.position(), "A unit is a text that is written out.", "Write 'bar'.");
        }
        Optional<Unit> unit = UnitWords.find(text);
        return unit.orElseThrow(() -> new Refusal(
                syntax.position(),
                "There is no unit '" + (text.length() <= Unit.CODE_LENGTH_MAX ? text : "…") + "'.",
                "Write a DTDL unit's name, such as cubicMetrePerHour, or a UCUM code, such as m3/h."));
    }

    // ---- alike ----

    /** Numbers that are of one quantity, in one unit. */
    private record Alike(Quantity quantity, List<Node.OfNumber> numbers) {}

    private static Alike alike(Syntax at, List<Part> parts) {
        UnitRules rules = new UnitRules(at.position());
        Quantity same = rules.same(parts.stream().map(Part::quantity).toList());
        List<Node.OfNumber> numbers = new ArrayList<>();
        for (Part part : parts) {
            numbers.add(converted(at, part.number(), rules.conversion(part.quantity(), same)));
        }
        return new Alike(same, numbers);
    }

    private static Quantity sameLists(Syntax at, Part one, Part other) {
        UnitRules rules = new UnitRules(at.position());
        Quantity same = rules.same(List.of(one.quantity(), other.quantity()));
        requireIdentity(at, rules.conversion(one.quantity(), same));
        requireIdentity(at, rules.conversion(other.quantity(), same));
        return same;
    }

    private static void requireIdentity(Syntax at, Conversion conversion) {
        if (!conversion.isIdentity()) {
            throw new Refusal(
                    at.position(),
                    "The numbers of these lists are in different units.",
                    "Write convert(x, 'bar') for the elements, with one unit for all.");
        }
    }

    private static Node.OfNumber converted(Syntax at, Node.OfNumber number, Conversion conversion) {
        return conversion.isIdentity() ? number : new Numbers.Converted(number, conversion, tooLarge(at));
    }

    // ---- reasons ----

    private static Result failed(Syntax at, String reason) {
        return new Result.Failed(at.position(), reason);
    }

    private static Result tooLarge(Syntax at) {
        return failed(at, "The number would be too large.");
    }

    private static Result undefined(Syntax at, String function) {
        return failed(at, "'" + function + "' has no value there.");
    }

    private static Result tooLong(Syntax at, String what) {
        return failed(at, what + " is longer than " + Limits.TEXT_MAX + " characters.");
    }
}
