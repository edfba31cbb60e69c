package io.counterpart.engine.dtdl;

import io.counterpart.engine.unit.DtdlUnit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what elements say of one another. Everything is visited a bounded number of times, whatever a document nests or repeats. */
final class ModelCheck {

    /** Sums of so many are no further counted. */
    private static final long COUNTED_MAX = Long.MAX_VALUE / 2;

    private static final Set<String> SCHEMA_STEPS = Set.of("elementSchema", "fields", "mapValue", "schema");

    private final Map<String, Element> byId;
    private final Errors errors;

    /** Interfaces that are named and not there. */
    private final Set<String> unknown = new LinkedHashSet<>();

    private final Map<Element, Map<String, Element>> contentsInAll = new HashMap<>();

    /** How deep in others a schema was when it was checked: no deeper, nothing new can be found. */
    private final Map<Element, Integer> checkedAt = new HashMap<>();

    /** How many elements there are in one, with those that it names. */
    private final Map<Element, Long> counted = new HashMap<>();

    ModelCheck(Map<String, Element> byId, Errors errors) {
        this.byId = byId;
        this.errors = errors;
    }

    Set<String> unknown() {
        return unknown;
    }

    void check(List<Element> interfaces) {
        for (Element one : interfaces) {
            size(one);
            references(one);
        }
        if (!errors.isEmpty() || !unknown.isEmpty()) {
            return;
        }
        for (Element one : interfaces) {
            inheritance(one);
        }
        if (!errors.isEmpty()) {
            return;
        }
        for (Element one : interfaces) {
            uniqueNames(one, "contents", "name");
            inherited(one);
            for (Object content : one.all("contents")) {
                if (content instanceof Element element) {
                    content(element);
                }
            }
            for (Object schema : one.all("schemas")) {
                if (schema instanceof Element element) {
                    schema(element, new ArrayList<>());
                }
            }
        }
        if (errors.isEmpty()) {
            interfaces.forEach(this::elementsInAll);
            interfaces.forEach(this::signals);
        }
        // What they inherit has been checked by then.
        if (errors.isEmpty()) {
            interfaces.forEach(one -> new DerivationCheck(this, one, errors).check());
        }
    }

    private void signals(Element one) {
        SignalCheck signals = new SignalCheck(contents(one), errors);
        for (Object content : one.all("contents")) {
            if (content instanceof Element element) {
                signals.check(element);
            }
        }
        new RelatedCheck(this, one, errors).check();
        new SignalBudget(this, errors).check(one);
    }

    // ---- one interface ----

    private void size(Element one) {
        int bytes = one.source.toString().getBytes(StandardCharsets.UTF_8).length;
        for (String feature : List.of("extends", "contents")) {
            for (Object value : one.all(feature)) {
                bytes -= innerInterfaces(value);
            }
        }
        if (bytes > DtdlVersion.INTERFACE_BYTES_MAX) {
            errors.add(
                    "partitionTooLarge",
                    one.place,
                    "Its text has " + bytes + " bytes.",
                    "Divide it: an interface may have " + DtdlVersion.INTERFACE_BYTES_MAX + ".");
        }
    }

    /** Bytes of interfaces that are written inside: those count for themselves. */
    private static int innerInterfaces(Object value) {
        if (!(value instanceof Element element)) {
            return 0;
        }
        if (element.kind.equals("Interface")) {
            return element.source.toString().getBytes(StandardCharsets.UTF_8).length;
        }
        return element.kind.equals("Component")
                ? element.all("schema").stream()
                        .mapToInt(ModelCheck::innerInterfaces)
                        .sum()
                : 0;
    }

    /** That what is named is there, and is what it should be. */
    private void references(Element element) {
        for (Map.Entry<String, List<Object>> entry : element.values.entrySet()) {
            for (Object value : entry.getValue()) {
                if (value instanceof Element inner) {
                    if (!inner.kind.equals("Interface")) {
                        references(inner);
                    }
                } else if (value instanceof String name && Identifiers.isDtmiLike(name)) {
                    reference(element, entry.getKey(), name);
                }
            }
        }
    }

