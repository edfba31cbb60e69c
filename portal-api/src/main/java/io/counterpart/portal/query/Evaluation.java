package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says what is true of a row. */
final class Evaluation {

    /** Characters compared that cost a unit, in a search of one text in another. */
    private static final long SEARCH_PER_UNIT = 1_024;

    private final Graph graph;
    private final Cost cost;

    Evaluation(Graph graph, Cost cost) {
        this.graph = graph;
        this.cost = cost;
    }

    /** Whether all of it is true; what is unknown is not. */
    boolean holds(List<Condition> conditions, Row row, int level) {
        for (Condition condition : conditions) {
            if (of(condition, row, level) != Truth.TRUE) {
                return false;
            }
        }
        return true;
    }

    private Truth of(Condition condition, Row row, int level) {
        return switch (condition) {
            case Condition.All(List<Condition> all) -> {
                Truth truth = Truth.TRUE;
                for (Condition one : all) {
                    Truth part = of(one, row, level);
                    if (part == Truth.FALSE) {
                        yield part;
                    }
                    truth = part == Truth.UNKNOWN ? part : truth;
                }
                yield truth;
            }
            case Condition.Any(List<Condition> any) -> {
                Truth truth = Truth.FALSE;
                for (Condition one : any) {
                    Truth part = of(one, row, level);
                    if (part == Truth.TRUE) {
                        yield part;
                    }
                    truth = part == Truth.UNKNOWN ? part : truth;
                }
                yield truth;
            }
            case Condition.Not(Condition negated) -> of(negated, row, level).not();
            case Condition.Comparison(Operand left, Condition.Comparator comparator, Operand right) ->
                Values.compare(value(left, row), comparator, value(right, row));
            case Condition.OneOf(Operand operand, Set<Object> values) -> {
                Object value = value(operand, row);
                yield value == null ? Truth.UNKNOWN : Truth.of(values.contains(value));
            }
            case Condition.Has(Condition.Place place, Operand text, Operand part) ->
                value(text, row) instanceof String whole && value(part, row) instanceof String wanted
                        ? has(place, whole, wanted, level)
                        : Truth.UNKNOWN;
            case Condition.OfModel(int twin, TypeId type, boolean exact) ->
                Truth.of(graph.isOfModel(row.twin(twin), type, exact));
            case Condition.Is(Condition.Kind kind, Operand operand) -> Truth.of(is(kind, value(operand, row)));
        };
    }

    private Truth has(Condition.Place place, String text, String part, int level) {
        return Truth.of(
                switch (place) {
                    case START -> text.startsWith(part);
                    case END -> text.endsWith(part);
                    case ANYWHERE -> {
                        cost.pay(level, (long) text.length() * part.length() / SEARCH_PER_UNIT);
                        yield !cost.isSpent() && text.contains(part);
                    }
                });
    }

    private static boolean is(Condition.Kind kind, @Nullable Object value) {
        return switch (kind) {
            case DEFINED -> value != null;
            case NULL -> value == null;
            case NUMBER -> value instanceof Double;
            case STRING -> value instanceof String;
            case BOOLEAN -> value instanceof Boolean;
        };
    }

    /** What an operand is in a row: a Boolean, a Double, a String, a List or a Map; null where it is not there. */
    @Nullable Object value(Operand operand, Row row) {
        return switch (operand) {
            case Operand.Literal(Object value) -> value;
            case Operand.OfTwin(int twin, Operand.Own attribute) -> Values.of(own(row.twin(twin), attribute));
            case Operand.Property(int twin, String path) -> Values.of(graph.value(row.twin(twin), path));
            case Operand.RelationshipName(int step) -> row.link(step).name();
            case Operand.RelationshipProperty(int step, List<String> path) ->
                Values.find(row.link(step).properties(), path);
        };
    }

    private @Nullable Object own(int twin, Operand.Own attribute) {
        return switch (attribute) {
            case ID -> graph.id(twin);
            case TYPE -> graph.type(twin).value();
            case NAME -> graph.name(twin);
            case QUALITY -> graph.quality(twin);
        };
    }
}
