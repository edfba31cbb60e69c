package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the few twins that conditions leave for a variable, where an id or a model says so. Always ascending by id, no twin twice. */
final class Candidates {

    private static final int[] NOBODY = {};

    private final Graph graph;
    private final int twin;

    Candidates(Graph graph, int twin) {
        this.graph = graph;
        this.twin = twin;
    }

    /** The fewest that one of the conditions leaves; null where none of them names an id or a model. */
    int @Nullable [] among(List<Condition> conditions) {
        int[] fewest = null;
        for (Condition condition : conditions) {
            int[] left = of(condition);
            if (left != null && (fewest == null || left.length < fewest.length)) {
                fewest = left;
            }
        }
        return fewest;
    }

    private int @Nullable [] of(Condition condition) {
        return switch (condition) {
            case Condition.OfModel(int of, TypeId type, boolean exact) ->
                of == twin ? graph.ofModel(type, exact) : null;
            case Condition.Comparison(Operand left, Condition.Comparator comparator, Operand right) -> {
                if (comparator != Condition.Comparator.EQUAL) {
                    yield null;
                }
                yield right instanceof Operand.Literal(Object value)
                        ? equal(left, Set.of(value))
                        : left instanceof Operand.Literal(Object value) ? equal(right, Set.of(value)) : null;
            }
            case Condition.OneOf(Operand operand, Set<Object> values) -> equal(operand, values);
            case Condition.All(List<Condition> all) -> among(all);
            case Condition.Any(List<Condition> any) -> union(any);
            case Condition.Not _, Condition.Has _, Condition.Is _ -> null;
        };
    }

    private int @Nullable [] equal(Operand operand, Set<Object> values) {
        if (!(operand instanceof Operand.OfTwin(int of, Operand.Own attribute)) || of != twin) {
            return null;
        }
        return switch (attribute) {
            case ID -> byId(values);
            case TYPE -> byType(values);
            case NAME, QUALITY -> null;
        };
    }

    private int[] byId(Set<Object> values) {
        return values.stream()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .sorted()
                .mapToInt(graph::find)
                .filter(found -> found >= 0)
                .toArray();
    }

    private int[] byType(Set<Object> values) {
        List<int[]> parts = new ArrayList<>();
        for (Object value : values) {
            if (value instanceof String text) {
                parts.add(ofType(text));
            }
        }
        return merged(parts);
    }

    private int[] ofType(String text) {
        try {
            return graph.ofModel(new TypeId(text), true);
        } catch (IllegalArgumentException _) {
            return NOBODY;
        }
    }

    /** All of them together; null where that would be no gain over all twins. */
    private int @Nullable [] union(List<Condition> any) {
        List<int[]> parts = new ArrayList<>();
        long sum = 0;
        for (Condition condition : any) {
            int[] part = of(condition);
            if (part == null) {
                return null;
            }
            parts.add(part);
            sum += part.length;
        }
        return sum > graph.size() ? null : merged(parts);
    }

    /** Pairs, then pairs of pairs: many parts cost little more than two. */
    private int[] merged(List<int[]> parts) {
        if (parts.size() < 2) {
            return parts.isEmpty() ? NOBODY : parts.getFirst();
        }
        int half = parts.size() / 2;
        return merge(merged(parts.subList(0, half)), merged(parts.subList(half, parts.size())));
    }

    private int[] merge(int[] left, int[] right) {
        if (left.length == 0 || right.length == 0) {
            return left.length == 0 ? right : left;
        }
        int[] merged = new int[left.length + right.length];
        int size = 0;
        for (int i = 0, j = 0; i < left.length || j < right.length; ) {
            int order = i == left.length
                    ? 1
                    : j == right.length ? -1 : graph.id(left[i]).compareTo(graph.id(right[j]));
            merged[size++] = order <= 0 ? left[i] : right[j];
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return Arrays.copyOf(merged, size);
    }

    /** The first of twins whose id is not less than this; their number for none. */
    static int from(Graph graph, int[] twins, String id) {
        int low = 0;
        int high = twins.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (graph.id(twins[middle]).compareTo(id) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
