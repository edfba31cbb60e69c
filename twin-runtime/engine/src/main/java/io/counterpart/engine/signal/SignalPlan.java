package io.counterpart.engine.signal;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.derive.Expression;
import io.counterpart.engine.quality.QualityRules;
import io.counterpart.engine.window.SlidingWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How the signals of a layout are treated: what its type declares, with names looked up once, shared by all twins that have the
 * layout. Properties are named by their places in it.
 */
public final class SignalPlan {

    private static final int NONE = -1;

    /**
     * A property of a layout.
     *
     * @param isActive whether the twin's type has it: others are named by nobody
     * @param signal what is declared of it, null for nothing
     * @param slot of its values in history
     * @param qualitySlot of their qualities, where it has one
     * @param filteredSlot of what the filter makes of them, where it has one
     */
    public record Declared(
            PropertyName name,
            ValueSchema schema,
            @Nullable String unit,
            boolean isActive,
            @Nullable Signal signal,
            int slot,
            int qualitySlot,
            int filteredSlot) {}

    /**
     * What happens to a value of one property.
     *
     * @param rules by what it is judged, null where it is not
     * @param judged its place among those that are judged
     * @param filter what is done to it, null for nothing
     * @param filtered its place among those that are filtered
     * @param windows those that it goes into
     * @param grids those that it goes into
     * @param reference the place, among those that others are compared with, of what it is compared with; -1 for none
     * @param compared its own place among those, -1 where nobody is compared with it
     * @param scored its place among those that have a score, -1 where it has none
     * @param read its place among those that derived properties read, -1 where none does
     * @param derived those that read it
     * @param gapAfterMs how long after its last value it has a gap; {@link Long#MAX_VALUE} for never
     */
    record Line(
            @Nullable QualityRules rules,
            int judged,
            Signal.@Nullable Filter filter,
            int filtered,
            List<Integer> windows,
            List<GridPlace> grids,
            int reference,
            int compared,
            int scored,
            int read,
            List<Integer> derived,
            long gapAfterMs) {}

    /**
     * A window over one property, of which any number of statistics is asked.
     *
     * @param of the property
     * @param minQuality values below it are left out
     */
    record Window(int of, long lengthMs, int minQuality) {}

    /**
     * A property that is made of a window.
     *
     * @param property which
     * @param window of which
     */
    record Computed(int property, int window, Signal.Statistic statistic) {}

    /** A place in a grid. */
    record GridPlace(int grid, int signal) {}

    /**
     * Properties that stand on one grid.
     *
     * @param properties those that are the aligned values
     * @param signals how each is aligned
     * @param waitMs how long a value may be waited for
     */
    record Aligned(List<Integer> properties, List<Signal.Align> signals, long waitMs) {}

    /**
     * A property that is a function of others.
     *
     * @param property which
     * @param expression null where it cannot be worked out any more
     * @param places by variable of the expression: the place of the property that it names among those that are read, -1 for one that it
     *     does not read
     */
    record Derived(int property, @Nullable Expression expression, List<Integer> places) {}

    private final List<Declared> properties;
    private final @Nullable Line[] lines;
    private final List<Window> windows = new ArrayList<>();
    private final List<Computed> computed = new ArrayList<>();
    private final List<Aligned> grids = new ArrayList<>();

    private final List<Derived> derived = new ArrayList<>();

    /** The properties that are made of others: first the windows', then the grids', then the derived ones. */
    private final List<Integer> made = new ArrayList<>();

    /** Windows' and derived properties on no grid, as places among those that are made, each after what it is made of. */
    private final List<Integer> steps = new ArrayList<>();

    /** Likewise by grid, those that stand on it. */
    private final List<List<Integer>> gridSteps = new ArrayList<>();

    private final int read;

    /** By place among those that derived properties read: whether it is a text. */
    private final boolean[] textsRead;

    /** The properties that are made of other twins'. */
    private final int[] related;

    /** By property: all that it is made of, by way of others or not, itself first. */
    private final List<List<Integer>> behind = new ArrayList<>();

    /** Likewise those of them that are made of other twins'. */
    private final List<List<Integer>> relatedBehind = new ArrayList<>();

    private final int[] judged;
    private final int[] filtered;
    private final int compared;
    private final int scored;
    private final long orderWindowMs;

    /** By slot of history, which property's quality, filtered or made value it keeps. */
    private final Map<Integer, Integer> qualitySlots = new HashMap<>();

    private final Map<Integer, Integer> filteredSlots = new HashMap<>();
    private final Map<Integer, Integer> madeSlots = new HashMap<>();

    private final Reads reads;

