package io.counterpart.portal.query;

/** Looks at the relationships that a hop may follow from a twin. */
final class Links {

    private Links() {}

    /** Tells of each; returns how many were looked at. */
    static int each(Graph graph, Plan.Hop hop, int twin, Graph.LinkConsumer consumer) {
        if (hop.step().names().isEmpty()) {
            return hop.forwards() ? graph.outgoing(twin, null, consumer) : graph.incoming(twin, null, consumer);
        }
        int looked = 0;
        for (String name : hop.step().names()) {
            looked += hop.forwards() ? graph.outgoing(twin, name, consumer) : graph.incoming(twin, name, consumer);
        }
        return looked;
    }
}
