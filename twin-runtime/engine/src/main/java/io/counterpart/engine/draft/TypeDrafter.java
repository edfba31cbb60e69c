package io.counterpart.engine.draft;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.Placement.Part;
import io.counterpart.engine.draft.Placement.Place;
import io.counterpart.engine.unit.Conversion;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Drafts a type from a device's first readings. The same readings give the same draft, and every input gives one that can be read:
 * what cannot be part of a type is left out, with a remark.
 */
public final class TypeDrafter {

    /** Bytes of Enums in a draft: with a thousand other properties they fit into the mebibyte that an interface may have. */
    private static final int ENUM_BYTES_MAX = 400_000;

    private final Remarks remarks = new Remarks();
    private int enumBytes;

    private TypeDrafter() {}

    /** The draft. */
    public static Draft draft(DraftFrom from) {
        TypeDrafter drafter = new TypeDrafter();
        Part own = Placement.of(from, drafter.remarks);
        Map<String, Map<String, Drafted>> parts = new LinkedHashMap<>();
        drafter.part(own, parts);
        parts.values().forEach(part -> new LikePairs(drafter.remarks).find(List.copyOf(part.values())));
        return new Draft(DraftDocument.of(own, parts), drafter.remarks.all(), names(parts));
    }

    private static Map<PropertyName, String> names(Map<String, Map<String, Drafted>> parts) {
        Map<PropertyName, String> names = new HashMap<>();
        parts.forEach((component, properties) -> properties.forEach(
                (name, drafted) -> names.put(drafted.property(), component.isEmpty() ? name : component + "." + name)));
        return names;
    }

    private void part(Part part, Map<String, Map<String, Drafted>> parts) {
        Map<String, Drafted> properties = new LinkedHashMap<>();
        parts.put(part.component(), properties);
        Set<String> siblings = new HashSet<>();
        for (Place place : part.contents().values()) {
            if (place instanceof Place.OfProperty(Observed observed)) {
                siblings.add(ownName(observed));
            }
        }
        part.contents().forEach((name, place) -> {
            switch (place) {
                case Place.OfProperty(Observed observed) ->
                    properties.put(name, property(name, observed, part.component(), siblings));
                case Place.OfComponent(Part inner) -> part(inner, parts);
            }
        });
    }

    private static String ownName(Observed observed) {
        String name = observed.name().value();
        return name.substring(name.indexOf('.') + 1);
    }

    private Drafted property(String name, Observed observed, String component, Set<String> siblings) {
        Remarks.OfProperty said = remarks.of(observed.name());
        Series series = Series.of(observed);
        left(series, said);
        SchemaGuess schema = new SchemaGuess(series, said);
        return switch (observed.schema()) {
            case BOOLEAN -> drafted(name, observed, schema.ofTruths());
            // What has several parts is sent by typed devices alone.
            case STRING, JSON -> drafted(name, observed, texts(schema));
            case DOUBLES -> drafted(name, observed, schema.ofArrays());
            case DOUBLE, FLOAT, INTEGER, LONG ->
                number(
                        name,
                        observed,
                        series.numbers(),
                        schema,
                        new QuantityGuess(
                                ownName(observed),
                                component.isEmpty() ? null : component,
                                siblings,
                                series.numbers(),
                                said),
                        said);
        };
    }

    private JsonNode texts(SchemaGuess guess) {
        JsonNode schema = guess.ofTexts(enumBytes < ENUM_BYTES_MAX);
        enumBytes += schema.isObject() ? schema.toString().getBytes(StandardCharsets.UTF_8).length : 0;
        return schema;
    }

    private static void left(Series series, Remarks.OfProperty said) {
        if (series.unfit() > 0) {
            said.add(
                    Subject.CONTENT,
                    "not looked at: " + series.unfit() + " values",
                    "They are not of the kind that the others are of.",
                    Confidence.CERTAIN);
        }
        if (series.older() > 0) {
            said.add(
                    Subject.CONTENT,
                    "not looked at: the first " + series.older() + " readings",
                    "The newest " + DraftFrom.READINGS_MAX + " are.",
                    Confidence.CERTAIN);
        }
    }

    private static Drafted drafted(String name, Observed observed, JsonNode schema) {
        return new Drafted(observed.name(), name, schema, null, null, Numbers.NONE, List.of());
    }

    private static Drafted number(
            String name,
            Observed observed,
            Numbers seen,
            SchemaGuess schemas,
            QuantityGuess quantities,
            Remarks.OfProperty said) {
        Quantity quantity = quantities.guess(observed);
        Conversion conversion = quantity == null
                ? null
                : Conversion.between(quantity.seenIn(), quantity.unit().unit());
        boolean isConverted = conversion != null && !conversion.isIdentity();
        Numbers numbers = conversion == null || !isConverted ? seen : seen.in(conversion::apply);
        SignalKind kind = SignalKind.of(numbers, NameWords.of(ownName(observed)), quantity);
        JsonNode schema = schemas.ofNumbers(isConverted ? ValueSchema.DOUBLE : observed.schema(), numbers, kind);
        Signal.Quality quality = quality(numbers, kind, quantity, said);
        return new Drafted(
                observed.name(),
                name,
                schema,
                quantity,
                quality,
                kind == SignalKind.MEASUREMENT ? numbers : Numbers.NONE,
                quantities.told());
    }

    private static Signal.@Nullable Quality quality(
            Numbers numbers, SignalKind kind, @Nullable Quantity quantity, Remarks.OfProperty said) {
        if (kind == SignalKind.MEASUREMENT) {
            return new QualityGuess(numbers, quantity, said).guess();
        }
        String reason = switch (kind) {
            case CONSTANT ->
                numbers.size() == 0
                        ? "There are no readings; limits take " + QualityGuess.ENOUGH + "."
                        : "All readings are the same: nothing shows how it changes.";
            case COUNTER -> "It counts: it has no range, and may stand still.";
            case STATE -> "It is a state: each of them is as good as another.";
            case MEASUREMENT -> throw new IllegalStateException();
        };
        said.add(Subject.QUALITY, "no limits", reason, Confidence.LIKELY);
        return null;
    }
}