    /** By property of which something is declared that cannot be used any more, and why. */
    private final Map<PropertyName, String> unusable = new LinkedHashMap<>();

    /**
     * The plan for these properties, in the order of the layout; null where nothing is declared of any.
     *
     * @param orderWindowMs how far out of order readings may come, 0 for not at all
     * @param readBefore of a plan that stood in a checkpoint, by place of a derived property the places of those that it read; null for a
     *     plan that is new. What a checkpoint has was right once: where it is refused now, by a language or rules that have become
     *     stricter, that signal alone is {@linkplain #unusable() not used}
     * @throws IllegalArgumentException with a sentence, where what is declared cannot be used
     */
    public static @Nullable SignalPlan of(
            List<Declared> properties, long orderWindowMs, @Nullable Map<Integer, List<Integer>> readBefore) {
        return properties.stream().allMatch(property -> property.signal() == null)
                ? null
                : new SignalPlan(properties, orderWindowMs, readBefore);
    }

    private SignalPlan(
            List<Declared> properties, long orderWindowMs, @Nullable Map<Integer, List<Integer>> readBefore) {
        this.properties = properties;
        this.orderWindowMs = orderWindowMs;
        Map<PropertyName, Integer> places = new HashMap<>();
        for (int p = 0; p < properties.size(); p++) {
            if (properties.get(p).isActive()) {
                places.put(properties.get(p).name(), p);
            }
        }
        List<List<Integer>> windowsOf = windows(places);
        List<List<GridPlace>> gridsOf = grids(places);
        reads = new Reads(properties, places, readBefore == null ? Map.of() : readBefore);
        reads.unusable().forEach(this::isUnusable);
        computed.forEach(one -> made.add(one.property()));
        grids.forEach(grid -> made.addAll(grid.properties()));
        derived.addAll(reads.derived());
        derived.forEach(one -> made.add(one.property()));
        read = reads.count();
        textsRead = reads.texts();
        order();
        made.forEach(property -> madeSlots.put(properties.get(property).slot(), property));
        related = IntStream.range(0, properties.size())
                .filter(p -> related(p) != null)
                .toArray();
        findBehind(places);
        int[] comparedAt = comparedAt(places);
        compared = (int) Arrays.stream(comparedAt).filter(at -> at != NONE).count();
        lines = new Line[properties.size()];
        int[] judgedSoFar = new int[properties.size()];
        int[] filteredSoFar = new int[properties.size()];
        int judgedCount = 0;
        int filteredCount = 0;
        int scoredCount = 0;
        for (int p = 0; p < properties.size(); p++) {
            Signal signal = properties.get(p).signal();
            Signal.Quality quality = signal == null ? null : signal.quality();
            Signal.Filter filter = signal == null ? null : signal.filter();
            boolean isComputed = signal != null && signal.isComputed();
            if (quality == null
                    && filter == null
                    && !isComputed
                    && windowsOf.get(p).isEmpty()
                    && gridsOf.get(p).isEmpty()
                    && reads.placeOf(p) == NONE
                    && comparedAt[p] == NONE) {
                continue;
            }
            QualityRules rules = quality == null ? null : rules(p, quality, readBefore != null);
            PropertyName reference = quality == null ? null : quality.reference();
            lines[p] = new Line(
                    rules,
                    rules == null ? NONE : judgedCount,
                    filter,
                    filter == null ? NONE : filteredCount,
                    windowsOf.get(p),
                    gridsOf.get(p),
                    reference == null ? NONE : comparedAt[placeOf(reference, places)],
                    comparedAt[p],
                    rules != null || isComputed ? scoredCount++ : NONE,
                    reads.placeOf(p),
                    reads.derivedFrom(p),
                    rules == QualityRules.NONE ? Long.MAX_VALUE : gapAfterMs(quality));
            if (rules != null) {
                judgedSoFar[judgedCount++] = p;
            }
            if (filter != null) {
                filteredSoFar[filteredCount++] = p;
            }
        }
        judged = Arrays.copyOf(judgedSoFar, judgedCount);
        filtered = Arrays.copyOf(filteredSoFar, filteredCount);
        scored = scoredCount;
        for (int p = 0; p < lines.length; p++) {
            Line line = lines[p];
            if (line != null && line.scored() != NONE) {
                qualitySlots.put(properties.get(p).qualitySlot(), p);
            }
            if (line != null && line.filter() != null) {
                filteredSlots.put(properties.get(p).filteredSlot(), p);
            }
        }
    }

    private QualityRules rules(int property, Signal.Quality declared, boolean isOld) {
        try {
            return QualityRules.of(declared);
        } catch (IllegalArgumentException refused) {
            if (!isOld) {
                throw refused;
            }
            isUnusable(property, "no rules: " + refused.getMessage());
            return QualityRules.NONE;
        }
    }

