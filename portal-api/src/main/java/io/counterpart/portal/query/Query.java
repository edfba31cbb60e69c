package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A query over a tenant's twins, in a language that knows Azure Digital Twins' and goes beyond it. Immutable; any thread may run it.
 *
 * <p>Without ORDER BY an answer comes in the order of the twins' ids, those of the text's first variable first. A page begins after the
 * last row of the one before it, so a row that stays is neither left out nor repeated, whatever comes and goes between pages.
 */
public final class Query {

    private final String text;
    private final Statement statement;

    private Query(String text, Statement statement) {
        this.text = text;
        this.statement = statement;
    }

    /**
     * Reads a query.
     *
     * @throws QueryError for a text that is none
     */
    public static Query parse(String text) {
        return new Query(text, StatementParser.parse(text));
    }

    /**
     * A column of an answer.
     *
     * @param name unique in its query: what AS says, or the text of the column
     * @param kind what its values are
     */
    public record Column(String name, Kind kind) {

        /** What a column's values are. */
        public enum Kind {
            TWIN,
            RELATIONSHIP,
            VALUE
        }
    }

    /** The columns of its answer, in their order. */
    public List<Column> columns() {
        return statement.columns().stream()
                .map(column -> new Column(column.name(), kind(column.selected())))
                .toList();
    }

    private static Column.Kind kind(Selected selected) {
        return switch (selected) {
            case Selected.Twin _ -> Column.Kind.TWIN;
            case Selected.Relationship _ -> Column.Kind.RELATIONSHIP;
            case Selected.Value _, Selected.Aggregated _ -> Column.Kind.VALUE;
        };
    }

    /**
     * Answers it.
     *
     * @param limit rows of a page, 1 to {@link QueryLimits#LIMIT_MAX}; groups come on one page, however many there are
     * @param after what the page before gave as its next; null for the first
     * @param budget units that it may cost, {@link QueryLimits#BUDGET_DEFAULT} for instance. What is looked at in one go, the
     *     relationships of one twin, is looked at to its end
     */
    public Outcome run(Graph graph, int limit, @Nullable String after, long budget) {
        if (limit < 1 || limit > QueryLimits.LIMIT_MAX) {
            throw new IllegalArgumentException("a page has 1 to " + QueryLimits.LIMIT_MAX + " rows, not " + limit);
        }
        Continuation continuation = after == null ? null : Continuation.read(after, text, statement);
        if (after != null && continuation == null) {
            return new Outcome.UnknownContinuation();
        }
        Plan plan = Planner.plan(statement, graph);
        Cost cost = new Cost(budget, plan.levels());
        return statement.isGrouped() ? grouped(graph, plan, cost) : page(graph, plan, cost, limit, continuation);
    }

    private Outcome grouped(Graph graph, Plan plan, Cost cost) {
        Evaluation evaluation = new Evaluation(graph, cost);
        Groups groups = new Groups(graph, statement, evaluation);
        new Traversal(graph, plan, evaluation, cost, null, groups).run();
        if (cost.isSpent()) {
            return tooExpensive(plan, cost);
        }
        if (groups.isFull()) {
            return new Outcome.TooManyGroups(QueryLimits.GROUPS_MAX, cost.sum());
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Groups.Group group : groups.inOrder()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Statement.Column column : statement.columns()) {
                row.put(
                        column.name(),
                        column.selected() instanceof Selected.Aggregated(Selected.Aggregate aggregate)
                                ? Groups.total(group, aggregate)
                                : group.first() == null
                                        ? null
                                        : shown(graph, evaluation, column.selected(), group.first()));
            }
            rows.add(row);
        }
        return new Outcome.Answer(rows, null, cost.sum());
    }

    private Outcome page(Graph graph, Plan plan, Cost cost, int limit, @Nullable Continuation after) {
        int given = after == null ? 0 : after.given();
        int size = Math.min(limit, statement.top() - given);
        boolean mayGoOn = given + size < statement.top();
        Evaluation evaluation = new Evaluation(graph, cost);
        PageRows page = new PageRows(graph, statement, evaluation, mayGoOn ? size + 1 : size, plan.isInOrder(), after);
        List<Place> place = plan.isInOrder() && after != null ? after.places() : null;
        new Traversal(graph, plan, evaluation, cost, place, page).run();
        if (cost.isSpent()) {
            return tooExpensive(plan, cost);
        }
        List<FoundRow> found = page.rows();
        List<FoundRow> shown = found.subList(0, Math.min(size, found.size()));
        String next = null;
        if (found.size() > size) {
            FoundRow last = shown.getLast();
            next = new Continuation(given + size, last.order(), last.places()).write(text);
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (FoundRow one : shown) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (Statement.Column column : statement.columns()) {
                row.put(column.name(), shown(graph, evaluation, column.selected(), one.row()));
            }
            rows.add(row);
        }
        return new Outcome.Answer(rows, next, cost.sum());
    }

    private @Nullable Object shown(Graph graph, Evaluation evaluation, Selected selected, Row row) {
        return switch (selected) {
            case Selected.Twin(int twin) -> new TwinRef(row.twin(twin));
            case Selected.Relationship(int number) -> {
                Step step = statement.pattern().steps().get(number);
                Link link = row.link(number);
                yield new RelationshipRef(row.twin(step.from()), link.name(), row.twin(step.to()), link.properties());
            }
            case Selected.Value(Operand.OfTwin(int twin, Operand.Own own))
            when own == Operand.Own.QUALITY -> graph.quality(row.twin(twin));
            case Selected.Value(Operand operand) -> evaluation.value(operand, row);
            case Selected.Aggregated _ -> throw new IllegalStateException("a row of its own has no " + selected);
        };
    }

    private static Outcome tooExpensive(Plan plan, Cost cost) {
        int dearest = cost.dearest();
        return new Outcome.TooExpensive(cost.sum(), cost.budget(), plan.part(dearest), plan.advice(dearest));
    }
}
