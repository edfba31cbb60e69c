package io.counterpart.engine.draft;

import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.DraftFrom.Observed;
import io.counterpart.engine.draft.QuantityTable.Scale;
import io.counterpart.engine.draft.QuantityTable.Usual;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.DtdlUnit;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnitWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a number is a quantity of, and in which unit: from the unit that the device named, else from a unit at the end of the
 * name, else from a word in the name together with the values. DTDL has no quantity without a unit, so where the unit is not sure
 * there is neither.
 */
final class QuantityGuess {

    private static final String NONE = "no unit";

    /** How many words at the end of a name are a unit together: {@code flow_l_per_min}. */
    private static final int SUFFIX_WORDS_MAX = 3;

    private static final int PHRASE_WORDS_MAX = 3;

    /** How many values speak for themselves. */
    private static final int ENOUGH = 20;

    /** How far beyond the end of its scale a sensor may show, as a part of the scale. */
    private static final double BEYOND = 0.05;

    /** Names inside of a component that say nothing: the component's own name says it. */
    private static final Set<String> GENERIC = Set.of(
            "actual", "average", "avg", "current", "max", "mean", "measured", "min", "raw", "reading", "rms", "value");

    private final NameWords words;
    private final @Nullable NameWords component;
    private final String name;
    private final Set<String> siblings;
    private final Numbers numbers;
    private final Remarks.OfProperty remarks;

    /**
     * @param name in its interface, as the device writes it
     * @param component what it is in, null for the device itself
     * @param siblings the names beside it
     */
    QuantityGuess(
            String name,
            @Nullable String component,
            Set<String> siblings,
            Numbers numbers,
            Remarks.OfProperty remarks) {
        this.words = NameWords.of(name);
        this.component = component == null ? null : NameWords.of(component);
        this.name = name;
        this.siblings = siblings;
        this.numbers = numbers;
        this.remarks = remarks;
    }

    /** Null where it is unknown or not sure. */
    @Nullable Quantity guess(Observed observed) {
        if (observed.unit() != null) {
            return ofNamedUnit(observed.unit());
        }
        if (isVetoed()) {
            return null;
        }
        Suffix suffix = suffix();
        return suffix == null ? ofWords() : ofSuffix(suffix);
    }

    /** The quantities that the name may mean. */
    List<String> told() {
        return isVetoed() ? List.of() : typesIn(words);
    }

    private boolean isVetoed() {
        return words.words().stream().anyMatch(word -> QuantityTable.isNoQuantity(word.toLowerCase(Locale.ROOT)));
    }

    // ---- the device named a unit ----

    private @Nullable Quantity ofNamedUnit(String named) {
        Optional<Unit> unit = UnitWords.find(named);
        if (unit.isEmpty()) {
            none(
                    "The device names the unit '" + named
                            + "', which is no unit of DTDL, no usual symbol and no code of UCUM. As long as it does, a type refuses its values.");
            return null;
        }
        DtdlUnit dtdl = dtdlUnit(unit.get());
        if (dtdl == null) {
            none("The device names the unit '" + named + "', and DTDL has no unit of that quantity, which is "
                    + unit.get().dimension() + ". A property without a unit takes numbers without one only.");
            return null;
        }
        String semanticType = semanticType(dtdl, told());
        if (semanticType.isEmpty()) {
            none("The device names the unit '" + named + "', and nothing says of what. DTDL knows "
                    + String.join(
                            ", ", QuantityTable.measuredIn(dtdl.unitType()).subList(1, 4))
                    + " in it. A property without a unit takes numbers without one only.");
            return null;
        }
        boolean isOther = !Conversion.between(unit.get(), dtdl.unit()).isIdentity();
        boolean isSure = QuantityTable.measuredIn(dtdl.unitType()).size() == 1 || told().contains(semanticType);
        remarks.add(
                Subject.QUANTITY,
                semanticType + " in " + dtdl,
                isOther
                        ? "The device names the unit '" + named + "', which DTDL does not have; values are converted."
                        : "The device names the unit '" + named + "'.",
                isSure ? Confidence.CERTAIN : Confidence.LIKELY);
        return new Quantity(semanticType, dtdl, unit.get());
    }

