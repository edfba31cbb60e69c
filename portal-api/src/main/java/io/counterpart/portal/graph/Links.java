package io.counterpart.portal.graph;

import io.counterpart.portal.query.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The relationships at one side of one twin, by name and then by the number of the twin at the other end. Immutable. */
final class Links {

    static final Links NONE = new Links(new String[0], new int[0], null);

    private static final Comparator<Change> ORDER =
            Comparator.comparing(Change::name).thenComparingInt(Change::twin);

    private final String[] names;
    private final int[] twins;
    private final Map<String, Object> @Nullable [] properties;

    private Links(String[] names, int[] twins, Map<String, Object> @Nullable [] properties) {
        this.names = names;
        this.twins = twins;
        this.properties = properties;
    }

    /**
     * A relationship that is there from now on, or no more.
     *
     * @param name its name
     * @param twin the number of the twin at the other end
     * @param properties its properties, null when it is gone
     */
    record Change(String name, int twin, @Nullable Map<String, Object> properties) {}

    int size() {
        return names.length;
    }

    /** Tells of those of this name, of all without one; how many there were. */
    int each(@Nullable String name, Graph.LinkConsumer consumer) {
        int from = name == null ? 0 : firstNotBefore(name);
        int at = from;
        while (at < names.length && (name == null || names[at].equals(name))) {
            consumer.link(twins[at], names[at], properties == null ? Map.of() : properties[at]);
            at++;
        }
        return at - from;
    }

    private int firstNotBefore(String name) {
        int low = 0;
        int high = names.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (names[middle].compareTo(name) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** These with changes, of which a later one of the same relationship holds. Costs as much as both together are long. */
    Links with(List<Change> changes) {
        List<Change> sorted = new ArrayList<>(changes);
        sorted.sort(ORDER);
        Collector collector = new Collector(size() + sorted.size());
        int old = 0;
        for (int i = 0; i < sorted.size(); i++) {
            Change change = sorted.get(i);
            if (i + 1 < sorted.size() && ORDER.compare(change, sorted.get(i + 1)) == 0) {
                continue;
            }
            while (old < size() && compare(old, change) < 0) {
                collector.add(this, old++);
            }
            if (old < size() && compare(old, change) == 0) {
                old++;
            }
            if (change.properties() != null) {
                collector.add(change.name(), change.twin(), change.properties());
            }
        }
        while (old < size()) {
            collector.add(this, old++);
        }
        return collector.links();
    }

    private int compare(int at, Change change) {
        int byName = names[at].compareTo(change.name());
        return byName != 0 ? byName : Integer.compare(twins[at], change.twin());
    }

    private static final class Collector {

        private final String[] names;
        private final int[] twins;
        private final List<Map<String, Object>> properties;
        private int count;
        private boolean anyProperties;

        Collector(int atMost) {
            names = new String[atMost];
            twins = new int[atMost];
            properties = new ArrayList<>(atMost);
        }

        void add(Links from, int at) {
            add(from.names[at], from.twins[at], from.properties == null ? Map.of() : from.properties[at]);
        }

        void add(String name, int twin, Map<String, Object> its) {
            names[count] = name;
            twins[count++] = twin;
            properties.add(its);
            anyProperties |= !its.isEmpty();
        }

        @SuppressWarnings("unchecked")
        Links links() {
            return count == 0
                    ? NONE
                    : new Links(
                            Arrays.copyOf(names, count),
                            Arrays.copyOf(twins, count),
                            anyProperties ? properties.toArray(Map[]::new) : null);
        }
    }
}
