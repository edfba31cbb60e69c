package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A part of a row's place among all rows: the id of a twin and the name of the relationship that led there. A row's place is that of
 * its first twin, then that of each step as the text has them; no two rows have the same.
 *
 * @param id the twin that the step introduces; empty where it introduces none
 * @param name the relationship; empty for the first twin and for several hops
 */
record Place(String id, String name) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::id).thenComparing(Place::name);

    /** Where a row stands. */
    static List<Place> of(Graph graph, Pattern pattern, Row row) {
        List<Place> places = new ArrayList<>(1 + pattern.steps().size());
        places.add(new Place(graph.id(row.twin(0)), ""));
        for (int step = 0; step < pattern.steps().size(); step++) {
            int introduced = pattern.steps().get(step).introduces();
            places.add(of(graph, introduced < 0 ? -1 : row.twin(introduced), row.link(step)));
        }
        return places;
    }

    /**
     * Where a step stands among the steps from the same twin.
     *
     * @param twin whom it introduces; -1 for nobody
     */
    static Place of(Graph graph, int twin, Link link) {
        return new Place(twin < 0 ? "" : graph.id(twin), link.name());
    }

    /** Which of two rows comes first. */
    static int compare(List<Place> left, List<Place> right) {
        for (int i = 0; i < left.size(); i++) {
            int order = left.get(i).compareTo(right.get(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}
