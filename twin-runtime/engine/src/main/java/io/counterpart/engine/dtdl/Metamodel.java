package io.counterpart.engine.dtdl;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the language and what each may have, in one of its versions: the tables of the specification, as a table. Reading
 * a document needs no code for a class.
 */
final class Metamodel {

    static final Set<String> CONTENTS = Set.of("Command", "Component", "Property", "Relationship", "Telemetry");
    static final Set<String> COMPLEX_SCHEMAS = Set.of("Array", "Enum", "Map", "Object");
    static final Set<String> PRIMITIVE_SCHEMAS =
            Set.of("boolean", "date", "dateTime", "double", "duration", "float", "integer", "long", "string", "time");
    static final Set<String> NUMERIC_SCHEMAS = Set.of("double", "float", "integer", "long");
    static final Set<String> GEOSPATIAL_SCHEMAS =
            Set.of("lineString", "multiLineString", "multiPoint", "multiPolygon", "point", "polygon");

    /** Classes of the language of which no element is directly, and others that it keeps for itself. */
    private static final Set<String> ABSTRACT = Set.of(
            "CommandType",
            "ComplexSchema",
            "Content",
            "Entity",
            "LatentType",
            "NamedEntity",
            "NamedLatentType",
            "NumericSchema",
            "PrimitiveSchema",
            "Schema",
            "SchemaField",
            "SemanticType",
            "SemanticUnit",
            "TemporalSchema",
            "Unit",
            "UnitAttribute");

    private static final Pattern NAME = Pattern.compile("[A-Za-z](?:[A-Za-z0-9_]*+(?<!_))?");

    private static final Map<DtdlVersion, Metamodel> ALL =
            Map.of(DtdlVersion.V2, new Metamodel(DtdlVersion.V2), DtdlVersion.V3, new Metamodel(DtdlVersion.V3));

    private final DtdlVersion version;
    private final Map<String, Map<String, Feature>> classes = new HashMap<>();
    private final Set<String> terms = new HashSet<>();

    /**
     * Something that an element may have.
     *
     * @param name as documents call it
     * @param form what its values are
     * @param min how many values at least
     * @param max how many at most
     */
    record Feature(String name, Form form, int min, int max) {}

    /** What a value is. */
    sealed interface Form {

        record Text(int lengthMax, @Nullable Pattern pattern) implements Form {}

        /** A text, or one for each language. */
        record LocalizedText(int lengthMax) implements Form {}

        record Flag() implements Form {}

        record Whole(int min, int max) implements Form {}

        /** A text or a whole number. */
        record Literal() implements Form {}

        /** One of these words. */
        record Word(Set<String> words) implements Form {}

        /** The identifier of something that need not be known. */
        record Identifier() implements Form {}

        /**
         * Other elements: written here, or named.
         *
         * @param classes which
         * @param inferred what it is when it does not say; null where it must
         * @param words names of the language's own that may stand for one
         * @param idRequired whether one that is written here must have an identifier
         */
        record Elements(Set<String> classes, @Nullable String inferred, Set<String> words, boolean idRequired)
                implements Form {}
    }

    static Metamodel of(DtdlVersion version) {
        return Objects.requireNonNull(ALL.get(version));
    }

