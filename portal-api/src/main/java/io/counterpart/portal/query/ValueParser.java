package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads values and attributes.
 *
 * <pre>
 * operand   = attribute | literal
 * attribute = [variable "."] name {"." name}
 * literal   = text | ["-"] number | "TRUE" | "FALSE"
 * </pre>
 */
final class ValueParser {

    private final Cursor cursor;
    private final Scope scope;

    ValueParser(Cursor cursor, Scope scope) {
        this.cursor = cursor;
        this.scope = scope;
    }

    Operand operand(String expected) {
        return switch (cursor.peek().kind()) {
            case TEXT, NUMBER -> new Operand.Literal(literal());
            case SIGN -> {
                if (cursor.peek().isSign("-")) {
                    yield new Operand.Literal(literal());
                }
                throw cursor.unexpected(expected);
            }
            case END -> throw cursor.unexpected(expected);
            case WORD -> {
                if (cursor.atWord("TRUE") || cursor.atWord("FALSE") || cursor.atWord("NULL")) {
                    yield new Operand.Literal(literal());
                }
                yield attribute(expected);
            }
        };
    }

    /** Double, String or Boolean; a number's zero has no sign. */
    Object literal() {
        Token token = cursor.peek();
        if (token.kind() == Token.Kind.TEXT) {
            return cursor.next().text();
        }
        if (cursor.takeWord("TRUE")) {
            return true;
        }
        if (cursor.takeWord("FALSE")) {
            return false;
        }
        if (token.isWord("NULL")) {
            throw cursor.error(Fault.NULL_COMPARED, token, "a value; IS_NULL(…) asks whether there is one");
        }
        boolean negative = cursor.takeSign("-");
        if (cursor.peek().kind() != Token.Kind.NUMBER) {
            throw cursor.unexpected(negative ? "a number" : "a value");
        }
        double number = Double.parseDouble(cursor.peek().text());
        if (Double.isInfinite(number)) {
            throw cursor.error(Fault.BAD_NUMBER, cursor.peek(), "a number of at most 1.7e308");
        }
        cursor.next();
        return (negative ? -number : number) + 0.0;
    }

    Operand attribute(String expected) {
        Token begin = cursor.peek();
        Selected selected = selected(expected);
        return switch (selected) {
            case Selected.Value(Operand operand) -> operand;
            case Selected.Twin _, Selected.Relationship _ ->
                throw cursor.error(Fault.NOT_A_VALUE, begin, "an attribute, such as " + begin.text() + ".name");
            case Selected.Aggregated _ -> throw cursor.error(Fault.UNEXPECTED_WORD, begin, expected);
        };
    }

    /** An attribute, or a variable alone. */
    Selected selected(String expected) {
        Token first = cursor.peek();
        if (first.kind() != Token.Kind.WORD || cursor.isReserved(first)) {
            throw cursor.unexpected(expected);
        }
        cursor.next();
        List<String> path = new ArrayList<>();
        if (scope.isUnnamed()) {
            path.add(first.text());
        }
        while (cursor.takeSign(".")) {
            path.add(cursor.expectAnyWord("an attribute's name").text());
        }
        if (path.size() > QueryLimits.PATH_MAX) {
            throw cursor.error(Fault.UNKNOWN_ATTRIBUTE, first, "at most " + QueryLimits.PATH_MAX + " names with dots");
        }
        if (scope.isUnnamed()) {
            return new Selected.Value(ofTwin(0, path, first));
        }
        return switch (scope.find(first.text())) {
            case Scope.Variable.Twin(int twin) ->
                path.isEmpty() ? new Selected.Twin(twin) : new Selected.Value(ofTwin(twin, path, first));
            case Scope.Variable.Relationship(int step) ->
                path.isEmpty()
                        ? new Selected.Relationship(step)
                        : new Selected.Value(ofRelationship(step, path, first));
            case null -> throw cursor.error(Fault.UNKNOWN_VARIABLE, first, scope.shown());
        };
    }

    private Operand ofTwin(int twin, List<String> path, Token where) {
        return switch (String.join(".", path)) {
            case "id", "$dtId" -> new Operand.OfTwin(twin, Operand.Own.ID);
            case "type", "$metadata.$model" -> new Operand.OfTwin(twin, Operand.Own.TYPE);
            case "name" -> new Operand.OfTwin(twin, Operand.Own.NAME);
            case "quality" -> new Operand.OfTwin(twin, Operand.Own.QUALITY);
            default ->
                new Operand.Property(
                        twin, String.join(".", properties(path, where, "a property, $dtId or $metadata.$model")));
        };
    }

    private Operand ofRelationship(int step, List<String> path, Token where) {
        return switch (String.join(".", path)) {
            case "name", "$relationshipName" -> new Operand.RelationshipName(step);
            default ->
                new Operand.RelationshipProperty(
                        step,
                        List.copyOf(properties(path, where, "a property of the relationship, or $relationshipName")));
        };
    }

    private List<String> properties(List<String> path, Token where, String expected) {
        if (path.stream().anyMatch(name -> name.startsWith("$"))) {
            throw cursor.error(Fault.UNKNOWN_ATTRIBUTE, where, expected);
        }
        return path.size() > 1 && path.getFirst().equals("properties") ? path.subList(1, path.size()) : path;
    }

    /** The twin that a function is told of. */
    int twin(String expected) {
        Token begin = cursor.peek();
        if (scope.isUnnamed()) {
            throw cursor.unexpected("a model; FROM names no variable");
        }
        if (selected(expected) instanceof Selected.Twin(int twin)) {
            return twin;
        }
        throw cursor.error(Fault.UNKNOWN_VARIABLE, begin, expected);
    }

    /** The only twin of a query; -1 where it has several. */
    int onlyTwin() {
        return scope.twins().size() == 1 ? 0 : -1;
    }

    /** The next word in capitals, if it is followed by a parenthesis; otherwise nothing. */
    String function() {
        boolean called =
                cursor.peek().kind() == Token.Kind.WORD && cursor.peekSecond().isSign("(");
        return called ? cursor.peek().text().toUpperCase(Locale.ROOT) : "";
    }
}
