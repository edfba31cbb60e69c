package io.counterpart.portal.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.portal.live.TwinView;
import io.counterpart.portal.query.RelationshipRef;
import io.counterpart.portal.query.TwinRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Rows of an answer as JSON says them: twins and relationships in full, values as they are. */
final class Rendering {

    private Rendering() {}

    /**
     * A twin that was found.
     *
     * @param quality how far its signals are believed, absent where nobody judges them
     * @param properties with their newest values, absent where nothing was heard or the past was asked
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record FoundTwin(
            String id,
            TypeId type,
            String name,
            @Nullable Integer quality,
            @Nullable SortedMap<PropertyName, TwinView.Property> properties) {}

    /** A relationship that was found. */
    record FoundRelationship(String source, String name, String target, Map<String, Object> properties) {}

    static Map<String, @Nullable Object> of(Map<String, @Nullable Object> row, GraphView graph) {
        Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
        row.forEach((column, cell) -> rendered.put(column, cell(cell, graph)));
        return rendered;
    }

    private static @Nullable Object cell(@Nullable Object cell, GraphView graph) {
        return switch (cell) {
            case TwinRef(int twin) -> twin(twin, graph);
            case RelationshipRef(int source, String name, int target, Map<String, Object> properties) ->
                new FoundRelationship(graph.id(source), name, graph.id(target), properties);
            case null, default -> cell;
        };
    }

    private static FoundTwin twin(int twin, GraphView graph) {
        TwinView live = graph.live(twin);
        return new FoundTwin(
                graph.id(twin),
                graph.type(twin),
                graph.name(twin),
                graph.quality(twin),
                live == null ? null : live.properties());
    }
}
