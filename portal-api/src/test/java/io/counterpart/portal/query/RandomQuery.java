package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A random query, as what it means and as its text, and random graphs to which it may have an answer. */
final class RandomQuery {

    private static final List<String> RELATIONSHIPS = List.of("feeds", "contains");
    private static final List<String> TYPES = List.of("Asset", "Pump", "Tank");
    private static final List<String> PROPERTIES = List.of("p", "q", "pump.speed");
    private static final List<Object> VALUES =
            List.of(0.0, 1.0, 2.0, -1.5, "x", "xy", "1", true, false, List.of(1.0, 2.0));
    private static final List<Object> LITERALS = List.of(0.0, 1.0, 2.0, -1.5, "x", "xy", "y", "it's", true, false);

    private final Random random;
    private final boolean isEveryRelationshipNamed;
    private final List<String> twins = new ArrayList<>();
    private final List<Edge> edges = new ArrayList<>();
    private final StringBuilder from = new StringBuilder();
    private final @Nullable Ask where;
    private final List<Column> columns = new ArrayList<>();
    private final List<Column> groupBy = new ArrayList<>();
    private final List<Order> orderBy = new ArrayList<>();
    private final @Nullable Integer top;

    record Edge(
            int from,
            int to,
            List<String> names,
            int min,
            int max,
            @Nullable String variable) {}

    sealed interface Ref {

        record Literal(Object value) implements Ref {}

        record Twin(int twin, String attribute) implements Ref {}

        record Relationship(int edge, String attribute) implements Ref {}
    }

    sealed interface Ask {

        record Both(Ask left, Ask right) implements Ask {}

        record Either(Ask left, Ask right) implements Ask {}

        record Not(Ask ask) implements Ask {}

        record Compare(Ref left, String sign, Ref right) implements Ask {}

        record In(Ref ref, List<Object> values, boolean negated) implements Ask {}

        record Has(String function, Ref text, Ref part) implements Ask {}

        record Is(String function, Ref ref) implements Ask {}

        record Model(int twin, String type, boolean exact) implements Ask {}
    }

    /** A column: an attribute, a twin or relationship (no attribute), or a function of an attribute or of rows. */
    record Column(String function, @Nullable Ref ref, String text) {}

    record Order(Column column, boolean descending) {}

    RandomQuery(long seed) {
        this(seed, false);
    }

    /** Its rows can be told apart by what {@link #textOfIds()} shows. */
    static RandomQuery withEveryRelationshipNamed(long seed) {
        return new RandomQuery(seed, true);
    }

    private RandomQuery(long seed, boolean isEveryRelationshipNamed) {
        random = new Random(seed);
        this.isEveryRelationshipNamed = isEveryRelationshipNamed;
        pattern();
        where = random.nextInt(5) == 0 ? null : ask(3);
        if (random.nextInt(4) == 0) {
            grouped();
        } else {
            plain();
        }
        top = random.nextInt(4) == 0 ? 1 + random.nextInt(6) : null;
    }

    private void pattern() {
        twins.add("t0");
        boolean unnamed = random.nextBoolean();
        from.append(one(List.of("twins", "digitaltwins", "DIGITALTWINS"))).append(unnamed ? "" : " t0");
        int steps = random.nextInt(4);
        if (unnamed) {
            from.append(" MATCH (t0)");
        }
        for (int i = 0; i < steps; i++) {
            if (random.nextBoolean()) {
                join();
            } else {
                match();
            }
        }
    }

    private void join() {
        int known = random.nextInt(twins.size());
        int added = addTwin();
        Edge edge = edge(known, added, List.of(one(RELATIONSHIPS)));
        edges.add(edge);
        from.append(" join ")
                .append(twins.get(added))
                .append(" Related ")
                .append(twins.get(known))
                .append('.')
                .append(edge.names().getFirst())
                .append(hops(edge))
                .append(edge.variable() == null ? "" : " " + edge.variable());
    }

    private void match() {
        int left = random.nextInt(twins.size());
        int right = random.nextInt(3) == 0 ? random.nextInt(twins.size()) : addTwin();
        boolean swapped = random.nextInt(4) == 0;
        boolean backwards = random.nextBoolean();
        List<String> names =
                random.nextInt(3) == 0 ? List.of() : random.nextBoolean() ? List.of(one(RELATIONSHIPS)) : RELATIONSHIPS;
        int first = swapped ? right : left;
        int second = swapped ? left : right;
        Edge edge = backwards ? edge(second, first, names) : edge(first, second, names);
        edges.add(edge);
        from.append(" MATCH (").append(twins.get(first)).append(')').append(backwards ? "<-[" : "-[");
        from.append(edge.variable() == null ? "" : edge.variable());
        from.append(names.isEmpty() ? "" : ":" + String.join("|", names)).append(hops(edge));
        from.append(backwards ? "]-(" : "]->(").append(twins.get(second)).append(')');
    }

