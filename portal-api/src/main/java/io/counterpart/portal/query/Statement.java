package io.counterpart.portal.query;

import java.util.List;
import java.util.Set;

/**
 * A query as read: every name is resolved, every limit kept.
 *
 * @param columns what it shows
 * @param top how many rows it wants at most; {@link #ALL} for all
 * @param pattern the twins and relationships it looks for
 * @param where all of these must be true
 * @param groupBy what rows of one group have in common
 * @param orderBy in which order the rows come, before that of the twins' ids
 */
record Statement(
        List<Column> columns,
        int top,
        Pattern pattern,
        List<Condition> where,
        Set<Selected> groupBy,
        List<Term> orderBy) {

    static final int ALL = Integer.MAX_VALUE;

    /** A column and its name. */
    record Column(String name, Selected selected) {}

    /** What to order by, and whether the greatest comes first. */
    record Term(Selected selected, boolean descending) {}

    /** Whether its rows are groups. */
    boolean isGrouped() {
        return !groupBy.isEmpty()
                || columns.stream().anyMatch(column -> column.selected() instanceof Selected.Aggregated)
                || orderBy.stream().anyMatch(term -> term.selected() instanceof Selected.Aggregated);
    }

    /** Whether all rows of a group agree in it. */
    boolean hasOneValuePerGroup(Selected selected) {
        return groupBy.contains(selected)
                || switch (selected) {
                    case Selected.Aggregated _ -> true;
                    case Selected.Value(Operand.OfTwin(int twin, Operand.Own _)) ->
                        groupBy.contains(new Selected.Twin(twin));
                    case Selected.Value(Operand.Property(int twin, String _)) ->
                        groupBy.contains(new Selected.Twin(twin));
                    case Selected.Value _, Selected.Twin _, Selected.Relationship _ -> false;
                };
    }
}
