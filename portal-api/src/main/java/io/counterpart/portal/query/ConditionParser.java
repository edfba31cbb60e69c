package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what follows WHERE.
 *
 * <pre>
 * condition  = all {"OR" all}
 * all        = one {"AND" one}
 * one        = "NOT" one | "(" condition ")" | function | comparison
 * comparison = operand ("=" | "!=" | "&lt;&gt;" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") operand | operand ("IN" | "NIN" | "NOT" "IN") list
 * list       = "[" [literal {"," literal}] "]"
 * function   = ("STARTSWITH" | "ENDSWITH" | "CONTAINS") "(" operand "," operand ")"
 *            | ("IS_DEFINED" | "IS_NULL" | "IS_NUMBER" | "IS_STRING" | "IS_BOOL") "(" attribute ")"
 *            | "IS_OF_MODEL" "(" [variable ","] text ["," "exact"] ")"
 * </pre>
 */
final class ConditionParser {

    private static final String FUNCTIONS =
            "STARTSWITH, ENDSWITH, CONTAINS, IS_OF_MODEL, IS_DEFINED, IS_NULL, IS_NUMBER, IS_STRING or IS_BOOL";
    private static final String CONDITION = "a condition, such as t.pressure > 3";

    private final Cursor cursor;
    private final ValueParser values;
    private int conditions;
    private int depth;

    ConditionParser(Cursor cursor, ValueParser values) {
        this.cursor = cursor;
        this.values = values;
    }

    Condition read() {
        List<Condition> any = new ArrayList<>();
        do {
            any.add(all());
        } while (cursor.takeWord("OR"));
        return any.size() == 1 ? any.getFirst() : new Condition.Any(List.copyOf(any));
    }

    private Condition all() {
        List<Condition> all = new ArrayList<>();
        do {
            all.add(one());
        } while (cursor.takeWord("AND"));
        return all.size() == 1 ? all.getFirst() : new Condition.All(List.copyOf(all));
    }

    private Condition one() {
        if (cursor.atWord("NOT")) {
            deeper();
            cursor.next();
            Condition negated = new Condition.Not(one());
            depth--;
            return negated;
        }
        if (cursor.peek().isSign("(")) {
            deeper();
            cursor.next();
            Condition inside = read();
            cursor.expectSign(")");
            depth--;
            return inside;
        }
        if (conditions++ == QueryLimits.CONDITIONS_MAX) {
            throw cursor.error(
                    Fault.TOO_MANY_CONDITIONS,
                    cursor.peek(),
                    "at most " + QueryLimits.CONDITIONS_MAX + "; IN takes many values");
        }
        String function = values.function();
        return function.isEmpty() ? comparison() : function(function);
    }

    private void deeper() {
        if (depth++ == QueryLimits.NESTING_MAX) {
            throw cursor.error(
                    Fault.TOO_DEEP,
                    cursor.peek(),
                    "at most " + QueryLimits.NESTING_MAX + " parentheses and NOTs around it");
        }
    }

    private Condition comparison() {
        Operand left = values.operand(CONDITION);
        if (cursor.takeWord("IN")) {
            return new Condition.OneOf(left, list());
        }
        if (cursor.takeWord("NIN")) {
            return new Condition.Not(new Condition.OneOf(left, list()));
        }
        if (cursor.takeWord("NOT")) {
            cursor.expectWord("IN");
            return new Condition.Not(new Condition.OneOf(left, list()));
        }
        Condition.Comparator comparator = comparator(cursor.peek());
        if (comparator == null) {
            throw cursor.unexpected("a comparison: =, !=, <, <=, >, >=, IN or NIN");
        }
        cursor.next();
        return new Condition.Comparison(left, comparator, values.operand("a value or an attribute"));
    }

    private static Condition.@Nullable Comparator comparator(Token token) {
        if (token.kind() != Token.Kind.SIGN) {
            return null;
        }
        return switch (token.text()) {
            case "=" -> Condition.Comparator.EQUAL;
            case "!=", "<>" -> Condition.Comparator.NOT_EQUAL;
            case "<" -> Condition.Comparator.LESS;
            case "<=" -> Condition.Comparator.AT_MOST;
            case ">" -> Condition.Comparator.GREATER;
            case ">=" -> Condition.Comparator.AT_LEAST;
            default -> null;
        };
    }

    private Set<Object> list() {
        Token begin = cursor.peek();
        cursor.expectSign("[");
        Set<Object> list = new LinkedHashSet<>();
        if (cursor.takeSign("]")) {
            return list;
        }
        int size = 0;
        do {
            if (size++ == QueryLimits.LIST_MAX) {
                throw cursor.error(Fault.LIST_TOO_LONG, begin, "at most " + QueryLimits.LIST_MAX + " values");
            }
            list.add(values.literal());
        } while (cursor.takeSign(","));
        cursor.expectSign("]");
        return list;
    }

    private Condition function(String name) {
        Token begin = cursor.next();
        cursor.expectSign("(");
        Condition condition = switch (name) {
            case "STARTSWITH" -> has(Condition.Place.START);
            case "ENDSWITH" -> has(Condition.Place.END);
            case "CONTAINS" -> has(Condition.Place.ANYWHERE);
            case "IS_OF_MODEL" -> ofModel();
            case "IS_DEFINED" -> is(Condition.Kind.DEFINED);
            case "IS_NULL" -> is(Condition.Kind.NULL);
            case "IS_NUMBER" -> is(Condition.Kind.NUMBER);
            case "IS_STRING" -> is(Condition.Kind.STRING);
            case "IS_BOOL" -> is(Condition.Kind.BOOLEAN);
            default -> throw cursor.error(Fault.UNKNOWN_FUNCTION, begin, FUNCTIONS);
        };
        cursor.expectSign(")");
        return condition;
    }

    private Condition has(Condition.Place place) {
        Operand text = values.operand("a text or an attribute");
        cursor.expectSign(",");
        return new Condition.Has(place, text, values.operand("a text or an attribute"));
    }

    private Condition is(Condition.Kind kind) {
        return new Condition.Is(kind, values.attribute("an attribute"));
    }

    private Condition ofModel() {
        int twin = values.onlyTwin();
        if (twin < 0 || cursor.peek().kind() != Token.Kind.TEXT) {
            twin = values.twin("the variable of a twin");
            cursor.expectSign(",");
        }
        Token model = cursor.peek();
        if (model.kind() != Token.Kind.TEXT) {
            throw cursor.unexpected("a model in ' ', such as 'dtmi:com:example:Pump;1'");
        }
        cursor.next();
        boolean exact = cursor.takeSign(",");
        if (exact) {
            cursor.expectWord("exact");
        }
        try {
            return new Condition.OfModel(twin, new TypeId(model.text()), exact);
        } catch (IllegalArgumentException _) {
            throw cursor.error(
                    Fault.BAD_MODEL, model, "a digital twin model identifier, such as 'dtmi:com:example:Pump;1'");
        }
    }
}
