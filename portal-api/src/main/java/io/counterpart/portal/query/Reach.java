package io.counterpart.portal.query;

import java.util.BitSet;

/**
 * Finds the twins that several hops lead to: those to which there is a way of at least {@code hopsMin} and at most {@code hopsMax}
 * relationships, each twin once, however many ways there are. Kept from one beginning to the next, for its memory.
 */
final class Reach {

    private final Graph graph;
    private final Plan.Hop hop;
    private final Cost cost;
    private final int level;
    private final TwinNumbers reached = new TwinNumbers();
    private final BitSet isReached = new BitSet();
    private final TwinNumbers entered = new TwinNumbers();
    private final BitSet isEntered = new BitSet();
    private TwinNumbers frontier = new TwinNumbers();
    private TwinNumbers beyond = new TwinNumbers();

    Reach(Graph graph, Plan.Hop hop, Cost cost, int level) {
        this.graph = graph;
        this.hop = hop;
        this.cost = cost;
        this.level = level;
    }

    /** The twins, in no order; not all of them once the budget is spent. */
    TwinNumbers from(int twin) {
        clear(reached, isReached);
        clear(entered, isEntered);
        frontier.clear();
        frontier.add(twin);
        enter(twin);
        if (hop.step().hopsMin() == 0) {
            reach(twin);
        }
        for (int hops = 1; hops <= hop.step().hopsMax() && frontier.size() > 0; hops++) {
            // A way of at least two hops may have to go round in a circle, so a twin can be entered again with each
            // hop.
            if (hop.step().hopsMin() > 1) {
                clear(entered, isEntered);
            }
            if (!advance(hops >= hop.step().hopsMin())) {
                break;
            }
        }
        return reached;
    }

    private boolean advance(boolean isFar) {
        beyond.clear();
        for (int i = 0; i < frontier.size(); i++) {
            int looked = Links.each(graph, hop, frontier.get(i), (twin, _, _) -> {
                if (isFar) {
                    reach(twin);
                }
                if (enter(twin)) {
                    beyond.add(twin);
                }
            });
            if (!cost.pay(level, looked)) {
                return false;
            }
        }
        TwinNumbers swapped = frontier;
        frontier = beyond;
        beyond = swapped;
        return true;
    }

    private boolean enter(int twin) {
        if (isEntered.get(twin)) {
            return false;
        }
        isEntered.set(twin);
        entered.add(twin);
        return true;
    }

    private void reach(int twin) {
        if (!isReached.get(twin)) {
            isReached.set(twin);
            reached.add(twin);
        }
    }

    private static void clear(TwinNumbers numbers, BitSet bits) {
        for (int i = 0; i < numbers.size(); i++) {
            bits.clear(numbers.get(i));
        }
        numbers.clear();
    }
}