    /** The same unit among DTDL's, else one of the same quantity, of those that are usual if there is one; null where there is none. */
    private static @Nullable DtdlUnit dtdlUnit(Unit unit) {
        List<DtdlUnit> possible = DtdlUnit.all().stream()
                .filter(one -> one.unit().isCommensurableWith(unit))
                .toList();
        return possible.stream()
                .filter(one -> one.unit().equals(unit))
                .findFirst()
                .or(() -> possible.stream()
                        .filter(one -> Conversion.between(unit, one.unit()).isIdentity())
                        .findFirst())
                .or(() -> possible.stream()
                        .filter(one -> QuantityTable.isUsual(one.name()))
                        .min(Comparator.comparingDouble(one -> difference(unit, one))))
                .or(() -> possible.stream().min(Comparator.comparingDouble(one -> difference(unit, one))))
                .orElse(null);
    }

    /** How different in size: 0 for units of the same. */
    private static double difference(Unit unit, DtdlUnit other) {
        return Math.abs(
                StrictMath.log(Math.abs(Conversion.between(unit, other.unit()).factor())));
    }

    /** Which quantity in this unit: one that the name tells of, else the usual one. */
    private static String semanticType(DtdlUnit unit, List<String> told) {
        List<String> possible = QuantityTable.measuredIn(unit.unitType());
        return told.stream().filter(possible::contains).findFirst().orElse(possible.getFirst());
    }

    // ---- the name ends in a unit ----

    /**
     * A unit at the end of a name.
     *
     * @param written as it stands there
     * @param told what the words before it may mean
     */
    private record Suffix(String written, DtdlUnit unit, List<String> told) {
        boolean fits() {
            return told.stream().anyMatch(QuantityTable.measuredIn(unit.unitType())::contains);
        }
    }

    /** The longest; null where there is none. */
    private @Nullable Suffix suffix() {
        for (int from = Math.max(0, words.size() - SUFFIX_WORDS_MAX); from < words.size(); from++) {
            String written = words.words().subList(from, words.size()).stream()
                    .filter(word -> !word.equalsIgnoreCase("per"))
                    .collect(Collectors.joining());
            List<String> told = typesIn(words.first(from));
            for (String candidate : QuantityTable.suffix(written)) {
                Suffix suffix = new Suffix(written, DtdlUnit.find(candidate).orElseThrow(), told);
                if (suffix.fits()
                        ? !isOneOfSeveral(suffix)
                        : !QuantityTable.clearSuffix(written).isEmpty()) {
                    return suffix;
                }
            }
        }
        return null;
    }

    private @Nullable Quantity ofSuffix(Suffix suffix) {
        String ends = "Its name ends in '" + suffix.written() + "'";
        String semanticType = semanticType(suffix.unit(), suffix.told());
        if (semanticType.isEmpty()) {
            List<String> possible = QuantityTable.measuredIn(suffix.unit().unitType());
            none(ends + ", " + suffix.unit() + ", and nothing says of what. DTDL knows "
                    + String.join(", ", possible.subList(1, possible.size())) + " in it.");
            return null;
        }
        String telling = suffix.fits()
                ? ", and tells of " + semanticType + "."
                : suffix.told().isEmpty()
                        ? ", and tells of nothing else."
                        : ", though it tells of " + String.join(" or ", suffix.told()) + ".";
        return settled(new Quantity(semanticType, suffix.unit()), ends + telling);
    }

    /** Whether a letter counts off: {@code current_a} beside {@code current_b} is no ampere. */
    private boolean isOneOfSeveral(Suffix suffix) {
        if (suffix.written().length() != 1) {
            return false;
        }
        String stem = name.substring(0, name.length() - 1);
        for (char c = 'A'; c <= 'z'; c++) {
            String letter = String.valueOf(c);
            boolean isUnit = QuantityTable.suffix(letter).stream()
                    .map(unit -> DtdlUnit.find(unit).orElseThrow())
                    .anyMatch(unit -> unit.unitType().equals(suffix.unit().unitType()));
            if (Character.isLetter(c) && !isUnit && siblings.contains(stem + letter)) {
                return true;
            }
        }
        return false;
    }

    // ---- the name tells of a quantity ----

    private @Nullable Quantity ofWords() {
        List<String> types = typesIn(words);
        if (types.isEmpty()) {
            return null;
        }
        List<Quantity> sure = numbers.size() < ENOUGH ? List.of() : sure(types);
        if (sure.size() == 1) {
            Quantity quantity = sure.getFirst();
            return settled(
                    quantity,
                    "Its name tells of " + quantity.semanticType() + ", and values from " + Figures.text(numbers.min())
                            + " to " + Figures.text(numbers.max()) + " are usual in this unit.");
        }
        none("Its name tells of " + String.join(" or ", types) + ", and nothing says in which unit"
                + (numbers.size() == 0 ? "." : ": " + options(types)));
        return null;
    }