    private int addTwin() {
        twins.add("t" + twins.size());
        return twins.size() - 1;
    }

    private Edge edge(int begin, int end, List<String> names) {
        int min = random.nextInt(3);
        int max = Math.max(1, min + random.nextInt(3));
        if (random.nextInt(3) == 0 && max > 1) {
            return new Edge(begin, end, names, min, max, null);
        }
        return new Edge(
                begin, end, names, 1, 1, isEveryRelationshipNamed || random.nextBoolean() ? "r" + edges.size() : null);
    }

    private String hops(Edge edge) {
        if (edge.min() == 1 && edge.max() == 1) {
            return "";
        }
        if (edge.min() == edge.max()) {
            return "*" + edge.min();
        }
        return edge.min() == 1 && random.nextBoolean() ? "*.." + edge.max() : "*" + edge.min() + ".." + edge.max();
    }

    private Ask ask(int depth) {
        int kind = random.nextInt(depth == 0 ? 6 : 11);
        return switch (kind) {
            case 0 -> new Ask.Compare(ref(), one(List.of("=", "!=", "<>", "<", "<=", ">", ">=")), anyRef());
            case 1 ->
                new Ask.Compare(
                        new Ref.Twin(oneTwin(), "id"), "=", new Ref.Literal(MemoryGraphs.id(random.nextInt(ids()))));
            case 2 ->
                random.nextBoolean()
                        ? new Ask.In(ref(), literals(LITERALS), random.nextBoolean())
                        : new Ask.In(
                                new Ref.Twin(oneTwin(), random.nextBoolean() ? "id" : "type"),
                                literals(List.of(
                                        "a", "b", "c", "d", "dtmi:com:example:Pump;1", "dtmi:com:example:Tank;1")),
                                random.nextInt(5) == 0);
            case 3 -> new Ask.Has(one(List.of("STARTSWITH", "EndsWith", "contains")), ref(), anyRef());
            case 4 -> new Ask.Is(one(List.of("IS_DEFINED", "is_null", "IS_NUMBER", "IS_STRING", "IS_BOOL")), ref());
            case 5 -> new Ask.Model(oneTwin(), one(List.of("Asset", "Pump", "Tank", "Nothing")), random.nextBoolean());
            case 6, 7 -> new Ask.Both(ask(depth - 1), ask(depth - 1));
            case 8, 9 -> new Ask.Either(ask(depth - 1), ask(depth - 1));
            default -> new Ask.Not(ask(depth - 1));
        };
    }

    private int oneTwin() {
        return random.nextInt(twins.size());
    }

