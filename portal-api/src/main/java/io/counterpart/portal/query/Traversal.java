package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through a graph as a plan says, and hands on every row that is found. */
final class Traversal {

    private final Graph graph;
    private final Plan plan;
    private final Evaluation evaluation;
    private final Cost cost;
    private final @Nullable List<Place> after;
    private final Rows rows;
    private final Row row;
    private final List<List<Link>> found = new ArrayList<>();
    private final List<@Nullable Reach> reaches = new ArrayList<>();
    private final Comparator<Link> order;

    /** Takes rows. */
    interface Rows {

        /**
         * Takes one, which changes as soon as this returns.
         *
         * @return whether more are wanted
         */
        boolean take(Row row);
    }

    /**
     * @param after the place after which rows are wanted, where the plan finds them in order; null for all
     */
    Traversal(Graph graph, Plan plan, Evaluation evaluation, Cost cost, @Nullable List<Place> after, Rows rows) {
        this.graph = graph;
        this.plan = plan;
        this.evaluation = evaluation;
        this.cost = cost;
        this.after = after;
        this.rows = rows;
        this.row = new Row(plan.pattern());
        this.order = Comparator.comparing((Link link) -> graph.id(link.twin())).thenComparing(Link::name);
        for (int level = 1; level < plan.levels(); level++) {
            Plan.Hop hop = plan.hops().get(level - 1);
            found.add(new ArrayList<>());
            reaches.add(hop.step().isSingle() ? null : new Reach(graph, hop, cost, level));
        }
    }

    /** Goes until all is seen, no more rows are wanted or the budget is spent. */
    void run() {
        int[] candidates = plan.candidates();
        int first = after == null
                ? 0
                : Candidates.from(graph, candidates, after.getFirst().id());
        for (int i = first; i < candidates.length; i++) {
            if (!cost.pay(0, 1)) {
                return;
            }
            int twin = candidates[i];
            row.bind(plan.start(), twin);
            boolean isOnPlace =
                    after != null && graph.id(twin).equals(after.getFirst().id());
            if (evaluation.holds(plan.conditions(0), row, 0) && !follow(1, isOnPlace ? after : null)) {
                return;
            }
        }
    }

    /**
     * Follows the hop of a level from what is bound.
     *
     * @param place the place after which rows are wanted, if so far the row is on it; null once it is past it
     * @return whether to go on
     */
    private boolean follow(int level, @Nullable List<Place> place) {
        if (level == plan.levels()) {
            return place != null || rows.take(row);
        }
        Plan.Hop hop = plan.hops().get(level - 1);
        List<Link> links = found.get(level - 1);
        links.clear();
        collect(level, hop, links, place == null ? null : place.get(level));
        if (cost.isSpent()) {
            return false;
        }
        if (plan.isInOrder()) {
            links.sort(order);
        }
        for (Link link : links) {
            bind(hop, link);
            boolean isOnPlace = place != null && place(hop, link).equals(place.get(level));
            if (!follow(level + 1, isOnPlace ? place : null)) {
                return false;
            }
        }
        return true;
    }

    /** The links that conditions leave, from this place on. */
    private void collect(int level, Plan.Hop hop, List<Link> links, @Nullable Place from) {
        int known = row.twin(hop.known());
        int wanted = hop.binds() < 0 ? row.twin(hop.reached()) : -1;
        Graph.LinkConsumer consumer = (twin, name, properties) -> {
            if (cost.isSpent() || (wanted >= 0 && twin != wanted)) {
                return;
            }
            Link link = new Link(twin, name, properties);
            bind(hop, link);
            if ((from == null || place(hop, link).compareTo(from) >= 0)
                    && evaluation.holds(plan.conditions(level), row, level)) {
                links.add(link);
            }
        };
        Reach reach = reaches.get(level - 1);
        if (reach == null) {
            cost.pay(level, Links.each(graph, hop, known, consumer));
        } else {
            TwinNumbers reached = reach.from(known);
            for (int i = 0; i < reached.size(); i++) {
                consumer.link(reached.get(i), "", Map.of());
            }
        }
    }

    private void bind(Plan.Hop hop, Link link) {
        if (hop.binds() >= 0) {
            row.bind(hop.binds(), link.twin());
        }
        row.follow(hop.number(), link);
    }

    private Place place(Plan.Hop hop, Link link) {
        return Place.of(graph, hop.step().introduces() < 0 ? -1 : link.twin(), link);
    }
}
