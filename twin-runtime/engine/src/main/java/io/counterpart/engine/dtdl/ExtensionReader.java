package io.counterpart.engine.dtdl;

import com.fasterxml.jackson.databind.JsonNode;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.order.AcceptedTime;
import io.counterpart.engine.quality.QualityRules;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Counterpart's own extension adds to DTDL, see ADR 11: {@code Signal} beside Telemetry or Property, {@code Twin} beside
 * Interface. Names of other properties are looked up later, see {@link SignalCheck}.
 */
final class ExtensionReader {

    /** Values of a lower quality are left out of a window that does not say. */
    private static final int MIN_QUALITY = 50;

    private static final int QUALITY_MAX = 100;
    private static final int MEDIAN_MIN = 3;
    private static final int MEDIAN_MAX = 31;
    private static final int STUCK_MAX = 1_000_000;
    private static final int PARTS_MAX = 10;

    /** Older readings than of ten years are of no use to a twin, and times stay sums of {@code long}s. */
    private static final Duration PAST_MAX = Duration.ofDays(3_650);

    private static final Duration FUTURE_MAX = Duration.ofMillis(AcceptedTime.AHEAD_MAX_MS);

    private static final Map<String, Set<String>> MEMBERS = Map.of(
            "Signal",
            Set.of("source", "quality", "filter", "window", "align", "derive", "related"),
            "Twin",
            Set.of("order", "parts"));

    private static final Map<String, Set<String>> BEARERS =
            Map.of("Signal", Set.of("Telemetry", "Property"), "Twin", Set.of("Interface"));

    private final Errors errors;

    ExtensionReader(Errors errors) {
        this.errors = errors;
    }

    /** Whether this word beside an element's class is one of the extension's. */
    static boolean isCotype(String word, Context context) {
        return context.isExtended() && MEMBERS.containsKey(word);
    }

    /** Whether the element can be of this kind: the properties of relationships are no signals. */
    static boolean bears(Element element, String cotype) {
        return BEARERS.getOrDefault(cotype, Set.of()).contains(element.kind)
                && (element.parent == null || !element.parent.kind.equals("Relationship"));
    }

    /** Whether the element may have this, by what it says it is. */
    static boolean has(Element element, String word) {
        return element.cotypes.stream()
                .anyMatch(cotype -> isCotype(cotype, element.context)
                        && MEMBERS.getOrDefault(cotype, Set.of()).contains(word));
    }

    /** What an element must say it is to have this; null where the extension knows no such thing. */
    static @Nullable String cotypeFor(String word, Element element) {
        return !element.context.isExtended()
                ? null
                : MEMBERS.entrySet().stream()
                        .filter(entry -> entry.getValue().contains(word) && bears(element, entry.getKey()))
                        .map(Map.Entry::getKey)
                        .findAny()
                        .orElse(null);
    }

    /** Reads one of the things that {@link #has} allows; null where something is wrong with it. */
    @Nullable Object read(String word, JsonNode node, String place) {
        if (word.equals("derive")) {
            return derivation(node, place);
        }
        if (word.equals("parts")) {
            return parts(node, place);
        }
        DeclarationReader declaration = DeclarationReader.of(node, place, errors);
        if (declaration == null) {
            return null;
        }
        Object read = switch (word) {
            case "source" -> source(declaration);
            case "quality" -> quality(declaration);
            case "filter" -> filter(declaration);
            case "window" -> window(declaration);
            case "align" -> align(declaration);
            case "related" -> related(declaration);
            case "order" -> order(declaration);
            default -> throw new IllegalStateException(word);
        };
        declaration.nothingElse();
        return declaration.isGood() ? read : null;
    }

    private static @Nullable Object order(DeclarationReader declaration) {
        Long window = declaration.milliseconds("window");
        Long past = declaration.milliseconds("past", PAST_MAX);
        Long future = declaration.milliseconds("future", FUTURE_MAX);
        if (window != null && past != null && past < window) {
            declaration.wrong(
                    "past",
                    "It is less than 'window': what may come late would be rejected.",
                    "Give the window's length at least, or leave it out.");
        }
        return window == null && past == null && future == null
                ? null
                : new Order(
                        window == null ? 0 : window,
                        new AcceptedTime(
                                past == null ? AcceptedTime.UNBOUNDED : past,
                                future == null ? AcceptedTime.AHEAD_MAX_MS : future));
    }

    private @Nullable Object derivation(JsonNode node, String place) {
        if (!node.isTextual() || node.asText().isBlank()) {
            errors.addOurs(
                    "declarationInvalid",
                    place,
                    "It is no expression.",
                    "Give an expression in CEL as a text, such as \"flow * pressure\".");
            return null;
        }
        return new Signal.Derivation(node.asText(), null);
    }

    /** Names of relationships, in their order. */
    private @Nullable Object parts(JsonNode node, String place) {
        Set<String> names = new LinkedHashSet<>();
        boolean isGood = node.isArray() && !node.isEmpty() && node.size() <= PARTS_MAX;
        for (JsonNode name : node) {
            isGood &= name.isTextual() && PropertyName.isPart(name.asText()) && names.add(name.asText());
        }
        if (!isGood) {
            errors.addOurs(
                    "declarationInvalid",
                    place,
                    "It is no list of relationships.",
                    "Name 1 to " + PARTS_MAX + " relationships of this type, each once, such as [\"pumps\"].");
            return null;
        }
        return new Parts(List.copyOf(names));
    }

