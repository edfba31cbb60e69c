package io.counterpart.portal.query;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Answers a query the slow and obvious way: every twin for every variable, every relationship for every step, then it looks. */
final class NaiveEvaluation {

    private final RandomQuery query;
    private final Graph graph;
    private final List<Found> found = new ArrayList<>();

    /** A relationship; one of several hops has no name and no properties. */
    private record Edge(int from, String name, int to, Map<String, Object> properties) {}

    private record Found(List<Integer> twins, List<Edge> edges) {}

    NaiveEvaluation(RandomQuery query, Graph graph) {
        this.query = query;
        this.graph = graph;
        twins(List.of());
        found.sort(Comparator.comparing(this::place));
    }

    /** The first twin's id, then by step: the id of its new twin and its name. A space comes before all letters. */
    private String place(Found row) {
        StringBuilder place = new StringBuilder(graph.id(row.twins().getFirst())).append(' ');
        Set<Integer> known = new HashSet<>(Set.of(0));
        for (int i = 0; i < query.edges().size(); i++) {
            RandomQuery.Edge edge = query.edges().get(i);
            place.append(known.add(edge.from()) ? graph.id(row.twins().get(edge.from())) : "");
            place.append(known.add(edge.to()) ? graph.id(row.twins().get(edge.to())) : "");
            place.append(' ').append(row.edges().get(i).name()).append(' ');
        }
        return place.toString();
    }

    private void twins(List<Integer> bound) {
        if (bound.size() == query.twins().size()) {
            edges(bound, List.of());
            return;
        }
        for (int twin = 0; twin < graph.size(); twin++) {
            if (graph.exists(twin)) {
                List<Integer> more = new ArrayList<>(bound);
                more.add(twin);
                twins(more);
            }
        }
    }

    private void edges(List<Integer> twins, List<Edge> bound) {
        if (bound.size() == query.edges().size()) {
            Found row = new Found(twins, bound);
            RandomQuery.Ask where = query.where();
            if (where == null || Boolean.TRUE.equals(is(where, row))) {
                found.add(row);
            }
            return;
        }
        RandomQuery.Edge edge = query.edges().get(bound.size());
        int from = twins.get(edge.from());
        int to = twins.get(edge.to());
        List<Edge> ways = new ArrayList<>();
        if (edge.min() == 1 && edge.max() == 1) {
            each(from, edge.names(), ways);
            ways.removeIf(way -> way.to() != to);
        } else if (isReached(from, to, edge)) {
            ways.add(new Edge(from, "", to, Map.of()));
        }
        for (Edge way : ways) {
            List<Edge> more = new ArrayList<>(bound);
            more.add(way);
            edges(twins, more);
        }
    }

    private void each(int from, List<String> names, List<Edge> edges) {
        graph.outgoing(from, null, (to, name, properties) -> {
            if (names.isEmpty() || names.contains(name)) {
                edges.add(new Edge(from, name, to, properties));
            }
        });
    }

    private boolean isReached(int from, int to, RandomQuery.Edge edge) {
        Set<Integer> there = Set.of(from);
        for (int hops = 0; hops <= edge.max(); hops++) {
            if (hops >= edge.min() && there.contains(to)) {
                return true;
            }
            Set<Integer> next = new HashSet<>();
            for (int twin : there) {
                List<Edge> ways = new ArrayList<>();
                each(twin, edge.names(), ways);
                ways.forEach(way -> next.add(way.to()));
            }
            there = next;
        }
        return false;
    }

