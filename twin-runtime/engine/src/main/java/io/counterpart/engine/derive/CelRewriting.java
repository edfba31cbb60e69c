package io.counterpart.engine.derive;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelSource;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From CEL as it was parsed to the part of it that is ours, before types are checked: whole numbers become doubles, so that {@code
 * pressure * 2} is a product of two numbers; names with dots become names; {@code has(pressure)} becomes the name of a variable that says
 * so; and what we do not offer is refused in words.
 */
final class CelRewriting {

    /** What takes a property, not its value. A variable's name begins with it then: {@code has pressure}, which no text can spell. */
    static final Set<String> SPECIAL = Set.of("age", "has", "property", "quality");

    /** Beyond, not every whole number is a double. */
    private static final long WHOLE_MAX = 1L << 53;

    /** What can be named of the twin itself. */
    static final Set<String> TWIN = Set.of("twin.id", "twin.type");

    /** Functions that people look for, and what is there in their place. */
    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("_%_", "Write x - floor(x / y) * y for the remainder of x / y."),
            Map.entry("_[_]", "An element cannot be picked by its number; name the property itself."),
            Map.entry("log", "Write ln(x); the logarithm to the base of ten is ln(x) / ln(10)."),
            Map.entry("log10", "Write ln(x) / ln(10)."),
            Map.entry("tan", "Write sin(x) / cos(x)."),
            Map.entry("avg", "Write mean(x, y)."),
            Map.entry("average", "Write mean(x, y)."),
            Map.entry("if", "Write condition ? one : other."),
            Map.entry("double", "Numbers are doubles already; leave it away."),
            Map.entry("float", "Numbers are doubles already; leave it away."),
            Map.entry("int", "Numbers are doubles; round(x), floor(x) and ceil(x) make whole ones."),
            Map.entry("now", "There is no clock; age(x) is the age of a value in seconds."),
            Map.entry("timestamp", "There is no clock; age(x) is the age of a value in seconds."),
            Map.entry("matches", "There are no patterns; use startsWith, endsWith, contains or in."));

    private final String source;
    private final CelSource parsed;
    private final Variables variables;
    private final Deque<String> scope = new ArrayDeque<>();
    private final Map<String, CelType> used = new TreeMap<>();
    private final List<ExpressionError> errors = new ArrayList<>();

    CelRewriting(String source, CelSource parsed, Variables variables) {
        this.source = source;
        this.parsed = parsed;
        this.variables = variables;
    }

    /** The variables that were named, with what they are. */
    Map<String, CelType> used() {
        return used;
    }

    List<ExpressionError> errors() {
        return errors;
    }

    CelExpr rewrite(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> constant(expression);
            case IDENT, SELECT -> name(expression);
            case CALL -> call(expression);
            case LIST -> list(expression);
            case COMPREHENSION -> loop(expression);
            case MAP, STRUCT ->
                refuse(expression, "Only numbers, texts, true, false and lists of them exist here.", "Leave it away.");
            case NOT_SET -> refuse(expression, "Something is missing here.", "Write a value.");
        };
    }

    private CelExpr constant(CelExpr expression) {
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case INT64_VALUE -> whole(expression, constant.int64Value());
            case DOUBLE_VALUE ->
                Double.isFinite(constant.doubleValue())
                        ? expression
                        : refuse(expression, "This number is too large.", "Numbers go up to 1.7e308.");
            case STRING_VALUE ->
                Limits.isTooLong(constant.stringValue())
                        ? refuse(
                                expression,
                                "This text is longer than the " + Limits.TEXT_MAX + " characters that a text may have.",
                                "Shorten it.")
                        : expression;
            case BOOLEAN_VALUE -> expression;
            case UINT64_VALUE -> refuse(expression, "There are no unsigned numbers.", "Leave the 'u' away.");
            case NULL_VALUE ->
                refuse(expression, "There is no null.", "Write has(x) to ask whether a property has a value.");
            case BYTES_VALUE, DURATION_VALUE, TIMESTAMP_VALUE, NOT_SET ->
                refuse(expression, "There are no such values.", "Use numbers, texts, true and false.");
        };
    }

    private CelExpr whole(CelExpr expression, long number) {
        if (number > WHOLE_MAX || number < -WHOLE_MAX) {
            return refuse(
                    expression,
                    "This whole number is beyond 2^53, where numbers are not exact any more.",
                    "Write it with a decimal point if the nearest number will do.");
        }
        return CelExpr.ofConstant(expression.id(), CelConstant.ofValue((double) number));
    }

    private CelExpr name(CelExpr expression) {
        String name = dotted(expression);
        if (name == null) {
            return refuse(
                    expression, "Only a component has parts, and this is none.", "Write a property's name in full.");
        }
        if (scope.contains(name)) {
            return CelExpr.ofIdent(expression.id(), name);
        }
        return variable(expression, name, "", null);
    }

    /** A name with its dots, null for what is none. */
    private static @Nullable String dotted(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.IDENT) {
            String name = expression.ident().name();
            return name.startsWith(".") ? name.substring(1) : name;
        }
        if (expression.getKind() != CelExpr.ExprKind.Kind.SELECT) {
            return null;
        }
        String before = dotted(expression.select().operand());
        return before == null ? null : before + "." + expression.select().field();
    }

    /** @param type of what is told of the property; null for that of its values */
    private CelExpr variable(CelExpr expression, String name, String prefix, @Nullable CelType type) {
        int place = variables.place(name);
        if (place < 0) {
            if (TWIN.contains(name) && type == null) {
                used.put(name, SimpleType.STRING);
                return CelExpr.ofIdent(expression.id(), name);
            }
            return refuse(expression, "There is no property '" + shortened(name) + "'.", variables.suggestion(name));
        }
        Kind kind = Kind.of(variables.all().get(place).schema());
        if (type == null && kind.isList()) {
            return refuse(
                    expression,
                    "'" + name + "' is an array, and arrays cannot be read yet.",
                    "Use properties that are numbers, texts, or true and false.");
        }
        used.put(prefix + name, type == null ? type(kind) : type);
        return CelExpr.ofIdent(expression.id(), prefix + name);
    }

    private static CelType type(Kind kind) {
        return switch (kind) {
            case NUMBER -> SimpleType.DOUBLE;
            case TRUTH -> SimpleType.BOOL;
            case TEXT -> SimpleType.STRING;
            case NUMBERS, TRUTHS, TEXTS -> throw new IllegalStateException("no variable is a list");
        };
    }

    private CelExpr call(CelExpr expression) {
        CelExpr.CelCall call = expression.call();
        String function = call.function();
        if (SPECIAL.contains(function) && call.target().isEmpty()) {
            return special(expression, function, call.args());
        }
        if (!CelFunctions.exists(function)) {
            return refuse(expression, "There is no " + operatorOrFunction(function) + ".", instead(function));
        }
        return CelExpr.ofCall(expression.id(), call.target().map(this::rewrite), function, rewritten(call.args()));
    }

    private CelExpr special(CelExpr expression, String function, ImmutableList<CelExpr> arguments) {
        CelExpr only = arguments.size() == 1 ? arguments.getFirst() : null;
        if (function.equals("property")) {
            boolean isText = only != null
                    && only.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                    && only.constant().getKind() == CelConstant.Kind.STRING_VALUE;
            return isText && only != null
                    ? variable(expression, only.constant().stringValue(), "", null)
                    : refuse(expression, "'property' takes the name of a property as a text.", "Write property('in').");
        }
        String name = only == null ? null : nameOf(only);
        if (only == null || name == null) {
            return refuse(
                    expression,
                    "'" + function + "' takes a property's name, and nothing else.",
                    "Write " + function + "(pressure), with a property in place of pressure.");
        }
        return variable(only, name, function + " ", function.equals("has") ? SimpleType.BOOL : SimpleType.DOUBLE);
    }

    /** The name of the property that stands there, be it by {@code property('in')}; null where none does. */
    private static @Nullable String nameOf(CelExpr expression) {
        if (expression.getKind() == CelExpr.ExprKind.Kind.CALL
                && expression.call().function().equals("property")
                && expression.call().args().size() == 1
                && expression.call().args().getFirst().getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.call().args().getFirst().constant().getKind() == CelConstant.Kind.STRING_VALUE) {
            return expression.call().args().getFirst().constant().stringValue();
        }
        return dotted(expression);
    }

    private CelExpr list(CelExpr expression) {
        ImmutableList<CelExpr> elements = expression.list().elements();
        if (elements.size() > Limits.LIST_MAX) {
            return refuse(
                    expression,
                    "This list has " + elements.size() + " elements; it may have " + Limits.LIST_MAX + ".",
                    "Shorten it.");
        }
        return CelExpr.ofList(
                expression.id(), rewritten(elements), expression.list().optionalIndices());
    }

    private CelExpr loop(CelExpr expression) {
        CelExpr.CelComprehension loop = expression.comprehension();
        CelExpr range = rewrite(loop.iterRange());
        CelExpr initial = rewrite(loop.accuInit());
        if (variables.isTaken(loop.iterVar()) || scope.contains(loop.iterVar())) {
            return refuse(
                    expression,
                    "The name '" + shortened(loop.iterVar()) + "' is taken.",
                    "Give the elements of the list another name.");
        }
        scope.push(loop.iterVar());
        scope.push(loop.accuVar());
        CelExpr condition = rewrite(loop.loopCondition());
        CelExpr step = rewrite(loop.loopStep());
        scope.pop();
        scope.pop();
        scope.push(loop.accuVar());
        CelExpr result = rewrite(loop.result());
        scope.pop();
        return CelExpr.ofComprehension(
                expression.id(), loop.iterVar(), range, loop.accuVar(), initial, condition, step, result);
    }

    private ImmutableList<CelExpr> rewritten(List<CelExpr> expressions) {
        return expressions.stream().map(this::rewrite).collect(ImmutableList.toImmutableList());
    }

    private static String operatorOrFunction(String function) {
        return Character.isLetter(function.charAt(0))
                ? "function '" + shortened(function) + "'"
                : "operator '" + CelErrors.sign(function) + "'";
    }

    private static String instead(String function) {
        String instead = INSTEAD.get(function);
        if (instead != null) {
            return instead;
        }
        String similar = Similar.to(function, CelFunctions.names());
        return similar != null
                ? "Did you mean '" + similar + "'?"
                : "There are: " + String.join(", ", CelFunctions.names()) + ".";
    }

    private static String shortened(String name) {
        return name.length() <= 130 ? name : name.substring(0, 129) + "…";
    }

    private CelExpr refuse(CelExpr expression, String cause, String remedy) {
        if (errors.size() < Limits.ERRORS_MAX) {
            errors.add(new ExpressionError(CelErrors.position(source, parsed, expression.id()), cause, remedy));
        }
        return expression;
    }
}