    private Metamodel(DtdlVersion version) {
        this.version = version;
        DtdlVersion.Limits limits = version.limits();
        boolean v2 = version == DtdlVersion.V2;
        Feature schema = one("schema", schema());
        define(
                "Interface",
                many("contents", elements(CONTENTS, null, false), 0, Integer.MAX_VALUE),
                many("extends", elements(Set.of("Interface"), null, false), 0, limits.supertypes()),
                many("schemas", elements(COMPLEX_SCHEMAS, null, true), 0, Integer.MAX_VALUE));
        define("Telemetry", name(), schema);
        define("Property", name(), schema, optional("writable", new Form.Flag()));
        define(
                "Command",
                name(),
                optional("commandType", new Form.Word(Set.of("synchronous", "asynchronous"))),
                optional("request", payload(v2 ? "CommandPayload" : "CommandRequest")),
                optional("response", payload(v2 ? "CommandPayload" : "CommandResponse")));
        for (String payload : v2 ? Set.of("CommandPayload") : Set.of("CommandRequest", "CommandResponse")) {
            define(payload, name(), schema);
        }
        define(
                "Relationship",
                name(),
                optional("minMultiplicity", new Form.Whole(0, 0)),
                optional("maxMultiplicity", new Form.Whole(1, limits.multiplicity())),
                many("properties", elements(Set.of("Property"), null, false), 0, limits.relationshipProperties()),
                optional("target", new Form.Identifier()),
                optional("writable", new Form.Flag()));
        define("Component", name(), one("schema", elements(Set.of("Interface"), null, false)));
        define("Array", one("elementSchema", schema()));
        define(
                "Enum",
                many(
                        "enumValues",
                        elements(Set.of("EnumValue"), "EnumValue", false),
                        limits.enumValuesMin(),
                        limits.enumValuesMax()),
                one("valueSchema", schema()));
        define("EnumValue", name(), one("enumValue", new Form.Literal()));
        define("Map", one("mapKey", payload("MapKey")), one("mapValue", payload("MapValue")));
        define("MapKey", name(), schema);
        define("MapValue", name(), schema);
        define("Object", many("fields", elements(Set.of("Field"), "Field", false), 0, limits.fields()));
        define("Field", name(), schema);
        terms.addAll(ABSTRACT);
        terms.add("unit");
        terms.addAll(PRIMITIVE_SCHEMAS);
        terms.addAll(GEOSPATIAL_SCHEMAS);
    }

    private void define(String name, Feature... own) {
        Map<String, Feature> features = new LinkedHashMap<>();
        for (Feature feature : own) {
            features.put(feature.name(), feature);
        }
        add(features, optional("comment", new Form.Text(DtdlVersion.TEXT_MAX, null)));
        add(features, optional("description", new Form.LocalizedText(DtdlVersion.TEXT_MAX)));
        add(features, optional("displayName", new Form.LocalizedText(version.displayNameMax())));
        classes.put(name, features);
        terms.add(name);
        terms.addAll(features.keySet());
    }

    private static void add(Map<String, Feature> features, Feature feature) {
        features.put(feature.name(), feature);
    }

    private Feature name() {
        return one("name", new Form.Text(version.nameMax(), NAME));
    }

    private static Feature one(String name, Form form) {
        return new Feature(name, form, 1, 1);
    }

    private static Feature optional(String name, Form form) {
        return new Feature(name, form, 0, 1);
    }

    private static Feature many(String name, Form form, int min, int max) {
        return new Feature(name, form, min, max);
    }

    private static Form elements(Set<String> classes, @Nullable String inferred, boolean idRequired) {
        return new Form.Elements(classes, inferred, Set.of(), idRequired);
    }

    private static Form payload(String name) {
        return new Form.Elements(Set.of(name), name, Set.of(), false);
    }

    private static Form schema() {
        Set<String> words = new HashSet<>(PRIMITIVE_SCHEMAS);
        words.addAll(GEOSPATIAL_SCHEMAS);
        return new Form.Elements(COMPLEX_SCHEMAS, null, Set.copyOf(words), false);
    }

    /** What elements of this class may have, by name. */
    Map<String, Feature> features(String name) {
        return Objects.requireNonNull(classes.get(name), name);
    }

    boolean isClass(String name) {
        return classes.containsKey(name);
    }

    /** Whether the language knows this word at all. */
    boolean isTerm(String word) {
        return terms.contains(word);
    }

    /**
     * The short word for one of the language's own identifiers, such as {@code Telemetry} for {@code dtmi:dtdl:class:Telemetry;3}, and
     * any other text as it is.
     */
    String word(String text) {
        String end = ";" + version.number();
        if (!Identifiers.isReserved(text) || !text.endsWith(end)) {
            return text;
        }
        String word = text.substring(text.lastIndexOf(':') + 1, text.length() - end.length());
        return isTerm(word) ? word : text;
    }
}