    private List<Object> literals(List<Object> of) {
        return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> one(of)).toList();
    }

    private Ref anyRef() {
        return random.nextBoolean() ? ref() : new Ref.Literal(one(LITERALS));
    }

    private Ref ref() {
        List<Integer> named = IntStream.range(0, edges.size())
                .filter(edge -> edges.get(edge).variable() != null)
                .boxed()
                .toList();
        if (!named.isEmpty() && random.nextInt(3) == 0) {
            return new Ref.Relationship(one(named), one(List.of("name", "$relationshipName", "w", "deep.w")));
        }
        return new Ref.Twin(
                oneTwin(),
                random.nextInt(3) == 0
                        ? one(List.of("id", "$dtId", "type", "$metadata.$model", "name", "quality", "properties.name"))
                        : one(PROPERTIES));
    }

    private void plain() {
        for (int twin = 0; twin < twins.size(); twin++) {
            columns.add(new Column("", new Ref.Twin(twin, ""), twins.get(twin)));
        }
        for (int edge = 0; edge < edges.size(); edge++) {
            String variable = edges.get(edge).variable();
            if (variable != null) {
                columns.add(new Column("", new Ref.Relationship(edge, ""), variable));
            }
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            addColumn("", ref());
        }
        for (int i = 0; i < random.nextInt(3); i++) {
            Ref ref = ref();
            orderBy.add(new Order(new Column("", ref, text(ref)), random.nextBoolean()));
        }
    }

    private void grouped() {
        for (int i = 0; i < random.nextInt(3); i++) {
            Ref ref = random.nextInt(3) == 0 ? new Ref.Twin(oneTwin(), "") : ref();
            groupBy.add(new Column("", ref, text(ref)));
            addColumn("", ref);
        }
        addColumn("COUNT", null);
        for (String function : List.of("COUNT", "SUM", "AVG", "MIN", "MAX")) {
            if (random.nextBoolean()) {
                addColumn(function, ref());
            }
        }
        if (random.nextBoolean()) {
            orderBy.add(new Order(columns.getLast(), random.nextBoolean()));
        }
    }

    private void addColumn(String function, @Nullable Ref ref) {
        String inside = ref == null ? "" : text(ref);
        String text = function.isEmpty() ? inside : function + "(" + inside + ")";
        if (columns.stream().noneMatch(column -> column.text().equals(text))) {
            columns.add(new Column(function, ref, text));
        }
    }

    /** How many ids there are: as many as a slow evaluation can bear, so that another beginning is worth sorting for. */
    private int ids() {
        return switch (twins.size()) {
            case 1, 2 -> 26;
            case 3 -> 14;
            default -> 9;
        };
    }

    /** A graph of a few twins, numbered in no order and with gaps. */
    MemoryGraph graph() {
        return MemoryGraphs.random(random, ids(), TYPES, RELATIONSHIPS, PROPERTIES, VALUES);
    }

    List<String> twins() {
        return twins;
    }

    List<Edge> edges() {
        return edges;
    }

    @Nullable Ask where() {
        return where;
    }

    List<Column> columns() {
        return columns;
    }

    List<Column> groupBy() {
        return groupBy;
    }

    List<Order> orderBy() {
        return orderBy;
    }

    @Nullable Integer top() {
        return top;
    }

    boolean isGrouped() {
        return columns.stream().anyMatch(column -> !column.function().isEmpty());
    }

    String text() {
        return "Select " + (top == null ? "" : "TOP(" + top + ") ")
                + columns.stream().map(Column::text).collect(Collectors.joining(", "))
                + tail();
    }

    /** The same rows, and of each the ids of its twins and the names of its relationships. */
    String textOfIds() {
        String names = edges.stream()
                .filter(edge -> edge.variable() != null)
                .map(edge -> ", " + edge.variable() + ".name")
                .collect(Collectors.joining());
        return "SELECT " + twins.stream().map(twin -> twin + ".id").collect(Collectors.joining(", ")) + names + " FROM "
                + from + (where == null ? "" : " WHERE " + text(where));
    }

    private String tail() {
        StringBuilder text = new StringBuilder(" FROM ").append(from);
        if (where != null) {
            text.append("\nWHERE ").append(text(where));
        }
        if (!groupBy.isEmpty()) {
            text.append(" group by ").append(groupBy.stream().map(Column::text).collect(Collectors.joining(", ")));
        }
        if (!orderBy.isEmpty()) {
            text.append(" ORDER BY ")
                    .append(orderBy.stream()
                            .map(order -> order.column().text() + (order.descending() ? " desc" : ""))
                            .collect(Collectors.joining(", ")));
        }
        return text.toString();
    }

    private String text(Ask ask) {
        return switch (ask) {
            case Ask.Both(Ask left, Ask right) -> inside(left) + " AND " + inside(right);
            case Ask.Either(Ask left, Ask right) -> "(" + text(left) + " or " + text(right) + ")";
            case Ask.Not(Ask negated) -> "NOT " + inside(negated);
            case Ask.Compare(Ref left, String sign, Ref right) -> text(left) + " " + sign + " " + text(right);
            case Ask.In(Ref ref, List<Object> values, boolean negated) ->
                text(ref)
                        + (negated ? " NIN [" : " IN [")
                        + values.stream().map(RandomQuery::literal).collect(Collectors.joining(","))
                        + "]";
            case Ask.Has(String function, Ref text, Ref part) -> function + "(" + text(text) + ", " + text(part) + ")";
            case Ask.Is(String function, Ref ref) -> function + "(" + text(ref) + ")";
            case Ask.Model(int twin, String type, boolean exact) ->
                "IS_OF_MODEL(" + twins.get(twin) + ", 'dtmi:com:example:" + type + ";1'" + (exact ? ", exact)" : ")");
        };
    }

    private String inside(Ask ask) {
        return ask instanceof Ask.Both || ask instanceof Ask.Not ? "(" + text(ask) + ")" : text(ask);
    }

    private String text(Ref ref) {
        return switch (ref) {
            case Ref.Literal(Object value) -> literal(value);
            case Ref.Twin(int twin, String attribute) -> twins.get(twin) + (attribute.isEmpty() ? "" : "." + attribute);
            case Ref.Relationship(int edge, String attribute) ->
                edges.get(edge).variable() + (attribute.isEmpty() ? "" : "." + attribute);
        };
    }

    private static String literal(Object value) {
        return value instanceof String text
                ? "'" + text.replace("'", "\\'") + "'"
                : String.valueOf(value).toLowerCase(Locale.ROOT);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
