package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An element of a document as it was read: of a class of the language, with values that have the form they must have. What it says
 * of other elements is checked later.
 */
final class Element {

    final String kind;
    final Context context;
    final @Nullable Element parent;
    final @Nullable String id;
    final Set<String> cotypes;
    final String place;
    final JsonNode source;

    /**
     * By name. A value is a {@link String} (a text, or the name of another element), a {@link Boolean}, a {@link Long}, a map of texts
     * by language, or an {@link Element}.
     */
    final Map<String, List<Object>> values = new LinkedHashMap<>();

    /**
     * @param parent in which it is written; null for an interface that stands for itself
     * @param place as errors call it
     */
    Element(
            String kind,
            Context context,
            @Nullable Element parent,
            @Nullable String id,
            Set<String> cotypes,
            String place,
            JsonNode source) {
        this.kind = kind;
        this.context = context;
        this.parent = parent;
        this.id = id;
        this.cotypes = cotypes;
        this.place = place;
        this.source = source;
    }

    List<Object> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    @Nullable Object one(String name) {
        List<Object> all = all(name);
        return all.isEmpty() ? null : all.getFirst();
    }

    /** What it is a quantity of; null where it is a quantity of nothing. */
    @Nullable String semanticType() {
        for (String cotype : cotypes) {
            if (SemanticTypes.unitType(cotype, context) != null) {
                return cotype;
            }
        }
        return null;
    }

    /** Where something that it has stands, as errors call it. */
    String placeOf(String feature) {
        return place + (parent == null ? " " : ".") + feature;
    }

    /** Its name, empty where it has none. */
    String name() {
        return one("name") instanceof String name ? name : "";
    }

    /** The interface that it belongs to: itself, or the nearest in which it is written. */
    Element partition() {
        Element at = this;
        while (!at.kind.equals("Interface") && at.parent != null) {
            at = at.parent;
        }
        return at;
    }
}