    private List<Quantity> sure(List<String> types) {
        double[] sorted = Figures.sorted(numbers.values());
        double low = Figures.quantile(sorted, 0.05);
        double high = Figures.quantile(sorted, 0.95);
        List<Quantity> sure = new ArrayList<>();
        for (String type : types) {
            for (Usual usual : QuantityTable.usual(type)) {
                if (usual.isSure(low, high)) {
                    sure.add(new Quantity(type, DtdlUnit.find(usual.unit()).orElseThrow()));
                }
            }
        }
        return sure;
    }

    /** What the values would be in one unit or another. */
    private String options(List<String> types) {
        double middle = Figures.quantile(Figures.sorted(numbers.values()), 0.5);
        List<String> options = new ArrayList<>();
        for (String type : types) {
            List<DtdlUnit> units = QuantityTable.usual(type).stream()
                    .map(Usual::unit)
                    .distinct()
                    .map(unit -> DtdlUnit.find(unit).orElseThrow())
                    .filter(unit -> isOnScale(new Quantity(type, unit)))
                    .toList();
            for (DtdlUnit unit : units) {
                double same =
                        Conversion.between(unit.unit(), units.getFirst().unit()).apply(middle);
                options.add(
                        unit.equals(units.getFirst())
                                ? unit.name()
                                : unit + " (then they are around " + Figures.text(same) + " " + units.getFirst() + ")");
            }
        }
        return "values around " + Figures.text(middle) + " may be in " + String.join(", ", options) + ".";
    }

    /** The quantities that the last word for one may mean; none where there is no such word. */
    private List<String> typesIn(NameWords some) {
        List<String> types = component != null && isGeneric(some) ? lastTypes(component) : null;
        if (types == null) {
            types = lastTypes(some);
        }
        return types == null ? List.of() : types;
    }

    private static boolean isGeneric(NameWords some) {
        return some.words().stream().allMatch(word -> GENERIC.contains(word.toLowerCase(Locale.ROOT)));
    }

    private @Nullable List<String> lastTypes(NameWords some) {
        List<String> adjective = null;
        for (int to = some.size(); to > 0; to--) {
            for (int from = Math.max(0, to - PHRASE_WORDS_MAX); from < to; from++) {
                String phrase = some.small(from, to);
                List<String> types = QuantityTable.named(phrase);
                if (types == null) {
                    types = QuantityTable.named(NameWords.withoutNumber(phrase));
                }
                // As in speed_current, which is the speed now.
                if (types != null && phrase.equals("current") && some.size() > 1) {
                    adjective = types;
                } else if (types != null) {
                    return types;
                }
            }
        }
        return adjective;
    }

    // ---- what the values say against it ----

    private @Nullable Quantity settled(Quantity quantity, String reason) {
        String guess = quantity.semanticType() + " in " + quantity.unit();
        if (!isOnScale(quantity)) {
            none(reason + " But values from " + Figures.text(numbers.min()) + " to " + Figures.text(numbers.max())
                    + " cannot be " + guess + ".");
            return null;
        }
        remarks.add(Subject.QUANTITY, guess, reason, Confidence.LIKELY);
        return quantity;
    }

    private boolean isOnScale(Quantity quantity) {
        Scale scale = scaleOf(quantity);
        if (scale == null || numbers.size() == 0) {
            return true;
        }
        double beyond = Double.isNaN(scale.high())
                ? BEYOND * Math.max(Math.abs(numbers.max()), Math.abs(numbers.min()))
                : BEYOND * (scale.high() - scale.low());
        boolean isBelow = numbers.min() < scale.low() - (scale.isReached() ? beyond : 0);
        return !isBelow && !(numbers.max() > scale.high() + beyond);
    }

    /** Where the quantity ends by nature, in its own unit; null where it does not. */
    static @Nullable Scale scaleOf(Quantity quantity) {
        Scale scale = QuantityTable.scale(quantity.semanticType());
        if (scale == null) {
            return null;
        }
        Conversion conversion = Conversion.between(
                DtdlUnit.find(scale.unit()).orElseThrow().unit(),
                quantity.unit().unit());
        return new Scale(
                quantity.unit().name(),
                conversion.apply(scale.low()),
                conversion.apply(scale.high()),
                scale.isReached());
    }

    private void none(String reason) {
        remarks.add(Subject.QUANTITY, NONE, reason, Confidence.UNSURE);
    }
}
