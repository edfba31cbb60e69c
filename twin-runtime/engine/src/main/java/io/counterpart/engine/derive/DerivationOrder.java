package io.counterpart.engine.derive;

import io.counterpart.contracts.identity.PropertyName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** In which order a twin's derived properties are worked out: each after those that it reads. */
public sealed interface DerivationOrder {

    /**
     * There is one; of several the first by name.
     *
     * @param properties all that are derived
     */
    record Ordered(List<PropertyName> properties) implements DerivationOrder {}

    /**
     * There is none.
     *
     * @param properties that read one another in a circle: each reads the one after it, and the last the first, which is the first of
     *     them by name
     */
    record Cycle(List<PropertyName> properties) implements DerivationOrder {

        /** For people: {@code a reads b, b reads a}. */
        @Override
        public String toString() {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < properties.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(properties.get(i))
                        .append(" reads ")
                        .append(properties.get((i + 1) % properties.size()));
            }
            return text.toString();
        }
    }

    /** The order of these properties, by what their expressions read. What is read and not derived is there anyway. */
    static DerivationOrder of(Map<PropertyName, Expression> expressions) {
        SortedMap<PropertyName, Set<PropertyName>> waiting = new TreeMap<>();
        SortedMap<PropertyName, Set<PropertyName>> readers = new TreeMap<>();
        expressions.forEach((name, expression) -> {
            Set<PropertyName> derived = new TreeSet<>(expression.reads());
            derived.retainAll(expressions.keySet());
            derived.forEach(
                    read -> readers.computeIfAbsent(read, _ -> new TreeSet<>()).add(name));
            waiting.put(name, derived);
        });
        PriorityQueue<PropertyName> ready = new PriorityQueue<>();
        waiting.forEach((name, reads) -> {
            if (reads.isEmpty()) {
                ready.add(name);
            }
        });
        List<PropertyName> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            PropertyName next = ready.remove();
            order.add(next);
            waiting.remove(next);
            for (PropertyName reader : readers.getOrDefault(next, Set.of())) {
                Set<PropertyName> left = waiting.get(reader);
                if (left != null && left.remove(next) && left.isEmpty()) {
                    ready.add(reader);
                }
            }
        }
        return waiting.isEmpty() ? new Ordered(List.copyOf(order)) : cycle(waiting);
    }

    /** @param waiting each for one of them at least */
    private static Cycle cycle(SortedMap<PropertyName, Set<PropertyName>> waiting) {
        SequencedSet<PropertyName> way = new LinkedHashSet<>();
        PropertyName at = waiting.firstKey();
        while (way.add(at)) {
            at = new TreeSet<>(waiting.getOrDefault(at, Set.of())).first();
        }
        List<PropertyName> members = new ArrayList<>(way).subList(new ArrayList<>(way).indexOf(at), way.size());
        int first = members.indexOf(new TreeSet<>(members).first());
        List<PropertyName> cycle = new ArrayList<>(members.subList(first, members.size()));
        cycle.addAll(members.subList(0, first));
        return new Cycle(List.copyOf(cycle));
    }
}
