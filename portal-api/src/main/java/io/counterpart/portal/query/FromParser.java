package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads what follows FROM, up to WHERE.
 *
 * <pre>
 * from  = ("twins" | "digitaltwins") [variable] {join | match}
 * join  = "JOIN" variable "RELATED" variable "." name [hops] [variable]
 * match = "MATCH" node {arrow node}
 * node  = "(" variable ")"
 * arrow = "-" link "->" | "&lt;-" link "-"
 * link  = "[" [variable] [":" name {"|" name}] [hops] "]"
 * hops  = "*" (number | [number] ".." number)
 * </pre>
 */
final class FromParser {

    private final Cursor cursor;
    private final Scope scope = new Scope();
    private final List<Step> steps = new ArrayList<>();

    FromParser(Cursor cursor) {
        this.cursor = cursor;
    }

    Scope scope() {
        return scope;
    }

    Pattern read() {
        if (!cursor.takeWord("twins") && !cursor.takeWord("digitaltwins")) {
            throw cursor.error(Fault.UNKNOWN_COLLECTION, cursor.peek(), "twins");
        }
        if (cursor.atName()) {
            scope.addTwin(cursor.next().text());
        }
        while (true) {
            if (cursor.takeWord("JOIN")) {
                join();
            } else if (cursor.takeWord("MATCH")) {
                match();
            } else {
                return new Pattern(scope.twins(), List.copyOf(steps));
            }
        }
    }

    private void join() {
        Token joined = cursor.expectName("a variable for the twin that is joined");
        cursor.expectWord("RELATED");
        Token from = cursor.expectName("the variable of a twin, such as t in t.feeds");
        cursor.expectSign(".");
        String name = cursor.expectAnyWord("a relationship's name").text();
        Hops hops = hops();
        int known = twin(from);
        requireNew(joined);
        int to = scope.addTwin(joined.text());
        if (cursor.atName()) {
            relationshipVariable(cursor.next(), hops);
        }
        add(joined, new Step(known, to, List.of(name), hops.min(), hops.max(), to));
    }

    private void match() {
        Token leftToken = node();
        if (scope.isUnnamed()) {
            scope.addTwin(leftToken.text());
        }
        while (cursor.peek().isSign("-") || cursor.peek().isSign("<")) {
            boolean backwards = cursor.takeSign("<");
            cursor.expectSign("-");
            cursor.expectSign("[");
            Token variable = cursor.atName() ? cursor.next() : null;
            List<String> names = names();
            Hops hops = hops();
            if (variable != null) {
                relationshipVariable(variable, hops);
            }
            cursor.expectSign("]");
            cursor.expectSign("-");
            if (!backwards && !cursor.takeSign(">")) {
                throw cursor.error(Fault.NO_DIRECTION, cursor.peek(), "'->', or '<-' before the '['");
            }
            Token rightToken = node();
            arrow(leftToken, rightToken, backwards, names, hops);
            leftToken = rightToken;
        }
        twin(leftToken);
    }

    private void arrow(Token leftToken, Token rightToken, boolean backwards, List<String> names, Hops hops) {
        boolean leftIsNew = scope.find(leftToken.text()) == null;
        boolean rightIsNew = scope.find(rightToken.text()) == null;
        if (leftIsNew && rightIsNew) {
            throw cursor.error(Fault.NOT_JOINED, leftToken, scope.shown() + " at one end of every relationship");
        }
        int left = leftIsNew ? scope.addTwin(leftToken.text()) : twin(leftToken);
        int right = rightIsNew ? scope.addTwin(rightToken.text()) : twin(rightToken);
        int introduces = leftIsNew ? left : rightIsNew ? right : -1;
        add(
                rightToken,
                backwards
                        ? new Step(right, left, names, hops.min(), hops.max(), introduces)
                        : new Step(left, right, names, hops.min(), hops.max(), introduces));
    }

    private Token node() {
        cursor.expectSign("(");
        Token name = cursor.expectName("a variable for a twin");
        cursor.expectSign(")");
        return name;
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        if (cursor.takeSign(":")) {
            do {
                Token name = cursor.expectAnyWord("a relationship's name");
                if (names.size() == QueryLimits.NAMES_MAX) {
                    throw cursor.error(Fault.TOO_MANY_NAMES, name, "at most " + QueryLimits.NAMES_MAX + " names");
                }
                if (!names.contains(name.text())) {
                    names.add(name.text());
                }
            } while (cursor.takeSign("|"));
        }
        return List.copyOf(names);
    }

    private record Hops(int min, int max) {}

    private Hops hops() {
        Token star = cursor.peek();
        if (!cursor.takeSign("*")) {
            return new Hops(1, 1);
        }
        String expected = "a bound of at most " + QueryLimits.HOPS_MAX + ", such as *3 or *1..3";
        Integer min = cursor.peek().isSign("..") ? Integer.valueOf(1) : cursor.expectInteger(expected);
        Integer max = cursor.takeSign("..") ? cursor.expectInteger(expected) : min;
        if (min == null || max == null || max < 1 || max < min || max > QueryLimits.HOPS_MAX) {
            throw cursor.error(Fault.BAD_HOPS, star, expected);
        }
        return new Hops(min, max);
    }

    /** The relationship of the step that comes next. */
    private void relationshipVariable(Token variable, Hops hops) {
        if (hops.min() != 1 || hops.max() != 1) {
            throw cursor.error(Fault.HOPS_WITHOUT_VARIABLE, variable, "no variable for a relationship of several hops");
        }
        requireNew(variable);
        scope.addRelationship(variable.text(), steps.size());
    }

    private void add(Token where, Step step) {
        if (steps.size() == QueryLimits.JOINS_MAX) {
            throw cursor.error(Fault.TOO_MANY_JOINS, where, "at most " + QueryLimits.JOINS_MAX + " relationships");
        }
        steps.add(step);
    }

    private void requireNew(Token variable) {
        if (scope.find(variable.text()) != null) {
            throw cursor.error(Fault.DUPLICATE_VARIABLE, variable, "a new variable; MATCH joins twins that are known");
        }
    }

    private int twin(Token variable) {
        return switch (scope.find(variable.text())) {
            case Scope.Variable.Twin(int twin) -> twin;
            case Scope.Variable.Relationship _ ->
                throw cursor.error(Fault.DUPLICATE_VARIABLE, variable, "the variable of a twin, not of a relationship");
            case null -> throw cursor.error(Fault.UNKNOWN_VARIABLE, variable, scope.shown());
        };
    }
}
