package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.engine.dtdl.Metamodel.Feature;
import io.counterpart.engine.dtdl.Metamodel.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads documents into elements, and says of each value whether it has the form that the language gives it. */
final class ElementReader {

    private static final Set<String> KEYWORDS = Set.of("@context", "@id", "@type");

    private final Errors errors;
    private final LiteralReader literals;
    private final ContextReader contexts;
    private final ExtensionReader extension;

    /** By identifier, all that were read. */
    private final Map<String, Element> byId = new LinkedHashMap<>();

    private final List<Element> interfaces = new ArrayList<>();

    ElementReader(Errors errors) {
        this.errors = errors;
        this.literals = new LiteralReader(errors);
        this.contexts = new ContextReader(errors);
        this.extension = new ExtensionReader(errors);
    }

    Map<String, Element> byId() {
        return byId;
    }

    /** All interfaces, those written inside others among them, in the order in which they stand. */
    List<Element> interfaces() {
        return interfaces;
    }

    /** Reads what stands for itself: an interface. */
    void read(JsonNode document, String place) {
        if (!document.isObject()) {
            errors.add(
                    "notJsonObject",
                    place,
                    "It is not a JSON object.",
                    "Give an interface, or an array of interfaces.");
            return;
        }
        String id = document.path("@id").asText();
        String at = Identifiers.isDtmi(id) ? id : place;
        Context context = contexts.read(document.path("@context"), null, at);
        if (context == null) {
            return;
        }
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            String key = member.getKey();
            if (isDisallowed(key, context.version())) {
                errors.add(
                        key.equals("@graph") ? "topLevelGraphDisallowed" : "topLevelKeywordDisallowed",
                        at,
                        "It has " + Errors.quoted(key) + ".",
                        "Leave it out.");
            }
        }
        if (!document.has("@id")) {
            errors.add("missingTopLevelId", at, "It has no '@id'.", "Give it one, such as dtmi:com:example:Pump;1.");
            return;
        }
        Types types = types(document, "Interface", context, at);
        if (types == null) {
            return;
        }
        if (!types.material().equals(Set.of("Interface"))) {
            errors.add("typeNotRootable", at, "It is no Interface.", "Make its '@type' Interface.");
            return;
        }
        element("Interface", types.cotypes(), document, context, null, at);
    }

    private @Nullable Element element(
            String kind, Set<String> cotypes, JsonNode node, Context context, @Nullable Element parent, String place) {
        JsonNode idNode = node.get("@id");
        String id = idNode == null ? null : id(idNode, kind, context.version(), place);
        if (idNode != null && id == null) {
            return null;
        }
        Element element = new Element(kind, context, parent, id, cotypes, place, node);
        if (id != null && byId.putIfAbsent(id, element) != null) {
            errors.add("duplicateDefinition", place, id + " is defined twice.", "Leave one of them, or rename one.");
            return null;
        }
        if (kind.equals("Interface")) {
            interfaces.add(element);
        }
        members(element, node);
        return element;
    }

    private @Nullable String id(JsonNode node, String kind, DtdlVersion version, String place) {
        String id = node.asText();
        if (!node.isTextual() || id.isEmpty()) {
            errors.add("idNotString", place, "Its '@id' is no text.", "Give it one, such as dtmi:com:example:Pump;1.");
        } else if (id.contains("#")) {
            errors.add("disallowedIdFragment", place, "Its '@id' has a fragment.", "Leave '#' and what follows out.");
        } else if (id.length() > DtdlVersion.ID_MAX) {
            errors.add(
                    "idTooLong",
                    place,
                    "Its '@id' has " + id.length() + " characters.",
                    "Shorten it to " + DtdlVersion.ID_MAX + ".");
        } else if (!Identifiers.isUserDtmi(id, version)) {
            errors.add(
                    "invalidId",
                    place,
                    Errors.quoted(id) + " is no digital twin model identifier.",
                    "Write it like dtmi:com:example:Pump;1: letters, digits and '_', no part beginning with '_' or a digit or ending in '_'.");
        } else if (Identifiers.isReserved(id)) {
            errors.add(
                    "reservedId",
                    place,
                    "Its '@id' begins as those of the language do.",
                    "Begin it with a domain of yours.");
        } else if (kind.equals("Interface") && id.length() > DtdlVersion.INTERFACE_ID_MAX) {
            errors.add(
                    "idTooLongForType",
                    place,
                    "Its '@id' has " + id.length() + " characters.",
                    "Shorten it to " + DtdlVersion.INTERFACE_ID_MAX + ", which is what an interface's may have.");
        } else {
            return id;
        }
        return null;
    }

    // ---- what it is ----

    /**
     * @param material classes of the language that it says it is of; one, where all is well
     * @param cotypes what it says it is besides
     */
    private record Types(Set<String> material, Set<String> cotypes) {}

    /** Null where '@type' itself is wrong. */
    private @Nullable Types types(JsonNode node, @Nullable String inferred, Context context, String place) {
        JsonNode type = node.path("@type");
        Set<String> material = new TreeSet<>();
        Set<String> cotypes = new LinkedHashSet<>();
        if (type.isMissingNode()) {
            return new Types(inferred == null || inferred.equals("Interface") ? Set.of() : Set.of(inferred), cotypes);
        }
        boolean good = true;
        for (JsonNode one : type.isArray() ? type : List.of(type)) {
            if (!one.isTextual()) {
                errors.add("typeUndefinedTerm", place, "Its '@type' is no text.", "Name a class of DTDL.");
                return null;
            }
            String word = localPart(
                    "dtmi:standard:class:", Metamodel.of(context.version()).word(one.asText()), context.version());
            if (Metamodel.of(context.version()).isClass(word)) {
                material.add(word);
            } else if (SemanticTypes.unitType(word, context) != null || ExtensionReader.isCotype(word, context)) {
                cotypes.add(word);
            } else if (undefinedType(word, context, place)) {
                cotypes.add(word);
            } else {
                good = false;
            }
        }
        return good ? new Types(material, cotypes) : null;
    }

    /** {@code Temperature} of {@code dtmi:standard:class:Temperature;2}, and any other text as it is. */
    private static String localPart(String prefix, String text, DtdlVersion version) {
        String end = ";" + version.number();
        return text.startsWith(prefix) && text.endsWith(end)
                ? text.substring(prefix.length(), text.length() - end.length())
                : text;
    }

    /**
     * Whether it may stand there all the same: any word in version 2, where it makes the element of a kind that somebody else knows, and
     * in version 3 beside an extension that is only carried.
     */
    private boolean undefinedType(String word, Context context, String place) {
        String action = "Take it out of '@type', or write it as DTDL does.";
        String what = Errors.quoted(word) + " in '@type' ";
        boolean known = Metamodel.of(context.version()).isTerm(word) || Identifiers.isReserved(word);
        if (Identifiers.isDtmiLike(word) && !Identifiers.isDtmi(word)) {
            errors.add("typeInvalidDtmi", place, what + "is no valid DTMI.", action);
        } else if (known || (Identifiers.isDtmiLike(word) && !context.carries())) {
            errors.add("typeIrrelevantDtmiOrTerm", place, what + "is no class of DTDL.", action);
        } else if (context.version() == DtdlVersion.V2 || context.carries()) {
            return true;
        } else if (word.contains(":")) {
            errors.add("typeNotDtmiNorTerm", place, what + "is no DTMI.", action);
        } else {
            errors.add("typeUndefinedTerm", place, what + "is not known.", action);
        }
        return false;
    }

    // ---- what it has ----

    private void members(Element element, JsonNode node) {
        Metamodel metamodel = Metamodel.of(element.context.version());
        Map<String, Feature> features = metamodel.features(element.kind);
        String unitType = quantity(element);
        bearing(element);
        Set<String> seen = new TreeSet<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String key = member.getKey();
            if (key.startsWith("@")) {
                keyword(element, key);
                continue;
            }
            String word = metamodel.word(key);
            String place = element.placeOf(word);
            if (!seen.add(word)) {
                errors.add("duplicatePropertyName", place, "It is there twice.", "Leave one of them.");
                continue;
            }
            Feature feature = features.get(word);
            if (feature != null) {
                values(element, feature, member.getValue(), place);
            } else if (word.equals("unit") && unitType != null) {
                unit(element, member.getValue(), place);
            } else if (ExtensionReader.has(element, word)) {
                Object declared = extension.read(word, member.getValue(), place);
                if (declared != null) {
                    element.values.put(word, List.of(declared));
                }
            } else {
                undefined(element, word, place, node.has("@type"));
            }
        }
        for (Feature feature : features.values()) {
            if (!seen.contains(feature.name()) && feature.min() > 0) {
                missing(element, feature);
            }
        }
        if (unitType != null && !seen.contains("unit")) {
            errors.add(
                    "missingSupplementalObjectProperty",
                    element.place,
                    "It is a quantity and has no 'unit'.",
                    "Give it one of " + unitType + ".");
        }
    }

    /** The unit type of the quantity that it is; null where it is none. */
    private @Nullable String quantity(Element element) {
        String unitType = null;
        for (String cotype : element.cotypes) {
            String one = SemanticTypes.unitType(cotype, element.context);
            if (one == null) {
                continue;
            }
            if (!SemanticTypes.bearers(element.context.version()).contains(element.kind)) {
                errors.add(
                        "invalidCotype",
                        element.place,
                        Errors.quoted(cotype) + " can be none of " + element.kind + ".",
                        "Take it out of '@type'.");
            } else if (unitType != null) {
                errors.add(
                        "conflictingSupplementalTypes",
                        element.place,
                        "It says that it is a quantity of two things.",
                        "Leave one of them in '@type'.");
            } else {
                unitType = one;
            }
        }
        return unitType;
    }

    /** That it may be what the extension's words say it is. */
    private void bearing(Element element) {
        for (String cotype : element.cotypes) {
            if (ExtensionReader.isCotype(cotype, element.context) && !ExtensionReader.bears(element, cotype)) {
                errors.add(
                        "invalidCotype",
                        element.place,
                        Errors.quoted(cotype) + " can be none of " + element.kind + " here.",
                        "Take it out of '@type'.");
            }
        }
    }

    private void unit(Element element, JsonNode node, String place) {
        JsonNode unit = node.isArray() && node.size() == 1 ? node.get(0) : node;
        if (!unit.isTextual()) {
            errors.add("refNotStringOrObject", place, "It is no text.", "Name a unit of DTDL.");
            return;
        }
        element.values.put("unit", List.of(localPart("dtmi:standard:unit:", unit.asText(), element.context.version())));
    }

    /** In version 2 words of JSON-LD that say nothing here are only not advisable. */
    private static boolean isDisallowed(String key, DtdlVersion version) {
        return key.startsWith("@") && !KEYWORDS.contains(key) && (version == DtdlVersion.V3 || key.equals("@graph"));
    }

    private void keyword(Element element, String key) {
        if (element.parent == null || !isDisallowed(key, element.context.version())) {
            return;
        }
        errors.add(
                key.equals("@graph") ? "graphDisallowed" : "keywordDisallowed",
                element.place,
                "It has " + Errors.quoted(key) + ".",
                "Leave it out.");
    }

    /** A member that its class does not have: right where somebody else's kind or extension may have it. */
    private void undefined(Element element, String word, String place, boolean typed) {
        boolean somebodys = element.context.carries()
                || element.cotypes.stream()
                        .anyMatch(cotype -> SemanticTypes.unitType(cotype, element.context) == null
                                && !ExtensionReader.isCotype(cotype, element.context));
        if (somebodys) {
            return;
        }
        String action = "Leave it out, or write it as DTDL does.";
        String cotype = ExtensionReader.cotypeFor(word, element);
        if (cotype != null) {
            errors.add(
                    "noTypeThatAllows",
                    place,
                    "It has '" + word + "', and does not say that it is a " + cotype + ".",
                    "Add " + cotype + " to '@type'.");
        } else if (word.equals("unit")) {
            errors.add(
                    typed ? "noTypeThatAllows" : "inferredTypeDoesNotAllow",
                    place,
                    element.context.hasQuantities()
                            ? "It has a unit, and does not say what it is a quantity of."
                            : "It has a unit, and its '@context' does not name " + Context.QUANTITATIVE_TYPES + ".",
                    "Add a semantic type such as Pressure to '@type', or leave the unit out.");
        } else if (Identifiers.isDtmiLike(word) && !Identifiers.isDtmi(word)) {
            errors.add("propertyInvalidDtmi", place, "Its name is no valid DTMI.", action);
        } else if (Identifiers.isDtmiLike(word)
                || Metamodel.of(element.context.version()).isTerm(word)) {
            errors.add("propertyIrrelevantDtmiOrTerm", place, element.kind + " has no such thing.", action);
        } else if (word.contains(":")) {
            errors.add("propertyNotDtmiNorTerm", place, "Its name is no DTMI.", action);
        } else {
            errors.add("propertyUndefinedTerm", place, "It is not known.", action);
        }
    }

    private void missing(Element element, Feature feature) {
        String rule = switch (feature.form()) {
            case Form.Elements _ -> feature.max() > 1 ? "objectCountBelowMin" : "missingObjectProperty";
            case Form.Identifier _ -> "missingIdentifierProperty";
            default -> "missingLiteralProperty";
        };
        errors.add(rule, element.place, "It has no '" + feature.name() + "'.", "Give it one.");
    }

    // ---- values ----

    private void values(Element element, Feature feature, JsonNode node, String place) {
        if (feature.form() instanceof Form.LocalizedText form) {
            Map<String, String> texts = literals.localized(form, node, place);
            if (texts != null) {
                element.values.put(feature.name(), List.of(texts));
            }
            return;
        }
        List<JsonNode> nodes = new ArrayList<>();
        (node.isArray() ? node : List.of(node)).forEach(nodes::add);
        String kind = ruleOf(feature.form());
        if (feature.max() == 1 && nodes.size() > 1) {
            errors.add(kind + "MultipleValues", place, "There are " + nodes.size() + ".", "Leave one.");
            return;
        }
        if (nodes.size() > feature.max()) {
            errors.add(
                    kind + "CountAboveMax",
                    place,
                    "There are " + nodes.size() + ".",
                    "There may be " + feature.max() + ".");
            return;
        }
        if (nodes.size() < feature.min()) {
            errors.add(kind + "CountBelowMin", place, "There is none.", "Give at least one.");
            return;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Object value = value(element, feature, nodes.get(i), node.isArray() ? place + "[" + i + "]" : place);
            if (value != null) {
                values.add(value);
            }
        }
        element.values.put(feature.name(), values);
    }

    private static String ruleOf(Form form) {
        return switch (form) {
            case Form.Text _, Form.LocalizedText _ -> "string";
            case Form.Flag _ -> "boolean";
            case Form.Whole _ -> "integer";
            case Form.Literal _ -> "literal";
            case Form.Identifier _ -> "identifier";
            case Form.Word _, Form.Elements _ -> "object";
        };
    }

    private @Nullable Object value(Element element, Feature feature, JsonNode node, String place) {
        return switch (feature.form()) {
            case Form.Text form -> literals.text(form, node, place);
            case Form.LocalizedText form -> literals.localized(form, node, place);
            case Form.Flag _ -> literals.flag(node, place);
            case Form.Whole form -> literals.whole(form, node, place);
            case Form.Literal _ -> literals.literal(node, place);
            case Form.Identifier _ -> identifier(node, element.context.version(), place);
            case Form.Word(Set<String> words) -> word(element, words, node, place);
            case Form.Elements form -> child(element, form, node, place);
        };
    }

    private @Nullable String identifier(JsonNode node, DtdlVersion version, String place) {
        String text = node.asText();
        String action = "Write it like dtmi:com:example:Pump;1.";
        if (!node.isTextual()) {
            errors.add("identifierNotString", place, "It is no text.", action);
        } else if (text.length() > DtdlVersion.ID_MAX) {
            errors.add(
                    "identifierTooLong",
                    place,
                    "It has " + text.length() + " characters.",
                    "Shorten it to " + DtdlVersion.ID_MAX + ".");
        } else if (!Identifiers.isDtmi(text)) {
            errors.add("identifierNotDtmi", place, Errors.quoted(text) + " is no DTMI.", action);
        } else if (!Identifiers.isUserDtmi(text, version)) {
            errors.add("identifierInvalid", place, Errors.quoted(text) + " has a part that begins with '_'.", action);
        } else {
            return text;
        }
        return null;
    }

    private @Nullable String word(Element element, Set<String> words, JsonNode node, String place) {
        String word = localPart("dtmi:dtdl:instance:CommandType:", node.asText(), element.context.version());
        if (node.isTextual() && words.contains(word)) {
            return word;
        }
        errors.add(
                node.isTextual() ? "badDtmiOrTerm" : "refNotStringOrObject",
                place,
                "It is none of what it may be.",
                "Make it one of " + new TreeSet<>(words) + ".");
        return null;
    }

    /** Another element: written here, or named. */
    private @Nullable Object child(Element parent, Form.Elements form, JsonNode node, String place) {
        if (node.isTextual()) {
            return named(parent, form, node.asText(), place);
        }
        if (!node.isObject()) {
            errors.add(
                    "refNotStringOrObject",
                    place,
                    "It is neither an object nor a text.",
                    "Write the element, or its name.");
            return null;
        }
        if (node.size() == 1 && node.has("@id")) {
            errors.add(
                    "idReference",
                    place,
                    "It is an object with nothing but '@id'.",
                    "Write the identifier alone, as a text.");
            return null;
        }
        Context context = parent.context;
        if (node.has("@context")) {
            Context own = contexts.read(node.get("@context"), parent.context, place);
            if (own == null) {
                return null;
            }
            if (!mayContain(parent.context, own, form)) {
                errors.add(
                        "disallowedVersionDefinition",
                        place,
                        "It is written in DTDL version " + own.version().number() + ".",
                        "Write it in version " + parent.context.version().number() + ".");
                return null;
            }
            context = own;
        }
        Types types = types(node, form.inferred(), context, place);
        if (types == null) {
            return null;
        }
        if (types.material().size() > 1) {
            errors.add(
                    "multipleMaterialTypes", place, "It is " + types.material() + " at once.", "Leave one in '@type'.");
            return null;
        }
        if (types.material().isEmpty()) {
            errors.add(
                    node.has("@type") ? "layerMissingMaterialType" : "badType",
                    place,
                    "It does not say what it is.",
                    "Make its '@type' one of " + new TreeSet<>(form.classes()) + ".");
            return null;
        }
        String kind = types.material().iterator().next();
        if (!form.classes().contains(kind)) {
            errors.add(
                    "badType",
                    place,
                    "It is of class " + kind + ".",
                    "Make it one of " + new TreeSet<>(form.classes()) + ".");
            return null;
        }
        if (form.idRequired() && !node.has("@id")) {
            errors.add("missingRequiredId", place, "It has no '@id'.", "Give it one, to be named by.");
            return null;
        }
        if (kind.equals("Interface") && !node.has("@id")) {
            errors.add("missingRequiredId", place, "It has no '@id'.", "Give it one, such as dtmi:com:example:Pump;1.");
            return null;
        }
        String at = kind.equals("Interface") ? node.path("@id").asText() : place;
        return element(kind, types.cotypes(), node, context, parent, at.isEmpty() ? place : at);
    }

    /** What is of version 2 knows nothing of version 3; the other way round interfaces and schemas may be used. */
    private static boolean mayContain(Context outer, Context inner, Form.Elements form) {
        return outer.version() == inner.version()
                || (outer.version() == DtdlVersion.V3
                        && (form.classes().contains("Interface")
                                || form.classes().equals(Metamodel.COMPLEX_SCHEMAS)));
    }

    private @Nullable String named(Element parent, Form.Elements form, String text, String place) {
        String word = Metamodel.of(parent.context.version()).word(text);
        if (form.words().contains(word)) {
            return word;
        }
        if (!Identifiers.isDtmi(text)) {
            errors.add(
                    "badDtmiOrTerm",
                    place,
                    Errors.quoted(text) + " is neither a DTMI nor something that DTDL knows here.",
                    form.words().isEmpty()
                            ? "Name an element by its DTMI."
                            : "Name a schema, such as double, or an element by its DTMI.");
            return null;
        }
        return text;
    }
}