    private void reference(Element from, String feature, String name) {
        Metamodel.Feature known =
                Metamodel.of(from.context.version()).features(from.kind).get(feature);
        if (known == null || !(known.form() instanceof Metamodel.Form.Elements form)) {
            return;
        }
        String place = from.placeOf(feature);
        if (Identifiers.isReserved(name)) {
            errors.add(
                    "undefinedReservedId",
                    place,
                    Errors.quoted(name) + " is nothing that DTDL knows here.",
                    "Name what DTDL has, or an element of yours.");
            return;
        }
        Element target = byId.get(name);
        if (target == null) {
            if (form.classes().contains("Interface")) {
                unknown.add(name);
            } else {
                errors.addOurs(
                        "undefinedIdentifier",
                        place,
                        "There is no element " + Errors.quoted(name) + " in its interface.",
                        "Define it in the interface's 'schemas'.");
            }
            return;
        }
        if (!form.classes().contains(target.kind)) {
            errors.add(
                    "notRequiredType",
                    place,
                    name + " is of class " + target.kind + ".",
                    "Name one of " + form.classes() + ".");
        } else if (!target.kind.equals("Interface") && target.partition() != from.partition()) {
            errors.add(
                    "crossPartitionReference",
                    place,
                    name + " is defined in another interface, " + target.partition().id + ".",
                    "Define a copy of it in this one.");
        } else if (from.context.version() == DtdlVersion.V2 && target.context.version() != DtdlVersion.V2) {
            errors.add(
                    "disallowedVersionReference",
                    place,
                    name + " is written in DTDL version "
                            + target.context.version().number() + ".",
                    "An interface of version 2 may use interfaces of version 2.");
        }
    }

    // ---- inheritance ----

    private void inheritance(Element one) {
        Set<Element> all = new HashSet<>();
        List<Element> level = List.of(one);
        for (int depth = 0; !level.isEmpty(); depth++) {
            if (depth > DtdlVersion.EXTENDS_DEPTH_MAX) {
                // What inherits from itself is told so itself, and the others nothing: they may be right.
                if (all.stream().noneMatch(other -> reaches(other, other))) {
                    errors.add(
                            "excessiveDepthNarrow",
                            one.place + " extends",
                            "It inherits over more than " + DtdlVersion.EXTENDS_DEPTH_MAX + " levels.",
                            "Take an interface out of 'extends'.");
                }
                return;
            }
            Set<Element> next = new LinkedHashSet<>();
            for (Element at : level) {
                for (Element supertype : supertypes(at)) {
                    if (supertype == one) {
                        errors.add(
                                "recursiveStructureNarrow",
                                one.place + " extends",
                                "It inherits from itself.",
                                "Take an interface out of 'extends'.");
                        return;
                    }
                    next.add(supertype);
                    all.add(supertype);
                }
            }
            if (all.size() > DtdlVersion.EXTENDS_IN_ALL_MAX) {
                errors.add(
                        "excessiveCount",
                        one.place + " extends",
                        "It inherits from more than " + DtdlVersion.EXTENDS_IN_ALL_MAX + " interfaces.",
                        "Take some out of 'extends'.");
                return;
            }
            level = List.copyOf(next);
        }
    }

    private boolean reaches(Element from, Element to) {
        Set<Element> seen = new HashSet<>();
        List<Element> open = new ArrayList<>(supertypes(from));
        while (!open.isEmpty()) {
            Element at = open.removeLast();
            if (at == to) {
                return true;
            }
            if (seen.add(at)) {
                open.addAll(supertypes(at));
            }
        }
        return false;
    }

    List<Element> supertypes(Element one) {
        return one.all("extends").stream().map(this::resolved).toList();
    }

    /** The interface of this name, null where it is not one of the model. */
    @Nullable Element interfaceOf(String id) {
        Element element = byId.get(id);
        return element != null && element.kind.equals("Interface") ? element : null;
    }

    Element resolved(Object value) {
        Element element = value instanceof Element inner ? inner : byId.get((String) value);
        if (element == null) {
            throw new IllegalStateException("a reference that was checked leads nowhere: " + value);
        }
        return element;
    }

    /** By name, what an interface has and inherits; where a name clashes the first is kept, and the clash said. */
    Map<String, Element> contents(Element one) {
        Map<String, Element> known = contentsInAll.get(one);
        if (known != null) {
            return known;
        }
        Map<String, Element> all = new LinkedHashMap<>();
        for (Object content : one.all("contents")) {
            if (content instanceof Element element) {
                all.putIfAbsent(element.name(), element);
            }
        }
        for (Element supertype : supertypes(one)) {
            contents(supertype).forEach(all::putIfAbsent);
        }
        contentsInAll.put(one, all);
        return all;
    }

