package io.counterpart.portal.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads a DTDL interface, version 3 or 2. Taken today: properties and telemetry of a primitive schema, or of an array of doubles,
 * with their units. All else of DTDL is refused by name rather than ignored.
 */
final class Dtdl {

    static final int CONTENTS_MAX = 1_000;

    private static final String OURS = "dtmi:counterpart:";
    private static final Set<String> CONTEXTS =
            Set.of("dtmi:dtdl:context;2", "dtmi:dtdl:context;3", "dtmi:dtdl:extension:quantitativeTypes;1");
    private static final Set<String> INTERFACE_MEMBERS =
            Set.of("@context", "@id", "@type", "displayName", "description", "comment", "contents");
    private static final Set<String> CONTENT_MEMBERS =
            Set.of("@id", "@type", "name", "schema", "unit", "displayName", "description", "comment", "writable");
    private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]{0,62}[A-Za-z0-9])?");

    private Dtdl() {}

    /** What became of reading a document. */
    sealed interface Reading {

        record Read(TypeDefinition type) implements Reading {}

        /**
         * @param element where, such as {@code dtmi:com:example:Pump;1 contents[2].schema}
         * @param reason a sentence
         */
        record Refused(String element, String reason) implements Reading {}
    }

    /** The type that this interface describes. */
    static Reading read(TenantId tenant, JsonNode document) {
        try {
            return new Reading.Read(type(tenant, document));
        } catch (Flaw flaw) {
            return flaw.refused;
        }
    }

    private static TypeDefinition type(TenantId tenant, JsonNode document) throws Flaw {
        if (!(document instanceof ObjectNode)) {
            throw new Flaw("the document", "is not a JSON object, or an array of them");
        }
        TypeId id = id(document.path("@id"));
        members(document, INTERFACE_MEMBERS, id.value());
        if (!document.path("@type").asText().equals("Interface")) {
            throw new Flaw(id + " @type", "must be 'Interface'");
        }
        context(document.path("@context"), id);
        return new TypeDefinition(tenant, id, contents(document.path("contents"), id), document);
    }

    private static TypeId id(JsonNode id) throws Flaw {
        try {
            TypeId type = new TypeId(id.asText());
            if (type.value().startsWith(OURS)) {
                throw new Flaw("@id", "begins with " + OURS + ", which the platform keeps for itself");
            }
            return type;
        } catch (IllegalArgumentException malformed) {
            throw new Flaw("@id", "is " + malformed.getMessage());
        }
    }

    private static void context(JsonNode context, TypeId id) throws Flaw {
        boolean dtdl = false;
        for (JsonNode one : oneOrMany(context)) {
            if (!CONTEXTS.contains(one.asText())) {
                throw new Flaw(id + " @context", "'" + brief(one) + "' is not supported yet");
            }
            dtdl |= one.asText().startsWith("dtmi:dtdl:context;");
        }
        if (!dtdl) {
            throw new Flaw(id + " @context", "must name dtmi:dtdl:context;3 or dtmi:dtdl:context;2");
        }
    }

    private static List<TypeDefinition.Property> contents(JsonNode contents, TypeId id) throws Flaw {
        if (!contents.isMissingNode() && !contents.isArray()) {
            throw new Flaw(id + " contents", "must be an array");
        }
        if (contents.size() > CONTENTS_MAX) {
            throw new Flaw(id + " contents", "has more than " + CONTENTS_MAX + " elements");
        }
        List<TypeDefinition.Property> properties = new ArrayList<>();
        Set<PropertyName> names = new HashSet<>();
        for (int i = 0; i < contents.size(); i++) {
            TypeDefinition.Property property = property(contents.get(i), id + " contents[" + i + "]");
            if (!names.add(property.name())) {
                throw new Flaw(id + " contents[" + i + "].name", "'" + property.name() + "' stands there twice");
            }
            properties.add(property);
        }
        return properties;
    }

    private static TypeDefinition.Property property(JsonNode content, String at) throws Flaw {
        if (!content.isObject()) {
            throw new Flaw(at, "must be an object");
        }
        boolean property = kind(content.path("@type"), at).equals("Property");
        members(content, CONTENT_MEMBERS, at);
        if (content.has("writable") && !(property && content.get("writable").isBoolean())) {
            throw new Flaw(at + ".writable", "must be true or false, and of a Property");
        }
        if (!NAME.matcher(content.path("name").asText()).matches()) {
            throw new Flaw(
                    at + ".name", "must be a letter, then letters, digits and '_', up to 64, and not end in '_'");
        }
        return new TypeDefinition.Property(
                new PropertyName(content.get("name").asText()),
                schema(content.path("schema"), at),
                text(content, "unit", at),
                displayName(content.path("displayName"), at));
    }

    /** Property or Telemetry; semantic types may stand beside it and are kept in the document. */
    private static String kind(JsonNode type, String at) throws Flaw {
        String kind = null;
        for (JsonNode one : oneOrMany(type)) {
            String word = one.asText();
            if (word.equals("Property") || word.equals("Telemetry")) {
                if (kind != null) {
                    throw new Flaw(at + ".@type", "names two kinds of content");
                }
                kind = word;
            } else if (word.equals("Command") || word.equals("Relationship") || word.equals("Component")) {
                throw new Flaw(at + ".@type", "'" + word + "' is not supported yet");
            }
        }
        if (kind == null) {
            throw new Flaw(at + ".@type", "must be Property or Telemetry");
        }
        return kind;
    }

    private static ValueSchema schema(JsonNode schema, String at) throws Flaw {
        if (schema.isObject()) {
            boolean doubles = schema.path("@type").asText().equals("Array")
                    && schema.path("elementSchema").asText().equals("double");
            if (!doubles) {
                throw new Flaw(at + ".schema", "is not supported yet: of complex schemas an Array of double alone is");
            }
            members(
                    schema,
                    Set.of("@id", "@type", "elementSchema", "displayName", "description", "comment"),
                    at + ".schema");
            return ValueSchema.DOUBLES;
        }
        return ValueSchema.named(schema.asText())
                .filter(primitive -> primitive != ValueSchema.DOUBLES)
                .orElseThrow(() -> new Flaw(at + ".schema", "'" + brief(schema) + "' is not supported yet"));
    }

    private static @Nullable String text(JsonNode content, String member, String at) throws Flaw {
        JsonNode value = content.path(member);
        if (value.isMissingNode()) {
            return null;
        }
        if (!value.isTextual() || value.asText().length() > 128) {
            throw new Flaw(at + "." + member, "must be a text of up to 128 characters");
        }
        return value.asText();
    }

    /** A text, or texts by language: English where there is one, and else the first. */
    private static @Nullable String displayName(JsonNode name, String at) throws Flaw {
        if (name.isMissingNode()) {
            return null;
        }
        JsonNode chosen = name.isObject() && !name.isEmpty()
                ? name.path("en").isTextual()
                        ? name.path("en")
                        : name.elements().next()
                : name;
        if (!chosen.isTextual() || chosen.asText().length() > 512) {
            throw new Flaw(at + ".displayName", "must be a text of up to 512 characters, or such texts by language");
        }
        return chosen.asText();
    }

    /** What people call the type, from a document that was read before. */
    static @Nullable String displayName(JsonNode document) {
        try {
            return displayName(document.path("displayName"), "");
        } catch (Flaw notAName) {
            return null;
        }
    }

    private static void members(JsonNode object, Set<String> known, String at) throws Flaw {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!known.contains(member.getKey())) {
                throw new Flaw(at, "has the member '" + shortened(member.getKey()) + "', which is not supported yet");
            }
        }
    }

    private static List<JsonNode> oneOrMany(JsonNode node) {
        return node.isArray() ? StreamSupport.stream(node.spliterator(), false).toList() : List.of(node);
    }

    private static String brief(JsonNode node) {
        return shortened(node.isValueNode() ? node.asText() : node.isMissingNode() ? "nothing" : "a structure");
    }

    private static String shortened(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }

    /** Ends the reading of a document. It never leaves this class. */
    private static final class Flaw extends Exception {

        private static final long serialVersionUID = 1L;

        private final transient Reading.Refused refused;

        Flaw(String element, String reason) {
            super(reason, null, false, false);
            refused = new Reading.Refused(element, reason);
        }
    }
}
