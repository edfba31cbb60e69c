package io.counterpart.engine.derive;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.engine.derive.UnitRules.Combined;
import io.counterpart.engine.unit.Unit;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A derived property's expression, compiled: a function of a twin's values. Immutable; any thread may evaluate it. The same values give
 * the same bits on every machine.
 */
public final class Expression {

    private final String source;
    private final Node node;
    private final int locals;
    private final @Nullable Unit unit;
    private final @Nullable Target target;
    private final Result.Failed outOfRange;
    private final Set<PropertyName> reads;

    private Expression(
            String source,
            Node node,
            int locals,
            @Nullable Unit unit,
            @Nullable Target target,
            Set<PropertyName> reads) {
        this.source = source;
        this.node = node;
        this.locals = locals;
        this.unit = unit;
        this.target = target;
        this.reads = reads;
        outOfRange = new Result.Failed(
                0,
                target == null
                        ? ""
                        : "The result is none of the property's schema '"
                                + target.schema().word() + "'.");
    }

    /** What became of a text. */
    public sealed interface Outcome {

        /**
         * All is well.
         *
         * @param remarks what could not be checked, sentences
         */
        record Compiled(Expression expression, List<String> remarks) implements Outcome {}

        /**
         * Something is wrong.
         *
         * @param errors at least one, in the order in which they were found
         */
        record Refused(List<ExpressionError> errors) implements Outcome {}
    }

    /** Compiles an expression that may give whatever it gives: a condition, or a draft. */
    public static Outcome compile(String source, Variables variables) {
        return compiled(source, variables, null);
    }

    /** Compiles a property's expression: what it gives fits the property, in its unit. */
    public static Outcome compile(String source, Variables variables, Target target) {
        return compiled(source, variables, target);
    }

    private static Outcome compiled(String source, Variables variables, @Nullable Target target) {
        return switch (Cel.read(source, variables)) {
            case Cel.Outcome.Refused refused -> new Outcome.Refused(refused.errors());
            case Cel.Outcome.Read read -> {
                try {
                    yield compiled(source, read.cel().syntax(), variables, target);
                } catch (Refusal refusal) {
                    yield new Outcome.Refused(List.of(refusal.error()));
                }
            }
        };
    }

    private static Outcome compiled(String source, Syntax syntax, Variables variables, @Nullable Target target) {
        Cost.check(syntax);
        checkKind(syntax, target);
        Translator translator = new Translator(variables);
        Translator.Part part = translator.translate(syntax);
        Unit wanted = target == null ? null : target.unit();
        boolean isNumber = syntax.kind() == Kind.NUMBER;
        Node node = part.node();
        if (isNumber && wanted != null) {
            Combined units = Combined.of(
                    part.quantity(),
                    new UnitRules(syntax.position()).result(part.quantity(), wanted),
                    UnitRules.IDENTITY);
            node = units.left().isIdentity()
                    ? node
                    : new Numbers.Converted(
                            part.number(),
                            units.left(),
                            new Result.Failed(syntax.position(), "The number would be too large."));
        }
        SortedSet<PropertyName> reads = new TreeSet<>();
        translator.read().forEach(place -> reads.add(variables.all().get(place).name()));
        Unit own = isNumber && !part.quantity().isOpen() ? part.quantity().unit() : null;
        Expression expression = new Expression(
                source,
                node,
                translator.locals(),
                wanted != null ? wanted : own,
                target,
                Collections.unmodifiableSortedSet(reads));
        return new Outcome.Compiled(expression, remarks(translator.unchecked(wanted != null)));
    }

    private static void checkKind(Syntax syntax, @Nullable Target target) {
        Kind kind = syntax.kind();
        if (kind.isList()) {
            throw new Refusal(
                    syntax.position(), "It gives " + kind + ", which no property can be.", "Write sum(…), or mean(…).");
        }
        if (target != null && kind != target.kind()) {
            throw new Refusal(
                    syntax.position(),
                    "It gives " + kind + ", and the property's schema is '"
                            + target.schema().word() + "'.",
                    "Change the one or the other.");
        }
    }

    private static List<String> remarks(SortedSet<String> unchecked) {
        return unchecked.stream()
                .map(name -> "'" + name
                        + "' has no unit: its number is taken as it is, and what comes of it is not checked.")
                .toList();
    }

    /** The text that it was compiled from. */
    public String source() {
        return source;
    }

    /** The unit of the number that it gives; null where it gives none, or one without a unit. */
    public @Nullable Unit unit() {
        return unit;
    }

    /** The properties that it names, by name; a change of one, or of its quality or age, may change the result. */
    public Set<PropertyName> reads() {
        return reads;
    }

    /** What it gives for these values. */
    public Result evaluate(Values values) {
        Evaluation evaluation = new Evaluation(values, locals);
        return switch (node) {
            case Node.OfNumber number -> number(number.number(evaluation), evaluation);
            case Node.OfTruth truth -> {
                int value = truth.truth(evaluation);
                yield value == Evaluation.FAILED
                        ? evaluation.takeFailure()
                        : new Result.OfTruth(value == Evaluation.TRUE, evaluation.quality());
            }
            case Node.OfText text -> {
                String value = text.text(evaluation);
                yield value == null ? evaluation.takeFailure() : new Result.OfText(value, evaluation.quality());
            }
            case Node.OfList _ -> throw new IllegalStateException("no property is a list");
        };
    }

    private Result number(double value, Evaluation evaluation) {
        if (Double.isNaN(value)) {
            return evaluation.takeFailure();
        }
        return target == null || target.takes(value) ? new Result.OfNumber(value, evaluation.quality()) : outOfRange;
    }

    @Override
    public String toString() {
        return source;
    }
}
