package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a query begins and in which order it follows its steps. It begins at the variable for which an id or a model leaves
 * the fewest twins. Beginning at the text's first variable, and following the steps as written, finds rows in their order, so that a
 * page ends as soon as it is full; therefore another beginning must be much better.
 */
final class Planner {

    /** How many times fewer twins another beginning must have than that which finds rows in order. */
    private static final int WORTH_SORTING = 8;

    private final Statement statement;
    private final Pattern pattern;
    private final Graph graph;
    private final List<int @Nullable []> candidates = new ArrayList<>();

    private Planner(Statement statement, Graph graph) {
        this.statement = statement;
        this.pattern = statement.pattern();
        this.graph = graph;
        for (int twin = 0; twin < pattern.twins().size(); twin++) {
            candidates.add(new Candidates(graph, twin).among(statement.where()));
        }
    }

    static Plan plan(Statement statement, Graph graph) {
        return new Planner(statement, graph).plan();
    }

    private Plan plan() {
        boolean needsOrder = !statement.isGrouped() && statement.orderBy().isEmpty();
        int start = start(needsOrder);
        boolean isInOrder = needsOrder && start == 0;
        List<Plan.Hop> hops = hops(start, isInOrder);
        int[] few = candidates.get(start);
        return new Plan(
                pattern, start, few == null ? graph.all() : few, few != null, hops, conditions(start, hops), isInOrder);
    }

    private int start(boolean needsOrder) {
        int start = 0;
        for (int twin = 1; twin < candidates.size(); twin++) {
            if (size(twin) < size(start)) {
                start = twin;
            }
        }
        return needsOrder && size(0) / WORTH_SORTING <= size(start) ? 0 : start;
    }

    private int size(int twin) {
        int[] few = candidates.get(twin);
        return few == null ? graph.all().length : few.length;
    }

    private List<Plan.Hop> hops(int start, boolean asWritten) {
        List<Plan.Hop> hops = new ArrayList<>();
        int bound = Pattern.twinBit(start);
        while (hops.size() < pattern.steps().size()) {
            Plan.Hop best = null;
            for (int number = 0; number < pattern.steps().size(); number++) {
                Plan.Hop hop = hop(number, bound);
                if (hop != null && !isFollowed(hops, number) && (best == null || (!asWritten && isBetter(hop, best)))) {
                    best = hop;
                }
            }
            if (best == null) {
                throw new IllegalStateException("a step of the pattern is joined to nothing");
            }
            hops.add(best);
            bound |= Pattern.twinBit(best.reached());
        }
        return hops;
    }

    private static boolean isFollowed(List<Plan.Hop> hops, int number) {
        return hops.stream().anyMatch(hop -> hop.number() == number);
    }

    /** The step from an end that is bound; null where neither is. */
    private Plan.@Nullable Hop hop(int number, int bound) {
        Step step = pattern.steps().get(number);
        boolean fromIsBound = (bound & Pattern.twinBit(step.from())) != 0;
        boolean toIsBound = (bound & Pattern.twinBit(step.to())) != 0;
        if (!fromIsBound && !toIsBound) {
            return null;
        }
        int binds = fromIsBound && toIsBound ? -1 : fromIsBound ? step.to() : step.from();
        return new Plan.Hop(number, step, fromIsBound, binds);
    }

    /** Whether it leaves fewer rows: one that binds nothing, then one to a variable with few candidates, then one of fewer hops. */
    private boolean isBetter(Plan.Hop hop, Plan.Hop best) {
        int order = Boolean.compare(hop.binds() >= 0, best.binds() >= 0);
        if (order == 0) {
            order = Integer.compare(size(hop.reached()), size(best.reached()));
        }
        if (order == 0) {
            order = Integer.compare(hop.step().hopsMax(), best.step().hopsMax());
        }
        return order < 0;
    }

    private List<List<Condition>> conditions(int start, List<Plan.Hop> hops) {
        List<List<Condition>> byLevel = new ArrayList<>();
        List<Condition> waiting = new ArrayList<>(statement.where());
        int bound = Pattern.twinBit(start);
        for (int level = 0; level <= hops.size(); level++) {
            if (level > 0) {
                Plan.Hop hop = hops.get(level - 1);
                bound |= Pattern.twinBit(hop.reached()) | Pattern.stepBit(hop.number());
            }
            List<Condition> now = new ArrayList<>();
            for (Condition condition : waiting) {
                if ((condition.needs() & ~bound) == 0) {
                    now.add(condition);
                }
            }
            waiting.removeAll(now);
            byLevel.add(now);
        }
        return byLevel;
    }
}
