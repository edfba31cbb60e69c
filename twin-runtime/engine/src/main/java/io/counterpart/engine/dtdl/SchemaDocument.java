package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Schemas as DTDL writes them, complete in themselves: nothing is named that stands elsewhere. */
public final class SchemaDocument {

    private static final String TYPE = "@type";

    private SchemaDocument() {}

    /** The schema's word, or its object. */
    public static JsonNode write(Schema schema) {
        return switch (schema) {
            case Schema.Primitive primitive -> TextNode.valueOf(primitive.word());
            case Schema.Geospatial geospatial -> TextNode.valueOf(geospatial.word());
            case Schema.Array array -> object("Array").set("elementSchema", write(array.element()));
            case Schema.Dictionary dictionary -> {
                ObjectNode map = object("Map");
                map.set("mapValue", map.objectNode().set("schema", write(dictionary.value())));
                yield map;
            }
            case Schema.Structure structure -> {
                ObjectNode object = object("Object");
                ArrayNode fields = object.putArray("fields");
                structure
                        .fields()
                        .forEach(field ->
                                fields.addObject().put("name", field.name()).set("schema", write(field.schema())));
                yield object;
            }
            case Schema.Enumeration enumeration -> {
                ObjectNode object = object("Enum");
                object.put("valueSchema", enumeration.valueSchema().word());
                ArrayNode values = object.putArray("enumValues");
                enumeration.values().forEach(named -> {
                    ObjectNode value = values.addObject().put("name", named.name());
                    if (named.value() instanceof Long number) {
                        value.put("enumValue", number);
                    } else {
                        value.put("enumValue", String.valueOf(named.value()));
                    }
                });
                yield object;
            }
        };
    }

    private static ObjectNode object(String type) {
        return JsonNodeFactory.instance.objectNode().put(TYPE, type);
    }

    /**
     * How long a schema is when it is {@linkplain #write written}, about: names and marks, without those that JSON writes otherwise. It is
     * looked at no further than asked for: named once and used many times over, small schemas make one that no memory holds.
     *
     * @param most more is not counted
     * @return characters of JSON; more than {@code most} when it is longer
     */
    public static long length(Schema schema, long most) {
        return most - left(schema, most);
    }

    private static final int MARKS = 24;

    /** How much is left of so many characters; below 0 when it is not enough, and then it was not looked at whole. */
    private static long left(Schema schema, long chars) {
        long left = chars - MARKS;
        if (left < 0) {
            return left;
        }
        return switch (schema) {
            case Schema.Primitive _, Schema.Geospatial _ -> left;
            case Schema.Array array -> left(array.element(), left);
            case Schema.Dictionary dictionary -> left(dictionary.value(), left);
            case Schema.Enumeration enumeration -> {
                for (Schema.Enumeration.Named named : enumeration.values()) {
                    left -= MARKS
                            + named.name().length()
                            + String.valueOf(named.value()).length();
                }
                yield left;
            }
            case Schema.Structure structure -> {
                for (Schema.Field field : structure.fields()) {
                    left = left < 0
                            ? left
                            : left(field.schema(), left - field.name().length());
                }
                yield left;
            }
        };
    }

    /**
     * The schema that was written so.
     *
     * @throws IllegalArgumentException where none was
     */
    public static Schema read(JsonNode document) {
        if (document.isTextual()) {
            String word = document.textValue();
            Optional<Schema> primitive = Schema.Primitive.named(word).map(Schema.class::cast);
            return primitive
                    .or(() -> Schema.Geospatial.named(word).map(Schema.class::cast))
                    .orElseThrow(() -> new IllegalArgumentException("no schema '" + word + "'"));
        }
        return switch (document.path(TYPE).asText()) {
            case "Array" -> new Schema.Array(read(document.path("elementSchema")));
            case "Map" -> new Schema.Dictionary(read(document.path("mapValue").path("schema")));
            case "Object" -> {
                List<Schema.Field> fields = new ArrayList<>();
                document.path("fields")
                        .forEach(field ->
                                fields.add(new Schema.Field(field.path("name").asText(), read(field.path("schema")))));
                yield new Schema.Structure(List.copyOf(fields));
            }
            case "Enum" -> {
                List<Schema.Enumeration.Named> values = new ArrayList<>();
                document.path("enumValues").forEach(value -> values.add(named(value)));
                Schema.Primitive of = Schema.Primitive.named(
                                document.path("valueSchema").asText())
                        .orElseThrow(() -> new IllegalArgumentException("an enumeration of nothing"));
                yield new Schema.Enumeration(of, List.copyOf(values));
            }
            default -> throw new IllegalArgumentException("no schema: " + document);
        };
    }

    private static Schema.Enumeration.Named named(JsonNode value) {
        JsonNode held = value.path("enumValue");
        return new Schema.Enumeration.Named(
                value.path("name").asText(), held.isTextual() ? (Object) held.textValue() : (Object) held.longValue());
    }
}