    private void isUnusable(int property, String why) {
        unusable.merge(properties.get(property).name(), why, (one, other) -> one + "; " + other);
    }

    private static long gapAfterMs(Signal.@Nullable Quality quality) {
        Long after = quality == null ? null : quality.gapAfterMs();
        return after == null ? Long.MAX_VALUE : after;
    }

    /** The windows that each property goes into. */
    private List<List<Integer>> windows(Map<PropertyName, Integer> places) {
        List<List<Integer>> windowsOf = new ArrayList<>();
        properties.forEach(property -> windowsOf.add(new ArrayList<>()));
        for (int p = 0; p < properties.size(); p++) {
            Signal signal = properties.get(p).signal();
            if (signal == null || signal.window() == null) {
                continue;
            }
            Signal.Window declared = signal.window();
            Window window = new Window(placeOf(declared.of(), places), declared.lengthMs(), declared.minQuality());
            int at = windows.indexOf(window);
            if (at < 0) {
                at = windows.size();
                windows.add(window);
                windowsOf.get(window.of()).add(at);
            }
            computed.add(new Computed(p, at, declared.statistic()));
        }
        return windowsOf;
    }

    /** The grids that each property goes into: one for each step. */
    private List<List<GridPlace>> grids(Map<PropertyName, Integer> places) {
        List<List<GridPlace>> gridsOf = new ArrayList<>();
        properties.forEach(property -> gridsOf.add(new ArrayList<>()));
        Map<Long, List<Integer>> byStep = new TreeMap<>();
        for (int p = 0; p < properties.size(); p++) {
            Signal signal = properties.get(p).signal();
            if (signal != null && signal.align() != null) {
                byStep.computeIfAbsent(signal.align().everyMs(), step -> new ArrayList<>())
                        .add(p);
            }
        }
        byStep.values().forEach(aligned -> {
            List<Signal.Align> signals = aligned.stream()
                    .map(p -> Objects.requireNonNull(
                            Objects.requireNonNull(properties.get(p).signal()).align()))
                    .toList();
            for (int i = 0; i < signals.size(); i++) {
                gridsOf.get(placeOf(signals.get(i).of(), places)).add(new GridPlace(grids.size(), i));
            }
            grids.add(new Aligned(
                    List.copyOf(aligned),
                    signals,
                    signals.stream().mapToLong(Signal.Align::maxGapMs).max().orElse(0)));
        });
        return gridsOf;
    }

    /** Each after those that it is made of; types are checked to have none that is made of itself, and to mix no grids. */
    private void order() {
        List<Integer> inOrder = new ArrayList<>();
        for (int property : made) {
            step(property, inOrder, new ArrayList<>());
        }
        Map<Integer, Integer> gridOf = new HashMap<>();
        for (int grid = 0; grid < grids.size(); grid++) {
            gridSteps.add(new ArrayList<>());
            for (int property : grids.get(grid).properties()) {
                gridOf.put(property, grid);
            }
        }
        for (int i : inOrder) {
            int grid = madeOf(i).stream()
                    .mapToInt(other -> gridOf.getOrDefault(other, NONE))
                    .max()
                    .orElse(NONE);
            if (grid == NONE) {
                steps.add(i);
            } else {
                gridOf.put(made.get(i), grid);
                gridSteps.get(grid).add(i);
            }
        }
    }

    /** What a window's or derived property is made of. */
    private List<Integer> madeOf(int i) {
        return i < computed.size()
                ? List.of(windows.get(computed.get(i).window()).of())
                : reads.readBy(made.get(i));
    }

    private void step(int property, List<Integer> inOrder, List<Integer> around) {
        int i = made.indexOf(property);
        boolean isStep = i >= 0 && (i < computed.size() || i >= made.size() - derived.size());
        if (!isStep || inOrder.contains(i)) {
            return;
        }
        if (around.contains(property)) {
            throw new IllegalArgumentException(
                    "the property " + properties.get(property).name() + " is made of itself");
        }
        around.add(property);
        madeOf(i).forEach(other -> step(other, inOrder, around));
        around.remove(Integer.valueOf(property));
        inOrder.add(i);
    }

    private void findBehind(Map<PropertyName, Integer> placesOf) {
        for (int p = 0; p < properties.size(); p++) {
            Set<Integer> seen = new LinkedHashSet<>();
            collectBehind(p, placesOf, seen);
            behind.add(List.copyOf(seen));
            relatedBehind.add(seen.stream()
                    .filter(other -> related(other) != null)
                    .sorted()
                    .toList());
        }
    }

