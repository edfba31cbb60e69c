package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of one page, and one more, which says that there is another page. Where rows come in order it has enough as soon as
 * it is full; otherwise it sees them all and keeps the first.
 */
final class PageRows implements Traversal.Rows {

    private final Graph graph;
    private final Statement statement;
    private final Evaluation evaluation;
    private final int size;
    private final boolean isInOrder;
    private final @Nullable FoundRow after;
    private final List<FoundRow> inOrder = new ArrayList<>();
    private final PriorityQueue<FoundRow> least;

    /**
     * @param size how many rows to keep
     * @param isInOrder whether they come in order, none of them before the page
     * @param after the last row of the page before; null for none
     */
    PageRows(
            Graph graph,
            Statement statement,
            Evaluation evaluation,
            int size,
            boolean isInOrder,
            @Nullable Continuation after) {
        this.graph = graph;
        this.statement = statement;
        this.evaluation = evaluation;
        this.size = size;
        this.isInOrder = isInOrder;
        this.after = after == null ? null : new FoundRow(new Row(statement.pattern()), after.order(), after.places());
        this.least = new PriorityQueue<>(Collections.reverseOrder(order()));
    }

    private Comparator<FoundRow> order() {
        return (left, right) -> FoundRow.compare(left, right, statement.orderBy());
    }

    @Override
    public boolean take(Row row) {
        FoundRow found = new FoundRow(row.copy(), order(row), Place.of(graph, statement.pattern(), row));
        if (isInOrder) {
            inOrder.add(found);
            return inOrder.size() < size;
        }
        if (after == null || FoundRow.compare(found, after, statement.orderBy()) > 0) {
            least.add(found);
            if (least.size() > size) {
                least.remove();
            }
        }
        return true;
    }

    private List<@Nullable Object> order(Row row) {
        List<@Nullable Object> order = new ArrayList<>(statement.orderBy().size());
        for (Statement.Term term : statement.orderBy()) {
            Object value =
                    term.selected() instanceof Selected.Value(Operand operand) ? evaluation.value(operand, row) : null;
            order.add(Values.ordered(value));
        }
        return order;
    }

    /** The rows in order. */
    List<FoundRow> rows() {
        return isInOrder ? inOrder : least.stream().sorted(order()).toList();
    }
}
