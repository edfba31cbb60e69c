package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Puts rows into groups, and adds them up. Without GROUP BY there is one group, even of no row. */
final class Groups implements Traversal.Rows {

    private final Graph graph;
    private final Statement statement;
    private final Evaluation evaluation;
    private final List<Selected> keys;
    private final Map<List<@Nullable Object>, Group> groups = new LinkedHashMap<>();
    private boolean isFull;

    /**
     * A group.
     *
     * @param key what its rows have in common, in the order of GROUP BY
     * @param first one of its rows; null for a group of none
     * @param totals what is added up
     */
    record Group(List<@Nullable Object> key, @Nullable Row first, Map<Selected.Aggregate, Total> totals) {}

    Groups(Graph graph, Statement statement, Evaluation evaluation) {
        this.graph = graph;
        this.statement = statement;
        this.evaluation = evaluation;
        this.keys = List.copyOf(statement.groupBy());
        if (keys.isEmpty()) {
            groups.put(List.of(), group(List.of(), null));
        }
    }

    private Group group(List<@Nullable Object> key, @Nullable Row first) {
        Map<Selected.Aggregate, Total> totals = new LinkedHashMap<>();
        statement.columns().forEach(column -> want(column.selected(), totals));
        statement.orderBy().forEach(term -> want(term.selected(), totals));
        return new Group(key, first, totals);
    }

    private static void want(Selected selected, Map<Selected.Aggregate, Total> totals) {
        if (selected instanceof Selected.Aggregated(Selected.Aggregate aggregate)) {
            totals.put(aggregate, new Total());
        }
    }

    /** Whether there are more groups than are kept. */
    boolean isFull() {
        return isFull;
    }

    @Override
    public boolean take(Row row) {
        List<@Nullable Object> key = new ArrayList<>(keys.size());
        keys.forEach(selected -> key.add(key(selected, row)));
        Group group = groups.get(key);
        if (group == null) {
            if (groups.size() == QueryLimits.GROUPS_MAX) {
                isFull = true;
                return false;
            }
            group = group(key, row.copy());
            groups.put(key, group);
        }
        group.totals().forEach((aggregate, total) -> {
            Operand argument = aggregate.argument();
            total.add(argument == null ? true : evaluation.value(argument, row));
        });
        return true;
    }

    private @Nullable Object key(Selected selected, Row row) {
        return switch (selected) {
            case Selected.Twin(int twin) -> new TwinRef(row.twin(twin));
            case Selected.Value(Operand operand) -> evaluation.value(operand, row);
            case Selected.Relationship _, Selected.Aggregated _ ->
                throw new IllegalStateException("nothing is grouped by " + selected);
        };
    }

    /** The groups in the order of ORDER BY, then of what their rows have in common; as many as TOP says. */
    List<Group> inOrder() {
        return groups.values().stream()
                .sorted(this::compare)
                .limit(statement.top())
                .toList();
    }

    private int compare(Group left, Group right) {
        for (Statement.Term term : statement.orderBy()) {
            int order = Values.order(value(left, term.selected()), value(right, term.selected()), term.descending());
            if (order != 0) {
                return order;
            }
        }
        for (int i = 0; i < keys.size(); i++) {
            int order = compareKeys(left.key().get(i), right.key().get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** What has no order, as a list, and texts that differ late only, come in the order of their texts. */
    private int compareKeys(@Nullable Object left, @Nullable Object right) {
        int order = Values.order(ordered(left), ordered(right), false);
        if (order != 0) {
            return order;
        }
        return left == null || right == null
                ? Boolean.compare(left == null, right == null)
                : left.toString().compareTo(right.toString());
    }

    private @Nullable Object value(Group group, Selected selected) {
        return switch (selected) {
            case Selected.Aggregated(Selected.Aggregate aggregate) -> ordered(total(group, aggregate));
            case Selected.Value(Operand operand) ->
                group.first() == null ? null : ordered(evaluation.value(operand, group.first()));
            case Selected.Twin _, Selected.Relationship _ ->
                throw new IllegalStateException("nothing is ordered by " + selected);
        };
    }

    private @Nullable Object ordered(@Nullable Object value) {
        return Values.ordered(value instanceof TwinRef(int twin) ? graph.id(twin) : value);
    }

    /** What a function says of a group. */
    static @Nullable Object total(Group group, Selected.Aggregate aggregate) {
        Total total = group.totals().get(aggregate);
        return total == null ? null : total.of(aggregate.function());
    }
}
