package io.counterpart.engine.derive;

import dev.cel.common.CelIssue;
import dev.cel.common.CelSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the library found wrong, in words for people who do not know it. */
final class CelErrors {

    private static final Pattern UNEXPECTED =
            Pattern.compile("(?:mismatched|extraneous) input '(.*?)' expecting .*", Pattern.DOTALL);
    private static final Pattern ABSENT = Pattern.compile("missing '(.*?)' at .*", Pattern.DOTALL);
    private static final Pattern UNKNOWN = Pattern.compile("token recognition error at: '(.*)'", Pattern.DOTALL);
    private static final Pattern OVERLOAD = Pattern.compile(
            "found no matching overload for '(.+?)' applied to '(.*?)\\((.*)\\)'(?: \\(candidates.*)?", Pattern.DOTALL);

    private static final Map<String, String> SIGNS =
            Map.of("^", "Write pow(x, 2) for a power.", "=", "Write == to compare.");

    /** What a function takes, for people. */
    private static final Map<String, String> FORMS = Map.ofEntries(
            Map.entry("min", "min(x, y), of up to ten numbers or of one list"),
            Map.entry("max", "max(x, y), of up to ten numbers or of one list"),
            Map.entry("mean", "mean(x, y), of up to ten numbers or of one list"),
            Map.entry("sum", "sum([x, y])"),
            Map.entry("pow", "pow(x, 2)"),
            Map.entry("clamp", "clamp(x, lowest, highest)"),
            Map.entry("lookup", "lookup(x, [0, 1, 2], [0, 10, 30])"),
            Map.entry("size", "size(text) or size(list)"),
            Map.entry("startsWith", "text.startsWith('a')"),
            Map.entry("endsWith", "text.endsWith('a')"),
            Map.entry("contains", "text.contains('a')"),
            Map.entry("convert", "convert(x, 'bar') or convert(x, 'psi', 'bar')"),
            Map.entry("quantity", "quantity(9.81, 'm/s2')"),
            Map.entry("number", "number(x, 'bar')"));

    private CelErrors() {}

    /** What is wrong with a text that is no expression. The first error only: those that follow are mostly its echo. */
    static ExpressionError syntax(String source, CelSource parsed, CelIssue issue) {
        int position = position(source, parsed, issue);
        String message = issue.getMessage();
        Matcher unexpected = UNEXPECTED.matcher(message);
        if (unexpected.matches()) {
            return unexpected.group(1).equals("<EOF>")
                    ? new ExpressionError(
                            position, "The text ends where something is missing.", "Write a value, or close a bracket.")
                    : new ExpressionError(
                            position,
                            "'" + shortened(unexpected.group(1)) + "' cannot stand here.",
                            "Correct what is before it.");
        }
        Matcher absent = ABSENT.matcher(message);
        if (absent.matches()) {
            return new ExpressionError(position, "'" + absent.group(1) + "' is missing here.", "Write it.");
        }
        Matcher unknown = UNKNOWN.matcher(message);
        if (unknown.matches()) {
            return unknownSign(position, unknown.group(1));
        }
        if (message.startsWith("Expression recursion limit")) {
            return new ExpressionError(
                    0,
                    "It is nested deeper than the " + Limits.DEPTH_MAX + " levels that are allowed.",
                    "Make parts of it derived properties of their own.");
        }
        if (message.startsWith("For input string")) {
            return new ExpressionError(position, "This number is too large.", "Write it as 1.5e20.");
        }
        return new ExpressionError(position, "It cannot be read: " + shortened(message) + ".", "Correct it.");
    }

    private static ExpressionError unknownSign(int position, String text) {
        String sign = text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(0, 1));
        if (sign.equals("'") || sign.equals("\"")) {
            return new ExpressionError(position, "This text has no end.", "Close it by the quote that it begins with.");
        }
        return new ExpressionError(
                position, "'" + shortened(sign) + "' means nothing here.", SIGNS.getOrDefault(sign, "Leave it away."));
    }

    /** What is wrong with kinds. */
    static ExpressionError type(String source, CelSource parsed, CelIssue issue) {
        int position = position(source, parsed, issue);
        Matcher overload = OVERLOAD.matcher(issue.getMessage());
        if (!overload.matches()) {
            return new ExpressionError(
                    position, "It does not fit: " + shortened(issue.getMessage()) + ".", "Correct it.");
        }
        String function = overload.group(1);
        List<String> kinds = kinds(overload.group(3));
        String receiver = overload.group(2);
        if (function.equals("_?_:_")) {
            return new ExpressionError(
                    position,
                    "Before '?' stands " + kinds.getFirst() + ", and the two after it are " + kinds.get(1) + " and "
                            + kinds.getLast() + ".",
                    "Write condition ? one : other, with two values of one kind.");
        }
        if (!Character.isLetter(function.charAt(0))) {
            String sides = kinds.size() == 1 ? kinds.getFirst() : kinds.getFirst() + " and " + kinds.getLast();
            return new ExpressionError(
                    position, "'" + sign(function) + "' does not work on " + sides + ".", operatorRemedy(function));
        }
        String of = receiver.isEmpty() ? "" : ", called of " + kind(receiver.substring(0, receiver.length() - 1));
        return new ExpressionError(
                position,
                "'" + function + "' does not take " + (kinds.isEmpty() ? "nothing" : String.join(", ", kinds)) + of
                        + ".",
                "Write " + FORMS.getOrDefault(function, function + "(x), with a number") + ".");
    }

    private static String operatorRemedy(String function) {
        return switch (function) {
            case "_&&_", "_||_", "!_" -> "Compare first, as in pressure > 3.";
            case "@in" -> "Write x in [1, 2, 3], with a list of the same kind.";
            case "_==_", "_!=_" -> "Compare values of one kind.";
            default -> "Use values of the kind that it works on.";
        };
    }

    /** An operator as it is written. */
    static String sign(String function) {
        return function.equals("_[_]") ? "[ ]" : function.replace("_", "").replace("@", "");
    }

    private static List<String> kinds(String types) {
        List<String> kinds = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= types.length(); i++) {
            char c = i < types.length() ? types.charAt(i) : ',';
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                String type = types.substring(from, i).strip();
                if (!type.isEmpty()) {
                    kinds.add(kind(type));
                }
                from = i + 1;
            }
        }
        return kinds;
    }

    private static String kind(String type) {
        return switch (type) {
            case "double" -> Kind.NUMBER.toString();
            case "bool" -> Kind.TRUTH.toString();
            case "string" -> Kind.TEXT.toString();
            case "list(double)" -> Kind.NUMBERS.toString();
            case "list(bool)" -> Kind.TRUTHS.toString();
            case "list(string)" -> Kind.TEXTS.toString();
            default -> "a list";
        };
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 80 ? line : line.substring(0, 80) + "…";
    }

    /** Where a part of the expression stands. */
    static int position(String source, CelSource parsed, long id) {
        return inChars(source, parsed.getPositionsMap().get(id));
    }

    private static int position(String source, CelSource parsed, CelIssue issue) {
        return inChars(
                source, parsed.getLocationOffset(issue.getSourceLocation()).orElse(null));
    }

    private static int inChars(String source, @Nullable Integer codePoints) {
        if (codePoints == null || codePoints < 0) {
            return 0;
        }
        return source.offsetByCodePoints(0, Math.min(codePoints, source.codePointCount(0, source.length())));
    }
}