    /** What an interface says its twins are made of. */
    record Parts(List<String> names) {}

    private static @Nullable Object related(DeclarationReader declaration) {
        String by = declaration.relationship("by");
        PropertyName of = declaration.property("of");
        Signal.Aggregate statistic = declaration.oneOf("statistic", Signal.Aggregate.values(), Signal.Aggregate::word);
        Integer minQuality = declaration.whole("minQuality", 0, QUALITY_MAX);
        declaration.required("by", by);
        declaration.required("of", of);
        return by == null || of == null
                ? null
                : new Signal.Related(by, of, statistic, minQuality == null ? 0 : minQuality);
    }

    private static @Nullable Object source(DeclarationReader declaration) {
        String unit = declaration.unit("unit");
        Double scale = declaration.number("scale");
        Double offset = declaration.number("offset");
        if (scale != null && scale == 0) {
            declaration.wrong("scale", "It is 0, which leaves nothing of the value.", "Give another factor.");
        }
        return declaration.isGood()
                ? new Signal.Source(unit, scale == null ? 1 : scale, offset == null ? 0 : offset)
                : null;
    }

    private static Signal.Quality quality(DeclarationReader declaration) {
        Double min = declaration.number("min");
        Double max = declaration.number("max");
        if (min != null && max != null && min >= max) {
            declaration.wrong("max", "It is not above 'min'.", "Give the lowest and the highest believable value.");
        }
        Signal.Quality quality = new Signal.Quality(
                min,
                max,
                declaration.positive("rate"),
                declaration.milliseconds("period"),
                declaration.milliseconds("gap"),
                declaration.whole("stuck", 2, STUCK_MAX),
                declaration.positive("spike"),
                declaration.property("reference"),
                declaration.positive("drift"),
                declaration.milliseconds("skew"));
        if ((quality.drift() == null) != (quality.reference() == null)) {
            declaration.wrong(
                    quality.drift() == null ? "drift" : "reference",
                    "It is missing: a drift is found against a reference.",
                    "Give 'reference', the property that should say the same, and 'drift', how far they may part.");
        }
        if (declaration.isGood()) {
            usable(declaration, quality);
        }
        return quality;
    }

    /** What the rules themselves demand of their figures. */
    private static void usable(DeclarationReader declaration, Signal.Quality quality) {
        try {
            QualityRules.of(quality);
        } catch (IllegalArgumentException notUsable) {
            declaration.wrong("gap", "It cannot be used: " + notUsable.getMessage() + ".", "Change it accordingly.");
        }
    }

    private static Signal.Filter filter(DeclarationReader declaration) {
        Integer median = declaration.whole("median", MEDIAN_MIN, MEDIAN_MAX);
        if (median != null && median % 2 == 0) {
            declaration.wrong("median", "It is even.", "Give an odd number, so that one value is in the middle.");
        }
        return new Signal.Filter(median, declaration.positive("rate"), declaration.positive("deadband"));
    }

    private static @Nullable Object window(DeclarationReader declaration) {
        PropertyName of = declaration.property("of");
        Long length = declaration.milliseconds("length");
        Signal.Statistic statistic = declaration.oneOf("statistic", Signal.Statistic.values(), Signal.Statistic::word);
        Integer minQuality = declaration.whole("minQuality", 0, QUALITY_MAX);
        declaration.required("of", of);
        declaration.required("length", length);
        declaration.required("statistic", statistic);
        return of == null || length == null || statistic == null
                ? null
                : new Signal.Window(of, length, statistic, minQuality == null ? MIN_QUALITY : minQuality);
    }

    private static @Nullable Object align(DeclarationReader declaration) {
        PropertyName of = declaration.property("of");
        Long every = declaration.milliseconds("every");
        Long maxGap = declaration.milliseconds("maxGap");
        Signal.Method method = declaration.oneOf("method", Signal.Method.values(), Signal.Method::word);
        declaration.required("of", of);
        declaration.required("every", every);
        declaration.required("maxGap", maxGap);
        return of == null || every == null || maxGap == null || !declaration.isGood()
                ? null
                : new Signal.Align(of, every, method == null ? Signal.Method.LINEAR : method, maxGap);
    }

    /** What the element declares of itself as a signal; null where it says nothing. */
    static @Nullable Signal signal(Element element) {
        Signal signal = new Signal(
                element.one("source") instanceof Signal.Source source ? source : null,
                element.one("quality") instanceof Signal.Quality quality ? quality : null,
                element.one("filter") instanceof Signal.Filter filter ? filter : null,
                element.one("window") instanceof Signal.Window window ? window : null,
                element.one("align") instanceof Signal.Align align ? align : null,
                element.one("derive") instanceof Signal.Derivation derivation ? derivation : null,
                element.one("related") instanceof Signal.Related related ? related : null);
        return signal.equals(Signal.NONE) ? null : signal;
    }
}