    private @Nullable Boolean is(RandomQuery.Ask ask, Found row) {
        return switch (ask) {
            case RandomQuery.Ask.Both(RandomQuery.Ask left, RandomQuery.Ask right) ->
                both(is(left, row), is(right, row));
            case RandomQuery.Ask.Either(RandomQuery.Ask left, RandomQuery.Ask right) ->
                not(both(not(is(left, row)), not(is(right, row))));
            case RandomQuery.Ask.Not(RandomQuery.Ask negated) -> not(is(negated, row));
            case RandomQuery.Ask.Compare(RandomQuery.Ref left, String sign, RandomQuery.Ref right) ->
                compare(value(left, row), sign, value(right, row));
            case RandomQuery.Ask.In(RandomQuery.Ref ref, List<Object> values, boolean negated) -> {
                Object value = value(ref, row);
                yield value == null ? null : Boolean.valueOf(values.contains(value) != negated);
            }
            case RandomQuery.Ask.Has(String function, RandomQuery.Ref text, RandomQuery.Ref part) ->
                (value(text, row) instanceof String whole && value(part, row) instanceof String wanted)
                        ? Boolean.valueOf(
                                switch (function) {
                                    case "STARTSWITH" -> whole.indexOf(wanted) == 0;
                                    case "EndsWith" ->
                                        whole.length() >= wanted.length()
                                                && whole.substring(whole.length() - wanted.length())
                                                        .equals(wanted);
                                    default -> whole.indexOf(wanted) >= 0;
                                })
                        : null;
            case RandomQuery.Ask.Is(String function, RandomQuery.Ref ref) -> {
                Object value = value(ref, row);
                yield switch (function) {
                    case "IS_DEFINED" -> value != null;
                    case "is_null" -> value == null;
                    case "IS_NUMBER" -> value instanceof Double;
                    case "IS_STRING" -> value instanceof String;
                    default -> value instanceof Boolean;
                };
            }
            case RandomQuery.Ask.Model(int twin, String type, boolean exact) -> {
                String own = graph.type(row.twins().get(twin)).value();
                yield own.contains(":" + type + ";") || (!exact && type.equals("Asset"));
            }
        };
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : Boolean.valueOf(!value);
    }

    private static @Nullable Boolean both(@Nullable Boolean left, @Nullable Boolean right) {
        if (Boolean.FALSE.equals(left) || Boolean.FALSE.equals(right)) {
            return false;
        }
        return (left == null || right == null) ? null : Boolean.TRUE;
    }