    private void inherited(Element one) {
        Map<String, Element> mine = new HashMap<>();
        for (Object content : one.all("contents")) {
            if (content instanceof Element element) {
                mine.put(element.name(), element);
            }
        }
        for (Element supertype : supertypes(one)) {
            for (Map.Entry<String, Element> theirs : contents(supertype).entrySet()) {
                Element other = mine.putIfAbsent(theirs.getKey(), theirs.getValue());
                if (other != null && other != theirs.getValue()) {
                    errors.add(
                            "nonUniqueImportedPropertyValue",
                            one.place + " extends",
                            "It inherits " + Errors.quoted(theirs.getKey()) + " from " + supertype.id
                                    + ", and has it from " + other.partition().id + " too.",
                            "Rename one of them.");
                }
            }
        }
        int most = one.context.version().limits().contents();
        if (mine.size() > most) {
            errors.add(
                    "excessiveCount",
                    one.place + " contents",
                    "It has " + mine.size() + " contents, those that it inherits included.",
                    "There may be " + most + ".");
        }
    }

    // ---- contents ----

    private void content(Element element) {
        switch (element.kind) {
            case "Telemetry", "Property" -> {
                typed(element);
                if (element.context.version() == DtdlVersion.V2
                        && element.kind.equals("Property")
                        && hasArray(element.one("schema"), new HashSet<>())) {
                    errors.add(
                            "excludedType",
                            element.place + ".schema",
                            "It has an Array, which a Property of DTDL version 2 may not have.",
                            "Make it Telemetry, or write the interface in version 3.");
                }
            }
            case "Command" -> {
                for (String payload : List.of("request", "response")) {
                    if (element.one(payload) instanceof Element inner) {
                        typed(inner);
                    }
                }
            }
            case "Relationship" -> {
                uniqueNames(element, "properties", "name");
                for (Object property : element.all("properties")) {
                    if (property instanceof Element inner) {
                        content(inner);
                    }
                }
            }
            case "Component" -> component(element);
            default -> throw new IllegalStateException(element.kind);
        }
    }

    private void component(Element element) {
        Element type = resolved(element.all("schema").getFirst());
        for (Element inner : contents(type).values()) {
            if (inner.kind.equals("Component")) {
                errors.add(
                        "excludedType",
                        element.place + ".schema",
                        type.id + " has the component " + Errors.quoted(inner.name())
                                + ", and components may have none.",
                        "Take a type without components.");
                return;
            }
        }
    }

    /** Something with a schema, and perhaps a unit. */
    private void typed(Element element) {
        Object schema = element.one("schema");
        if (schema != null) {
            checkSchema(schema, new ArrayList<>());
        }
        unit(element, schema);
    }

    private void unit(Element element, @Nullable Object schema) {
        String semanticType = element.semanticType();
        if (semanticType == null) {
            return;
        }
        String unitType = SemanticTypes.unitType(semanticType, element.context);
        if (element.one("unit") instanceof String name) {
            DtdlUnit unit = DtdlUnit.find(name)
                    .filter(found -> found.isIn(element.context.version().number()))
                    .orElse(null);
            if (unit == null) {
                errors.add(
                        "badDtmiOrTerm",
                        element.place + ".unit",
                        Errors.quoted(name) + " is no unit that DTDL knows.",
                        "Name one of " + unitType + ".");
            } else if (!unit.unitType().equals(unitType)) {
                errors.add(
                        "notRequiredType",
                        element.place + ".unit",
                        name + " is of " + unit.unitType() + ", and the quantity is given in " + unitType + ".",
                        "Name one of " + unitType + ", or another semantic type.");
            }
        }
        if (!(schema instanceof String name && Metamodel.NUMERIC_SCHEMAS.contains(name))) {
            errors.add(
                    "notRequiredType",
                    element.place + ".schema",
                    "A quantity is a number.",
                    "Make it double, float, integer or long.");
        }
    }

    // ---- schemas ----

    private void checkSchema(Object schema, List<Element> around) {
        if (schema instanceof Element element) {
            schema(element, around);
        } else if (schema instanceof String name && Identifiers.isDtmiLike(name)) {
            schema(resolved(name), around);
        }
    }

    /**
     * @param around the schemas that it stands in, outermost first
     */
    private void schema(Element element, List<Element> around) {
        if (around.contains(element)) {
            errors.add(
                    "recursiveStructureNarrow",
                    around.getFirst().place,
                    "It contains itself.",
                    "Take the circle out: DTDL version "
                            + element.context.version().number() + " knows no such schemas.");
            return;
        }
        if (checkedAt.getOrDefault(element, -1) >= around.size()) {
            return;
        }
        if (around.size() >= DtdlVersion.SCHEMA_DEPTH_MAX && hasParts(element)) {
            errors.add(
                    "excessiveDepthNarrow",
                    around.getFirst().place,
                    "Schemas stand in one another over more than " + DtdlVersion.SCHEMA_DEPTH_MAX + " levels.",
                    "Flatten it.");
            return;
        }
        List<Element> inner = new ArrayList<>(around);
        inner.add(element);
        switch (element.kind) {
            case "Array" -> element.all("elementSchema").forEach(schema -> checkSchema(schema, inner));
            case "Enum" -> enumeration(element);
            case "Map" -> map(element, inner);
            case "Object" -> {
                uniqueNames(element, "fields", "name");
                for (Object field : element.all("fields")) {
                    if (field instanceof Element one) {
                        one.all("schema").forEach(schema -> checkSchema(schema, inner));
                        unit(one, one.one("schema"));
                    }
                }
            }
            default -> throw new IllegalStateException(element.kind);
        }
        checkedAt.put(element, around.size());
    }

