package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a whole query. FROM is read before SELECT, because it says what the names in SELECT stand for.
 *
 * <pre>
 * query     = "SELECT" ["TOP" "(" number ")"] columns "FROM" from ["WHERE" condition]
 *             ["GROUP" "BY" selected {"," selected}] ["ORDER" "BY" term {"," term}]
 * columns   = ["*"] | column {"," column}
 * column    = (selected | aggregate) ["AS" name]
 * selected  = variable | attribute
 * aggregate = "COUNT" "(" ["*" | selected] ")" | ("SUM" | "AVG" | "MIN" | "MAX") "(" attribute ")"
 * term      = (name of a column | attribute | aggregate) ["ASC" | "DESC"]
 * </pre>
 *
 * No columns at all, which means {@code *}, may stand after TOP only, as Azure has it.
 */
final class StatementParser {

    private final Cursor cursor;
    private final Pattern pattern;
    private final ValueParser values;
    private final List<Placed> columns = new ArrayList<>();
    private final Set<Selected> groupBy = new LinkedHashSet<>();
    private final List<PlacedTerm> orderBy = new ArrayList<>();

    /** A column, and where the text has it. */
    private record Placed(Statement.Column column, Token where) {}

    /** A term of ORDER BY, and where the text has it. */
    private record PlacedTerm(Statement.Term term, Token where) {}

    private StatementParser(Cursor cursor, Pattern pattern, Scope scope) {
        this.cursor = cursor;
        this.pattern = pattern;
        this.values = new ValueParser(cursor, scope);
    }

    /** @throws QueryError for a text that is no query */
    static Statement parse(String text) {
        Cursor cursor = new Cursor(text);
        cursor.expectWord("SELECT");
        int afterSelect = cursor.position();
        int from = cursor.findFrom();
        if (from < 0) {
            throw withoutFrom(cursor);
        }
        cursor.moveTo(from + 1);
        FromParser source = new FromParser(cursor);
        Pattern pattern = source.read();
        int afterFrom = cursor.position();
        cursor.moveTo(afterSelect);
        return new StatementParser(cursor, pattern, source.scope()).read(afterFrom);
    }

    /** Without FROM names mean nothing yet; what stands in its place is where the columns end if they are taken as they come. */
    private static QueryError withoutFrom(Cursor cursor) {
        StatementParser columnsOnly = new StatementParser(cursor, new Pattern(List.of(), List.of()), new Scope());
        columnsOnly.top();
        columnsOnly.columns();
        return cursor.unexpected("FROM");
    }

    private Statement read(int afterFrom) {
        Integer top = top();
        if (!(top != null && cursor.atWord("FROM"))) {
            columns();
        }
        if (columns.isEmpty()) {
            everything();
        }
        cursor.expectWord("FROM");
        cursor.moveTo(afterFrom);
        List<Condition> where = cursor.takeWord("WHERE") ? where() : List.of();
        groupBy();
        orderBy();
        if (cursor.peek().kind() != Token.Kind.END) {
            throw cursor.unexpected(
                    where.isEmpty()
                            ? "JOIN, MATCH, WHERE, GROUP BY, ORDER BY or the end"
                            : "AND, OR, GROUP BY, ORDER BY or the end");
        }
        Statement statement = new Statement(
                columns.stream().map(Placed::column).toList(),
                top == null ? Statement.ALL : top,
                pattern,
                where,
                Collections.unmodifiableSet(groupBy),
                orderBy.stream().map(PlacedTerm::term).toList());
        requireGrouped(statement);
        return statement;
    }

    private @Nullable Integer top() {
        if (!cursor.takeWord("TOP")) {
            return null;
        }
        cursor.expectSign("(");
        Token number = cursor.peek();
        Integer top = cursor.expectInteger("a number of rows");
        if (top == null || top < 1 || top > QueryLimits.TOP_MAX) {
            throw cursor.error(Fault.BAD_TOP, number, "1 to " + QueryLimits.TOP_MAX);
        }
        cursor.expectSign(")");
        return top;
    }

    /** Leaves no columns for {@code *}. */
    private void columns() {
        if (cursor.takeSign("*")) {
            return;
        }
        Set<String> names = new HashSet<>();
        do {
            Token begin = cursor.peek();
            if (columns.size() == QueryLimits.COLUMNS_MAX) {
                throw cursor.error(Fault.TOO_MANY_COLUMNS, begin, "at most " + QueryLimits.COLUMNS_MAX);
            }
            Statement.Column column = column();
            if (!names.add(column.name())) {
                throw cursor.error(Fault.DUPLICATE_COLUMN, begin, "AS and another name");
            }
            columns.add(new Placed(column, begin));
        } while (cursor.takeSign(","));
    }

