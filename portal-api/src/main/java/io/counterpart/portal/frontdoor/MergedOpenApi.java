package io.counterpart.portal.frontdoor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** One document of several: whose paths and schemas come first is kept where two have the same. */
final class MergedOpenApi {

    private static final java.util.List<String> COMPONENTS =
            java.util.List.of("schemas", "responses", "parameters", "requestBodies", "headers", "securitySchemes");

    private MergedOpenApi() {}

    /** Adds to {@code own} what {@code other} has under the API's root. */
    static void add(ObjectNode own, JsonNode other, String root) {
        ObjectNode paths = own.withObject("/paths");
        for (Map.Entry<String, JsonNode> path : other.path("paths").properties()) {
            if (path.getKey().startsWith(root) && !paths.has(path.getKey())) {
                paths.set(path.getKey(), path.getValue());
            }
        }
        for (String kind : COMPONENTS) {
            JsonNode theirs = other.path("components").path(kind);
            if (theirs.isObject() && !theirs.isEmpty()) {
                ObjectNode ours = own.withObject("/components/" + kind);
                theirs.properties().stream()
                        .filter(component -> !ours.has(component.getKey()))
                        .forEach(component -> ours.set(component.getKey(), component.getValue()));
            }
        }
    }
}