    private static @Nullable Boolean compare(@Nullable Object left, String sign, @Nullable Object right) {
        if (left == null || right == null) {
            return null;
        }
        if (sign.equals("=")) {
            return left.equals(right);
        }
        if (sign.equals("!=") || sign.equals("<>")) {
            return !left.equals(right);
        }
        int order;
        if (left instanceof Double a && right instanceof Double b) {
            order = a < b ? -1 : a > b ? 1 : 0;
        } else if (left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        } else {
            return null;
        }
        return switch (sign) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private @Nullable Object value(RandomQuery.Ref ref, Found row) {
        Object value = switch (ref) {
            case RandomQuery.Ref.Literal(Object literal) -> literal;
            case RandomQuery.Ref.Twin(int variable, String attribute) ->
                ofTwin(row.twins().get(variable), attribute);
            case RandomQuery.Ref.Relationship(int edge, String attribute) -> {
                Edge way = row.edges().get(edge);
                yield switch (attribute) {
                    case "" -> new RelationshipRef(way.from(), way.name(), way.to(), way.properties());
                    case "w" -> way.properties().get("w");
                    case "deep.w" -> way.properties().get("deep") instanceof Map<?, ?> deep ? deep.get("w") : null;
                    default -> way.name();
                };
            }
        };
        return value instanceof Number number ? Double.valueOf(number.doubleValue()) : value;
    }

    private @Nullable Object ofTwin(int twin, String attribute) {
        return switch (attribute) {
            case "" -> new TwinRef(twin);
            case "id", "$dtId" -> graph.id(twin);
            case "type", "$metadata.$model" -> graph.type(twin).value();
            case "name" -> graph.name(twin);
            case "quality" -> graph.quality(twin);
            case "properties.name" -> graph.value(twin, "name");
            default -> graph.value(twin, attribute);
        };
    }

    /** The rows of the whole answer. */
    List<Map<String, @Nullable Object>> rows() {
        List<Map<String, @Nullable Object>> rows = query.isGrouped() ? grouped() : plain();
        Integer top = query.top();
        return top == null ? rows : rows.subList(0, Math.min(top, rows.size()));
    }

    private List<Map<String, @Nullable Object>> plain() {
        List<Found> ordered = new ArrayList<>(found);
        for (RandomQuery.Order order : query.orderBy().reversed()) {
            RandomQuery.Ref ref = order.column().ref();
            if (ref != null) {
                ordered.sort((a, b) -> order(value(ref, a), value(ref, b), order.descending()));
            }
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (Found one : ordered) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (RandomQuery.Column column : query.columns()) {
                RandomQuery.Ref ref = column.ref();
                Object value = ref == null ? null : value(ref, one);
                boolean isQuality =
                        ref instanceof RandomQuery.Ref.Twin(int _, String attribute) && attribute.equals("quality");
                row.put(
                        column.text(),
                        isQuality && value instanceof Double number ? Integer.valueOf(number.intValue()) : value);
            }
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, @Nullable Object>> grouped() {
        Map<List<@Nullable Object>, List<Found>> groups = new LinkedHashMap<>();
        if (query.groupBy().isEmpty()) {
            groups.put(List.of(), found);
        } else {
            for (Found row : found) {
                List<@Nullable Object> key = new ArrayList<>();
                query.groupBy().forEach(column -> key.add(column.ref() == null ? null : value(column.ref(), row)));
                groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
            }
        }
        List<List<Found>> ordered = new ArrayList<>(groups.values());
        for (RandomQuery.Column column : query.groupBy().reversed()) {
            // Lists have no order, and yet come in one: that of their texts.
            ordered.sort(Comparator.comparing(group -> String.valueOf(comparable(column, group))));
            ordered.sort(Comparator.comparing(group -> comparable(column, group) == null));
            ordered.sort((a, b) -> order(comparable(column, a), comparable(column, b), false));
        }
        for (RandomQuery.Order order : query.orderBy().reversed()) {
            ordered.sort((a, b) -> order(of(order.column(), a), of(order.column(), b), order.descending()));
        }
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (List<Found> group : ordered) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            query.columns().forEach(column -> row.put(column.text(), shown(column, group)));
            rows.add(row);
        }
        return rows;
    }

    private @Nullable Object comparable(RandomQuery.Column column, List<Found> group) {
        Object value = of(column, group);
        return value instanceof TwinRef(int twin) ? graph.id(twin) : value;
    }

    private @Nullable Object shown(RandomQuery.Column column, List<Found> group) {
        Object value = of(column, group);
        boolean isQuality = column.function().isEmpty()
                && column.ref() instanceof RandomQuery.Ref.Twin(int _, String attribute)
                && attribute.equals("quality");
        return isQuality && value instanceof Double number ? Integer.valueOf(number.intValue()) : value;
    }

    private @Nullable Object of(RandomQuery.Column column, List<Found> group) {
        RandomQuery.Ref ref = column.ref();
        if (column.function().isEmpty()) {
            return ref == null ? null : value(ref, group.getFirst());
        }
        if (ref == null) {
            return (long) group.size();
        }
        List<Object> values = new ArrayList<>();
        for (Found row : group) {
            Object value = value(ref, row);
            if (value != null) {
                values.add(value);
            }
        }
        double[] numbers = values.stream()
                .filter(Double.class::isInstance)
                .mapToDouble(Double.class::cast)
                .sorted()
                .toArray();
        if (column.function().equals("COUNT")) {
            return (long) values.size();
        }
        if (numbers.length == 0) {
            return null;
        }
        double sum = Arrays.stream(numbers)
                .mapToObj(BigDecimal::new)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .doubleValue();
        return switch (column.function()) {
            case "SUM" -> sum;
            case "AVG" -> sum / numbers.length;
            case "MIN" -> numbers[0];
            default -> numbers[numbers.length - 1];
        };
    }

    /** False, true, numbers, texts; everything else after them, whichever way. */
    private static int order(@Nullable Object left, @Nullable Object right, boolean descending) {
        int leftRank = rank(left);
        int rightRank = rank(right);
        if (leftRank == 4 || rightRank == 4) {
            return Integer.compare(leftRank, rightRank);
        }
        int order = Integer.compare(leftRank, rightRank);
        if (order == 0 && left instanceof Number a && right instanceof Number b) {
            order = Double.compare(a.doubleValue(), b.doubleValue());
        }
        if (order == 0 && left instanceof String a && right instanceof String b) {
            order = a.compareTo(b);
        }
        return descending ? -order : order;
    }

    private static int rank(@Nullable Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1 : 0;
            case Number _ -> 2;
            case String _ -> 3;
            case null, default -> 4;
        };
    }
}