    private void everything() {
        Token where = cursor.peek();
        for (int twin = 0; twin < pattern.twins().size(); twin++) {
            columns.add(new Placed(new Statement.Column(pattern.twins().get(twin), new Selected.Twin(twin)), where));
        }
    }

    private Statement.Column column() {
        int begin = cursor.position();
        Selected selected = selectedOrAggregate("*, or a column such as t, t.pressure or COUNT()");
        String written = cursor.since(begin);
        String name =
                cursor.takeWord("AS") ? cursor.expectName("a column's name").text() : written;
        return new Statement.Column(name, selected);
    }

    private Selected selectedOrAggregate(String expected) {
        Selected.Function function = function();
        return function == null ? values.selected(expected) : aggregate(function);
    }

    private Selected.@Nullable Function function() {
        return switch (values.function()) {
            case "" -> null;
            case "COUNT" -> Selected.Function.COUNT;
            case "SUM" -> Selected.Function.SUM;
            case "AVG" -> Selected.Function.AVG;
            case "MIN" -> Selected.Function.MIN;
            case "MAX" -> Selected.Function.MAX;
            default -> throw cursor.error(Fault.UNKNOWN_FUNCTION, cursor.peek(), "COUNT, SUM, AVG, MIN or MAX");
        };
    }

    private Selected aggregate(Selected.Function function) {
        cursor.next();
        cursor.expectSign("(");
        Operand argument = null;
        if (function != Selected.Function.COUNT) {
            argument = values.attribute("an attribute");
        } else if (!cursor.takeSign("*") && !cursor.peek().isSign(")")) {
            Selected counted = values.selected("an attribute or a variable");
            argument = counted instanceof Selected.Value(Operand operand) ? operand : null;
        }
        cursor.expectSign(")");
        return new Selected.Aggregated(new Selected.Aggregate(function, argument));
    }

    private List<Condition> where() {
        Condition condition = new ConditionParser(cursor, values).read();
        return condition instanceof Condition.All(List<Condition> all) ? all : List.of(condition);
    }

    private void groupBy() {
        if (!cursor.takeWord("GROUP")) {
            return;
        }
        cursor.expectWord("BY");
        do {
            Token begin = cursor.peek();
            Selected selected = values.selected("an attribute or a variable");
            if (selected instanceof Selected.Relationship) {
                throw cursor.error(Fault.NOT_A_VALUE, begin, "a twin or an attribute");
            }
            if (groupBy.size() == QueryLimits.GROUP_BY_MAX) {
                throw cursor.error(Fault.TOO_MANY_TERMS, begin, "at most " + QueryLimits.GROUP_BY_MAX);
            }
            groupBy.add(selected);
        } while (cursor.takeSign(","));
    }

    private void orderBy() {
        if (!cursor.takeWord("ORDER")) {
            return;
        }
        cursor.expectWord("BY");
        do {
            Token begin = cursor.peek();
            if (orderBy.size() == QueryLimits.ORDER_BY_MAX) {
                throw cursor.error(Fault.TOO_MANY_TERMS, begin, "at most " + QueryLimits.ORDER_BY_MAX);
            }
            Selected selected = columnOrSelected();
            if (selected instanceof Selected.Twin || selected instanceof Selected.Relationship) {
                throw cursor.error(Fault.NOT_A_VALUE, begin, "an attribute, such as " + begin.text() + ".name");
            }
            boolean descending = cursor.takeWord("DESC");
            if (!descending) {
                cursor.takeWord("ASC");
            }
            orderBy.add(new PlacedTerm(new Statement.Term(selected, descending), begin));
        } while (cursor.takeSign(","));
    }

    private Selected columnOrSelected() {
        if (cursor.atName()
                && !cursor.peekSecond().isSign(".")
                && !cursor.peekSecond().isSign("(")) {
            String name = cursor.peek().text();
            for (Placed placed : columns) {
                if (placed.column().name().equals(name)) {
                    cursor.next();
                    return placed.column().selected();
                }
            }
        }
        return selectedOrAggregate("a column's name, an attribute or COUNT()");
    }

    private void requireGrouped(Statement statement) {
        if (!statement.isGrouped()) {
            return;
        }
        for (Placed placed : columns) {
            requireGrouped(statement, placed.column().selected(), placed.where());
        }
        for (PlacedTerm placed : orderBy) {
            requireGrouped(statement, placed.term().selected(), placed.where());
        }
    }

    private void requireGrouped(Statement statement, Selected selected, Token where) {
        if (!statement.hasOneValuePerGroup(selected)) {
            throw cursor.error(Fault.NOT_GROUPED, where, "it in GROUP BY, or a function such as AVG");
        }
    }
}
