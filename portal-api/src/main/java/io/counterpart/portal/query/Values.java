package io.counterpart.portal.query;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares values: a Boolean, a Double, a String, a List or a Map; null for one that is not there. */
final class Values {

    /** Characters of a text by which rows are ordered; what comes after them counts for nothing. */
    static final int ORDERED_LENGTH = 200;

    private Values() {}

    /** A value as it is compared and answered: one kind of number, and zero without a sign. */
    static @Nullable Object of(@Nullable Object value) {
        if (value instanceof Number number) {
            double wide = number.doubleValue();
            return Double.isFinite(wide) ? Double.valueOf(wide + 0.0) : null;
        }
        return value;
    }

    /** What is said of two values; unknown where one is not there, or where they have no order. */
    static Truth compare(@Nullable Object left, Condition.Comparator comparator, @Nullable Object right) {
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        return switch (comparator) {
            case EQUAL -> Truth.of(left.equals(right));
            case NOT_EQUAL -> Truth.of(!left.equals(right));
            case LESS, AT_MOST, GREATER, AT_LEAST -> ordered(left, comparator, right);
        };
    }

    private static Truth ordered(Object left, Condition.Comparator comparator, Object right) {
        int order;
        if (left instanceof Double a && right instanceof Double b) {
            order = Double.compare(a, b);
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (comparator) {
                    case EQUAL -> order == 0;
                    case NOT_EQUAL -> order != 0;
                    case LESS -> order < 0;
                    case AT_MOST -> order <= 0;
                    case GREATER -> order > 0;
                    case AT_LEAST -> order >= 0;
                });
    }

    /** A value as rows are ordered by it; null, which comes last, for what has no order. */
    static @Nullable Object ordered(@Nullable Object value) {
        return switch (value) {
            case Boolean _, Double _ -> value;
            case Long number -> (double) number;
            case Integer number -> (double) number;
            case String text -> text.length() <= ORDERED_LENGTH ? text : text.substring(0, ORDERED_LENGTH);
            case null, default -> null;
        };
    }

    /** Which of two values of {@link #ordered(Object)} comes first: Booleans, numbers, texts, and what has none last, whichever way. */
    static int order(@Nullable Object left, @Nullable Object right, boolean descending) {
        if (left == null || right == null) {
            return Boolean.compare(left == null, right == null);
        }
        int order = Integer.compare(rank(left), rank(right));
        if (order == 0) {
            order = switch (left) {
                case Boolean a when right instanceof Boolean b -> Boolean.compare(a, b);
                case Double a when right instanceof Double b -> Double.compare(a, b);
                case String a when right instanceof String b -> a.compareTo(b);
                default -> throw new IllegalStateException("no order among values of " + left.getClass());
            };
        }
        return descending ? -order : order;
    }

    private static int rank(Object value) {
        return value instanceof Boolean ? 0 : value instanceof Double ? 1 : 2;
    }

    /** What a path leads to in an object; null for nothing. */
    static @Nullable Object find(Map<String, Object> properties, List<String> path) {
        Object value = properties.get(path.getFirst());
        for (String name : path.subList(1, path.size())) {
            value = value instanceof Map<?, ?> object ? object.get(name) : null;
        }
        return of(value);
    }
}
