package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.dtdl.Schema.Field;
import io.counterpart.engine.unit.DtdlUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the model of elements that were checked. */
final class ModelBuilder {

    private final ModelCheck checked;
    private final Map<Element, Interface> built = new HashMap<>();

    /** One that is named many times over stays one: written out, small documents can make more than any memory holds. */
    private final Map<Element, Schema> schemas = new HashMap<>();

    ModelBuilder(ModelCheck checked) {
        this.checked = checked;
    }

    Interface build(Element element) {
        Interface known = built.get(element);
        if (known == null) {
            known = new Interface(
                    new TypeId(Objects.requireNonNull(element.id)),
                    element.context.version(),
                    displayName(element),
                    supertypes(element),
                    checked.contents(element).values().stream()
                            .map(this::content)
                            .toList(),
                    order(element),
                    parts(element),
                    document(element));
            built.put(element, known);
        }
        return known;
    }

    /** As it was given; one that was written inside another with the context that it had there, so that it can stand for itself. */
    private static JsonNode document(Element element) {
        if (element.parent == null || !(element.source instanceof ObjectNode source)) {
            return element.source;
        }
        ObjectNode document = source.objectNode();
        document.putArray("@context").add(element.context.version().context());
        element.context.extensions().stream().sorted().forEach(document.withArray("@context")::add);
        source.properties().stream()
                .filter(member -> !member.getKey().equals("@context"))
                .forEach(member -> document.set(member.getKey(), member.getValue()));
        return document;
    }

    /** Its own as a whole, and else that of those that it inherits from. */
    private Order order(Element element) {
        return element.one("order") instanceof Order own
                ? own
                : checked.supertypes(element).stream()
                        .map(supertype -> build(supertype).order())
                        .reduce(Order.NONE, Order::with);
    }

    /** Its own, and else all that it inherits. */
    private List<String> parts(Element element) {
        return element.one("parts") instanceof ExtensionReader.Parts own
                ? own.names()
                : checked.supertypes(element).stream()
                        .flatMap(supertype -> build(supertype).parts().stream())
                        .distinct()
                        .toList();
    }

    private Set<TypeId> supertypes(Element element) {
        Set<TypeId> all = new LinkedHashSet<>();
        List<Element> open = new ArrayList<>(checked.supertypes(element));
        while (!open.isEmpty()) {
            Element at = open.removeFirst();
            if (all.add(new TypeId(Objects.requireNonNull(at.id)))) {
                open.addAll(checked.supertypes(at));
            }
        }
        return Set.copyOf(all);
    }

    private Content content(Element element) {
        String name = element.name();
        Map<String, String> displayName = displayName(element);
        return switch (element.kind) {
            case "Telemetry" ->
                new Content.Telemetry(
                        name, displayName, schema(element), quantity(element), ExtensionReader.signal(element));
            case "Property" -> property(element);
            case "Command" ->
                new Content.Command(
                        name, displayName, payload(element.one("request")), payload(element.one("response")));
            case "Relationship" ->
                new Content.Relationship(
                        name,
                        displayName,
                        element.one("target") instanceof String target ? new TypeId(target) : null,
                        element.one("maxMultiplicity") instanceof Long most
                                ? Math.toIntExact(most)
                                : element.context.version().limits().multiplicity(),
                        element.all("properties").stream()
                                .map(inner -> property((Element) inner))
                                .toList(),
                        Boolean.TRUE.equals(element.one("writable")));
            case "Component" ->
                new Content.Component(
                        name,
                        displayName,
                        build(checked.resolved(element.all("schema").getFirst())));
            default -> throw new IllegalStateException(element.kind);
        };
    }

    private Content.Property property(Element element) {
        return new Content.Property(
                element.name(),
                displayName(element),
                schema(element),
                quantity(element),
                ExtensionReader.signal(element),
                Boolean.TRUE.equals(element.one("writable")));
    }

    private @Nullable Field payload(@Nullable Object value) {
        return value instanceof Element element ? new Field(element.name(), schema(element)) : null;
    }

    private Content.@Nullable Quantity quantity(Element element) {
        String semanticType = element.semanticType();
        return semanticType != null && element.one("unit") instanceof String unit
                ? new Content.Quantity(semanticType, DtdlUnit.find(unit).orElseThrow())
                : null;
    }

    private Schema schema(Element element) {
        return schema(element.all("schema").getFirst());
    }

    private Schema schema(Object value) {
        if (value instanceof String word && !Identifiers.isDtmiLike(word)) {
            return Schema.Primitive.named(word)
                    .<Schema>map(primitive -> primitive)
                    .or(() -> Schema.Geospatial.named(word))
                    .orElseThrow();
        }
        Element element = checked.resolved(value);
        Schema known = schemas.get(element);
        if (known == null) {
            known = schemaOf(element);
            schemas.put(element, known);
        }
        return known;
    }

    private Schema schemaOf(Element element) {
        return switch (element.kind) {
            case "Array" -> new Schema.Array(schema(element.all("elementSchema").getFirst()));
            case "Enum" ->
                new Schema.Enumeration(
                        Schema.Primitive.named(
                                        (String) element.all("valueSchema").getFirst())
                                .orElseThrow(),
                        element.all("enumValues").stream()
                                .map(one -> (Element) one)
                                .map(one -> new Schema.Enumeration.Named(
                                        one.name(), one.all("enumValue").getFirst()))
                                .toList());
            case "Map" ->
                new Schema.Dictionary(schema((Element) element.all("mapValue").getFirst()));
            case "Object" ->
                new Schema.Structure(element.all("fields").stream()
                        .map(one -> (Element) one)
                        .map(one -> new Field(one.name(), schema(one)))
                        .toList());
            default -> throw new IllegalStateException(element.kind);
        };
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> displayName(Element element) {
        return element.one("displayName") instanceof Map<?, ?> texts ? (Map<String, String>) texts : Map.of();
    }
}