    private void collectBehind(int property, Map<PropertyName, Integer> placesOf, Set<Integer> seen) {
        if (!seen.add(property)) {
            return;
        }
        int i = made.indexOf(property);
        if (i < 0) {
            return;
        }
        Signal signal = properties.get(property).signal();
        List<Integer> from = signal != null && signal.align() != null
                ? List.of(placeOf(signal.align().of(), placesOf))
                : madeOf(i);
        from.forEach(other -> collectBehind(other, placesOf, seen));
    }

    private int[] comparedAt(Map<PropertyName, Integer> places) {
        int[] comparedAt = new int[properties.size()];
        Arrays.fill(comparedAt, NONE);
        int count = 0;
        for (Declared property : properties) {
            Signal signal = property.signal();
            PropertyName reference = signal == null || signal.quality() == null
                    ? null
                    : signal.quality().reference();
            if (reference != null && comparedAt[placeOf(reference, places)] == NONE) {
                comparedAt[placeOf(reference, places)] = count++;
            }
        }
        return comparedAt;
    }

    /** Types are checked when they are defined, so what a signal names is there. */
    private static int placeOf(PropertyName name, Map<PropertyName, Integer> places) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("a signal names " + name + ", which its type does not have");
        }
        return place;
    }

    /** Whether anything is made of this property's values. */
    public boolean uses(int property) {
        return lines[property] != null;
    }

    /** The properties of which something is declared that cannot be used any more, each with a sentence on why. */
    public Map<PropertyName, String> unusable() {
        return unusable;
    }

    /** Whether the property is a function of others that cannot be worked out any more. */
    public boolean isWithdrawn(int property) {
        return reads.unusable().containsKey(property);
    }

    /** The properties that this one, a derived one, reads. */
    public List<Integer> readBy(int property) {
        return reads.readBy(property);
    }

    @Nullable Line line(int property) {
        return lines[property];
    }

    Declared property(int property) {
        return properties.get(property);
    }

    List<Window> windows() {
        return windows;
    }

    /** How many values each window holds at most: all of a twin's together ten times as many as one may. */
    int windowValues() {
        return Math.min(SlidingWindow.VALUES_MAX, 10 * SlidingWindow.VALUES_MAX / Math.max(1, windows.size()));
    }

    List<Computed> computed() {
        return computed;
    }

    List<Aligned> grids() {
        return grids;
    }

    List<Derived> derived() {
        return derived;
    }

    /** The properties that are made of others: first those of windows, then those of grids, then the derived ones. */
    public List<Integer> made() {
        return made;
    }

    /** Windows' and derived properties on no grid, as places among all that are made, in the order in which they are worked out. */
    List<Integer> steps() {
        return steps;
    }

    /** Likewise those that stand on a grid. */
    List<Integer> steps(int grid) {
        return gridSteps.get(grid);
    }

    /** Whether the property at this place among those that derived ones read is a text. */
    boolean isTextRead(int place) {
        return textsRead[place];
    }

    /** Whether any derived property reads a text. */
    boolean readsTexts() {
        for (boolean isText : textsRead) {
            if (isText) {
                return true;
            }
        }
        return false;
    }

    /** How many properties derived ones read. */
    int read() {
        return read;
    }

    /** The properties that are made of other twins'. */
    int[] related() {
        return related;
    }

    /** What a property is made of other twins' values; null where it is not. */
    Signal.@Nullable Related related(int property) {
        Signal signal = properties.get(property).signal();
        return signal == null ? null : signal.related();
    }

    /** All properties that this one is made of, by way of others or not, itself first. */
    public List<Integer> behind(int property) {
        return behind.get(property);
    }

    /** The properties made of other twins' that this one is made of, itself among them. */
    List<Integer> relatedBehind(int property) {
        return relatedBehind.get(property);
    }

    /** The properties that are judged. */
    int[] judged() {
        return judged;
    }

    /** The properties that are filtered. */
    int[] filtered() {
        return filtered;
    }

    /** Whose quality the slot keeps, -1 for nobody's. */
    int judgedIn(int slot) {
        return qualitySlots.getOrDefault(slot, NONE);
    }

    /** Which property that is made of others has its values in the slot, -1 for none. */
    int madeIn(int slot) {
        return madeSlots.getOrDefault(slot, NONE);
    }

    /** Whose filtered values the slot keeps, -1 for nobody's. */
    int filteredIn(int slot) {
        return filteredSlots.getOrDefault(slot, NONE);
    }

    int compared() {
        return compared;
    }

    int scored() {
        return scored;
    }

    long orderWindowMs() {
        return orderWindowMs;
    }
}