    /** Whether there is a further level in it: an enum ends it, as a primitive does. */
    private static boolean hasParts(Element element) {
        return !element.kind.equals("Enum")
                && !(element.kind.equals("Object") && element.all("fields").isEmpty());
    }

    private void map(Element element, List<Element> inner) {
        if (element.one("mapKey") instanceof Element key && !"string".equals(key.one("schema"))) {
            errors.add("notRequiredValue", key.place + ".schema", "A map's key is a string.", "Make it string.");
        }
        if (element.one("mapValue") instanceof Element value) {
            value.all("schema").forEach(schema -> checkSchema(schema, inner));
            unit(value, value.one("schema"));
        }
    }

    private void enumeration(Element element) {
        if (!(element.one("valueSchema") instanceof String valueSchema
                && (valueSchema.equals("integer") || valueSchema.equals("string")))) {
            errors.add(
                    "notRequiredValue",
                    element.place + ".valueSchema",
                    "An enum's values are integers or strings.",
                    "Make it integer or string.");
            return;
        }
        uniqueNames(element, "enumValues", "name");
        uniqueNames(element, "enumValues", "enumValue");
        for (Object value : element.all("enumValues")) {
            if (value instanceof Element one && !conforms(one.one("enumValue"), valueSchema)) {
                errors.add(
                        "nonConformantDatatype",
                        one.place + ".enumValue",
                        "It is no " + valueSchema + ", which is what the enum's values are.",
                        "Make it one.");
            }
        }
    }

    private static boolean conforms(@Nullable Object value, String valueSchema) {
        return valueSchema.equals("string")
                ? value instanceof String
                : value instanceof Long number && number == number.intValue();
    }

    /** @param seen where there is none */
    private boolean hasArray(@Nullable Object schema, Set<Element> seen) {
        if (schema instanceof String name && !Identifiers.isDtmiLike(name)) {
            return Metamodel.GEOSPATIAL_SCHEMAS.contains(name);
        }
        Element element = schema == null ? null : resolved(schema);
        if (element == null || !seen.add(element)) {
            return false;
        }
        if (element.kind.equals("Array")) {
            return true;
        }
        for (String step : SCHEMA_STEPS) {
            for (Object inner : element.all(step)) {
                if (hasArray(inner, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void uniqueNames(Element element, String feature, String name) {
        Map<Object, Element> seen = new HashMap<>();
        for (Object value : element.all(feature)) {
            if (value instanceof Element one && one.one(name) != null) {
                Element other = seen.putIfAbsent(one.one(name), one);
                if (other != null) {
                    errors.add(
                            "nonUniquePropertyValue",
                            one.place + "." + name,
                            Errors.quoted(String.valueOf(one.one(name))) + " is that of " + other.place + " too.",
                            "Rename one of them.");
                }
            }
        }
    }

    // ---- in all ----

    private void elementsInAll(Element one) {
        long count = 0;
        for (Element content : contents(one).values()) {
            count += elements(content);
        }
        if (count > DtdlVersion.ELEMENTS_MAX) {
            errors.add(
                    "excessiveCount",
                    one.place + " contents",
                    "There are " + count + " elements under it.",
                    "There may be " + DtdlVersion.ELEMENTS_MAX + ".");
        }
    }

    private long elements(Element element) {
        Long known = counted.get(element);
        if (known != null) {
            return known;
        }
        long count = 1;
        for (Map.Entry<String, List<Object>> feature : element.values.entrySet()) {
            for (Object value : feature.getValue()) {
                Element part = part(feature.getKey(), value);
                count = part == null ? count : Math.min(count + elements(part), COUNTED_MAX);
            }
        }
        counted.put(element, count);
        return count;
    }

    /** What stands there, written out or named; null for another interface, and for what is no element. */
    private @Nullable Element part(String feature, Object value) {
        boolean isNamed =
                value instanceof String name && SCHEMA_STEPS.contains(feature) && Identifiers.isDtmiLike(name);
        Element part = value instanceof Element || isNamed ? resolved(value) : null;
        return part == null || part.kind.equals("Interface") ? null : part;
    }
}
