package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.engine.filter.SignalFilter;
import io.counterpart.engine.quality.Finding;
import io.counterpart.engine.quality.QualityRules;
import io.counterpart.engine.quality.Rollup;
import io.counterpart.engine.quality.SignalQuality;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.UnitWords;
import io.counterpart.engine.window.Grid;
import io.counterpart.engine.window.SlidingWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What types declare of signals once more, as one would tell it: it remembers every reading, and after each it reckons all anew, from
 * the first in order to the last.
 */
final class ReferenceSignals {

    private static final long NEVER = Long.MIN_VALUE;
    private static final int BELIEVED_MIN = 50;

    /** A place in history: the column is a property's name, with {@code quality} or {@code filtered} behind it. */
    record At(long ts, String column) implements Comparable<At> {
        @Override
        public int compareTo(At other) {
            return Comparator.comparingLong(At::ts).thenComparing(At::column).compare(this, other);
        }
    }

    record Value(double value, long ts) {}

    private record Heard(double value, long knownAt) {}

    /** The values of one time, by their property's place in the layout; those of before a type are told already. */
    private record Reading(long ts, boolean inside, boolean isOfBefore, Map<Integer, Heard> values) {}

    private record Said(long ts, List<Map.Entry<String, Double>> values, int count) {}

    private record Over(String of, long lengthMs, int minQuality) {}

    /** What comes of a sequence of readings. */
    private static final class Outcome {
        final Map<At, Double> told = new TreeMap<>();

        /** What filters stood at, moved or not. */
        final Map<At, Double> stood = new TreeMap<>();

        final Map<String, SignalQuality> judged = new HashMap<>();
        final Map<String, Integer> scores = new HashMap<>();
        final Map<String, SignalFilter> filters = new HashMap<>();
        final Map<String, Long> movedAt = new HashMap<>();
        final Map<String, Value> made = new HashMap<>();
    }

    /** One reckoning, from the first reading on. */
    private static final class Reckoning {
        private final List<TypeDefinition.Property> layout;
        private final Outcome outcome = new Outcome();
        private final Map<String, Double> believed = new HashMap<>();
        private final Map<Over, SlidingWindow> windows = new HashMap<>();
        private final Set<Over> moved = new HashSet<>();
        private final TreeMap<Long, Grid> grids = new TreeMap<>();
        private boolean isOfBefore;

        Reckoning(List<TypeDefinition.Property> layout) {
            this.layout = layout;
            for (TypeDefinition.Property property : layout) {
                Signal signal = signalOf(property);
                String name = property.name().value();
                if (signal.quality() != null) {
                    outcome.judged.put(name, new SignalQuality(QualityRules.of(signal.quality())));
                }
                if (signal.quality() != null || signal.isComputed()) {
                    outcome.scores.put(name, 100);
                }
                if (signal.filter() != null) {
                    outcome.filters.put(name, new SignalFilter(signal.filter()));
                }
                if (signal.window() != null) {
                    windows.put(
                            over(signal.window()),
                            new SlidingWindow(signal.window().lengthMs()));
                }
                if (signal.align() != null) {
                    long every = signal.align().everyMs();
                    grids.put(
                            every,
                            new Grid(aligned(every).stream()
                                    .map(other -> Objects.requireNonNull(
                                            signalOf(other).align()))
                                    .toList()));
                }
            }
        }

        private static Over over(Signal.Window window) {
            return new Over(window.of().value(), window.lengthMs(), window.minQuality());
        }

        private static long everyMs(Signal signal) {
            return signal.align() == null ? NEVER : signal.align().everyMs();
        }

        private List<TypeDefinition.Property> aligned(long everyMs) {
            return layout.stream()
                    .filter(property -> everyMs(signalOf(property)) == everyMs)
                    .toList();
        }

        Outcome of(List<Reading> sequence, long lookedForGapsUntil) {
            sequence.forEach(this::take);
            outcome.judged.forEach((name, quality) -> {
                long due = quality.gapDueAt();
                if (due <= lookedForGapsUntil && quality.gap(due)) {
                    outcome.scores.put(name, quality.quality());
                    tell(quality.lastTs() + gapAfter(name), name + " quality", 0);
                }
            });
            return outcome;
        }

        private long gapAfter(String name) {
            Long after = layout.stream()
                    .filter(property -> property.name().value().equals(name))
                    .map(property ->
                            Objects.requireNonNull(signalOf(property).quality()).gapAfterMs())
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(null);
            return after == null ? Long.MAX_VALUE : after;
        }

        private void tell(long ts, String column, double value) {
            if (!isOfBefore) {
                outcome.told.put(new At(ts, column), value);
            }
        }

        private void take(Reading reading) {
            isOfBefore = reading.isOfBefore;
            long knownAt = reading.values.values().stream()
                    .mapToLong(Heard::knownAt)
                    .max()
                    .orElseThrow();
            reading.values.forEach((place, heard) -> take(reading.ts, layout.get(place), heard.value, heard.knownAt));
            grids.forEach((every, grid) -> {
                List<TypeDefinition.Property> aligned = aligned(every);
                long waitMs = aligned.stream()
                        .mapToLong(property -> Objects.requireNonNull(
                                        signalOf(property).align())
                                .maxGapMs())
                        .max()
                        .orElseThrow();
                grid.passed(reading.ts - waitMs);
                double[] row = new double[aligned.size()];
                while (grid.next(row)) {
                    for (int i = 0; i < row.length; i++) {
                        make(grid.instant(), aligned.get(i), row[i], knownAt);
                    }
                    makeStatistics(knownAt);
                }
            });
            makeStatistics(knownAt);
            isOfBefore = false;
        }

        private void makeStatistics(long knownAt) {
            for (TypeDefinition.Property property : layout) {
                Signal.Window declared = signalOf(property).window();
                if (declared != null && moved.contains(over(declared))) {
                    SlidingWindow window = Objects.requireNonNull(windows.get(over(declared)));
                    make(window.end(), property, window.statistic(declared.statistic()), knownAt);
                }
            }
            moved.clear();
        }

        private void make(long ts, TypeDefinition.Property property, double value, long knownAt) {
            String name = property.name().value();
            if (Double.isFinite(value)) {
                outcome.made.put(name, new Value(value, ts));
                tell(ts, name, value);
                take(ts, property, value, knownAt);
            } else {
                outcome.scores.put(name, 0);
                tell(ts, name + " quality", 0);
            }
        }

        private void take(long ts, TypeDefinition.Property property, double value, long knownAt) {
            String name = property.name().value();
            int score = 100;
            SignalQuality quality = outcome.judged.get(name);
            if (quality != null) {
                if (quality.lastTs() != NEVER && ts - quality.lastTs() > gapAfter(name)) {
                    tell(quality.lastTs() + gapAfter(name), name + " quality", 0);
                }
                PropertyName reference =
                        Objects.requireNonNull(signalOf(property).quality()).reference();
                double other = reference == null ? Double.NaN : believed.getOrDefault(reference.value(), Double.NaN);
                score = quality.judge(ts, value, knownAt, other);
            }
            if (outcome.scores.containsKey(name)) {
                outcome.scores.put(name, score);
                tell(ts, name + " quality", score);
            }
            if (score >= BELIEVED_MIN) {
                believed.put(name, value);
            }
            hand(ts, name, filtered(ts, name, value, score), score);
        }

        private double filtered(long ts, String name, double value, int score) {
            SignalFilter filter = outcome.filters.get(name);
            if (filter == null) {
                return value;
            }
            if (score >= BELIEVED_MIN) {
                filter.next(ts, value);
                if (filter.hasMoved()) {
                    outcome.movedAt.put(name, ts);
                    tell(ts, name + " filtered", filter.output());
                }
            }
            if (!isOfBefore) {
                outcome.stood.put(new At(ts, name + " filtered"), filter.output());
            }
            return filter.output();
        }

        private void hand(long ts, String name, double value, int score) {
            windows.forEach((over, window) -> {
                if (over.of.equals(name)) {
                    if (score >= over.minQuality && Double.isFinite(value)) {
                        window.add(ts, value);
                    } else {
                        window.advanceTo(ts);
                    }
                    moved.add(over);
                }
            });
            grids.forEach((every, grid) -> {
                List<TypeDefinition.Property> aligned = aligned(every);
                for (int i = 0; i < aligned.size(); i++) {
                    boolean isOf = Objects.requireNonNull(
                                    signalOf(aligned.get(i)).align())
                            .of()
                            .value()
                            .equals(name);
                    if (isOf && score >= BELIEVED_MIN && Double.isFinite(value)) {
                        grid.add(i, ts, value);
                    }
                }
            });
        }
    }

    private static Signal signalOf(TypeDefinition.Property property) {
        return property.signal() == null ? Signal.NONE : property.signal();
    }

    /** A twin. */
    static final class Rig {
        /** In the order of the type it had first; each with what its type says of it now. */
        private List<TypeDefinition.Property> layout = List.of();

        private TypeId type = TypeId.UNTYPED;
        private boolean removed;
        private final Map<String, Value> values = new HashMap<>();
        private final Map<String, Long> knownAts = new HashMap<>();
        private final Set<Said> said = new HashSet<>();
        private long stored;
        private long duplicate;
        private long rejected;
        private long late;

        private final List<Reading> sequence = new ArrayList<>();
        private long horizon = NEVER;
        private long orderWindowMs;
        private long lookedForGapsUntil = NEVER;
        private Outcome outcome = new Outcome();

        /** What devices said, the last of each time. */
        private final Map<At, Double> measured = new TreeMap<>();

        /** What was made of signals under the types it had before. */
        private Map<At, Double> earlier = Map.of();

        private void become(@Nullable TypeDefinition definition, TypeId newType, Map<At, Double> history) {
            List<TypeDefinition.Property> now = new ArrayList<>();
            for (TypeDefinition.Property was :
                    definition != null && layout.isEmpty() ? definition.properties() : layout) {
                TypeDefinition.Property is = definition == null
                        ? new TypeDefinition.Property(was.name(), was.schema(), was.unit(), null, null)
                        : definition.properties().stream()
                                .filter(property -> property.name().equals(was.name()))
                                .findFirst()
                                .orElseThrow();
                boolean isMade = signalOf(was).isComputed() || signalOf(is).isComputed();
                if (isMade || !Objects.equals(was.unit(), is.unit())) {
                    values.remove(is.name().value());
                }
                now.add(is);
            }
            layout = now;
            type = newType;
            Long window = definition == null ? null : definition.orderWindowMs();
            orderWindowMs = window == null ? 0 : window;
            beginAnew(history);
            resume();
        }

        /** What the twin has is heard once more, in the order of its times. */
        private void resume() {
            TreeMap<Long, TreeMap<Long, Map<Integer, Heard>>> before = new TreeMap<>();
            for (TypeDefinition.Property property : layout) {
                String name = property.name().value();
                Value value = values.get(name);
                if (value != null && !signalOf(property).isComputed() && isUsed(name)) {
                    long knownAt = Objects.requireNonNull(knownAts.get(name));
                    before.computeIfAbsent(value.ts, ts -> new TreeMap<>())
                            .computeIfAbsent(knownAt, known -> new TreeMap<>())
                            .put(layout.indexOf(property), new Heard(value.value, knownAt));
                }
            }
            before.forEach((ts, byKnownAt) ->
                    byKnownAt.values().forEach(heard -> sequence.add(new Reading(ts, false, true, heard))));
            horizon = before.isEmpty() || orderWindowMs == 0 ? NEVER : before.lastKey();
            reckon();
        }

        private void beginAnew(Map<At, Double> history) {
            earlier = Map.copyOf(history);
            measured.clear();
            sequence.clear();
            horizon = NEVER;
            lookedForGapsUntil = NEVER;
            reckon();
        }

        private void reckon() {
            outcome = new Reckoning(layout).of(sequence, lookedForGapsUntil);
            outcome.made.forEach(values::put);
            layout.stream()
                    .filter(property -> signalOf(property).isComputed())
                    .map(property -> property.name().value())
                    .filter(name -> !outcome.made.containsKey(name))
                    .forEach(values::remove);
        }

        private void remove(Map<At, Double> history) {
            if (!removed) {
                removed = true;
                said.clear();
                values.clear();
                beginAnew(history);
            }
        }

        /** Gaps are looked for in all signals when one is due. */
        private void tick(long dueAtMs) {
            if (outcome.judged.values().stream().anyMatch(quality -> quality.gapDueAt() <= dueAtMs)) {
                lookedForGapsUntil = Math.max(lookedForGapsUntil, dueAtMs);
                reckon();
            }
        }

        // ---- readings ----

        private void take(SignalLog.Said reading, long arrivedAtMs, long knownAt) {
            if (removed) {
                rejected += reading.values().size();
                return;
            }
            Map<String, Double> taken = new LinkedHashMap<>();
            reading.values().forEach((name, value) -> {
                Signal signal = signalOf(property(name));
                if (signal.isComputed()) {
                    rejected++;
                } else {
                    taken.put(
                            name, inUnit(value, signal.source(), property(name).unit()));
                }
            });
            Long own = reading.ts();
            long ts = own == null ? arrivedAtMs : own;
            Said saying =
                    new Said(ts, List.copyOf(taken.entrySet()), reading.values().size());
            boolean repeated = own != null && said.contains(saying);
            Map<Integer, Heard> heard = new TreeMap<>();
            taken.forEach((name, value) -> store(name, value, ts, repeated, knownAt, heard));
            if (own != null) {
                said.add(saying);
            }
            if (!heard.isEmpty()) {
                place(ts, heard);
                reckon();
            }
        }

        private TypeDefinition.Property property(String name) {
            return layout.stream()
                    .filter(property -> property.name().value().equals(name))
                    .findFirst()
                    .orElseThrow();
        }

        private static double inUnit(double value, Signal.@Nullable Source source, @Nullable String unit) {
            if (source == null) {
                return value;
            }
            double scaled = value * source.scale() + source.offset();
            return source.unit() == null || unit == null
                    ? scaled
                    : Conversion.between(
                                    UnitWords.find(source.unit()).orElseThrow(),
                                    UnitWords.find(unit).orElseThrow())
                            .apply(scaled);
        }

        private void store(
                String name, double value, long ts, boolean repeated, long knownAt, Map<Integer, Heard> heard) {
            Value current = values.getOrDefault(name, new Value(Double.NaN, NEVER));
            if (ts <= current.ts && (repeated || (ts == current.ts && value == current.value))) {
                duplicate++;
                return;
            }
            stored++;
            measured.put(new At(ts, name), value);
            boolean isOfUse = isUsed(name) && (ts >= current.ts || (orderWindowMs > 0 && ts > horizon));
            if (isOfUse) {
                heard.put(layout.indexOf(property(name)), new Heard(value, knownAt));
            }
            if (ts >= current.ts) {
                values.put(name, new Value(value, ts));
                knownAts.put(name, knownAt);
            } else if (!isOfUse) {
                late++;
            }
        }

        private boolean isUsed(String name) {
            Signal own = signalOf(property(name));
            return own.quality() != null
                    || own.filter() != null
                    || layout.stream().map(ReferenceSignals::signalOf).anyMatch(signal -> uses(signal, name));
        }

        private static boolean uses(Signal signal, String name) {
            return (signal.window() != null && signal.window().of().value().equals(name))
                    || (signal.align() != null && signal.align().of().value().equals(name))
                    || (signal.quality() != null
                            && signal.quality().reference() != null
                            && signal.quality().reference().value().equals(name));
        }

        /** Inside of the window a reading has its place by its time, outside of it before all that are inside. */
        private void place(long ts, Map<Integer, Heard> heard) {
            boolean inside = orderWindowMs > 0 && ts > horizon;
            if (orderWindowMs == 0) {
                sequence.add(new Reading(ts, false, false, heard));
                return;
            }
            int at = sequence.size();
            while (at > 0 && isInside(at - 1) && (!inside || sequence.get(at - 1).ts >= ts)) {
                at--;
            }
            if (inside && at < sequence.size() && sequence.get(at).ts == ts) {
                sequence.get(at).values.putAll(heard);
            } else {
                sequence.add(at, new Reading(ts, inside, false, heard));
            }
            horizon = Math.max(horizon, inside ? sequence.getLast().ts - orderWindowMs : NEVER);
        }

        private boolean isInside(int place) {
            return sequence.get(place).inside && sequence.get(place).ts > horizon;
        }

        // ---- how it stands ----

        TwinState.Counts counts() {
            return new TwinState.Counts(stored + duplicate + rejected, stored, duplicate, rejected);
        }

        @Nullable Long late() {
            return late == 0 ? null : late;
        }

        /** Each property that has a value, or of whose values something is made, in words. */
        Map<String, String> properties() {
            Map<String, String> properties = new TreeMap<>();
            layout.forEach(property -> {
                String name = property.name().value();
                SignalFilter filter = outcome.filters.get(name);
                properties.put(
                        name,
                        words(
                                values.get(name),
                                outcome.scores.get(name),
                                findings(outcome.judged.get(name), property.unit()),
                                filter == null || Double.isNaN(filter.output())
                                        ? null
                                        : new Value(
                                                filter.output(), Objects.requireNonNull(outcome.movedAt.get(name)))));
            });
            return properties;
        }

        private static List<PropertyState.Finding> findings(@Nullable SignalQuality quality, @Nullable String unit) {
            return quality == null
                    ? List.of()
                    : Finding.of(quality.holding()).stream()
                            .sorted(Comparator.comparingInt(Finding::score))
                            .map(finding -> new PropertyState.Finding(
                                    finding.word(), quality.since(finding), quality.explain(finding, unit)))
                            .toList();
        }

        TwinState.@Nullable Quality quality() {
            Rollup rollup = new Rollup();
            outcome.judged.keySet().stream()
                    .sorted()
                    .forEach(name ->
                            rollup.add(new PropertyName(name), Objects.requireNonNull(outcome.scores.get(name))));
            OptionalInt quality = rollup.quality();
            return quality.isEmpty() ? null : new TwinState.Quality(quality.getAsInt(), rollup.worst());
        }

        /** Says what is wrong with a history of this twin; nothing where it is right. */
        List<String> faultsOf(Map<At, Double> history) {
            Map<At, Double> right = new TreeMap<>(measured);
            right.putAll(outcome.told);
            List<String> faults = new ArrayList<>();
            right.forEach((at, value) -> {
                Double is = history.get(at);
                boolean isTold = value.equals(is) || (value == 100 && isQuality(at) && is == null);
                if (!isTold && !(isQuality(at) && Objects.equals(is, earlier.get(at)))) {
                    faults.add(at + " is " + is + ", not " + value);
                }
            });
            history.forEach((at, value) -> {
                if (!right.containsKey(at) && !value.equals(earlier.get(at)) && !isTakenBack(at, value, history)) {
                    faults.add(at + " is " + value + ", and nothing is");
                }
            });
            return faults;
        }

        private static boolean isQuality(At at) {
            return at.column.endsWith(" quality");
        }

        /** History erases nothing: what does not hold any more is told in another way. */
        private boolean isTakenBack(At at, double value, Map<At, Double> history) {
            String name = at.column.split(" ", 2)[0];
            Double quality = history.get(new At(at.ts, name + " quality"));
            boolean isDisbelieved = quality != null && quality < BELIEVED_MIN;
            if (isQuality(at)) {
                return value == 100 || (value == 0 && signalOf(property(name)).isComputed());
            }
            Double stood = outcome.stood.get(at);
            boolean isStanding = at.column.endsWith(" filtered") && stood != null && !stood.isNaN();
            return isStanding ? stood != null && value == stood : isDisbelieved;
        }
    }

    /** How a property stands, in words that can be compared. */
    static String words(
            @Nullable Value value,
            @Nullable Integer score,
            List<PropertyState.Finding> findings,
            @Nullable Value filtered) {
        return value + " " + score + " " + findings + " " + filtered;
    }

    private final SignalLog log;
    private final Map<String, Rig> rigs = new TreeMap<>();
    private long knownAt;

    ReferenceSignals(SignalLog log) {
        this.log = log;
    }

    Map<String, Rig> rigs() {
        return rigs;
    }

    /**
     * Takes what is in a frame.
     *
     * @param history as it is before that, by twin: types that come to an end leave it as it is
     */
    void apply(SignalLog.Entry entry, Map<String, Map<At, Double>> history) {
        knownAt = Math.max(knownAt, entry.brokerTimeMs);
        for (SignalLog.Step step : entry.steps) {
            switch (step) {
                case SignalLog.Defined(String twin, TypeId type) -> {
                    Rig rig = rigs.computeIfAbsent(twin, name -> new Rig());
                    rig.removed = false;
                    if (!rig.type.equals(type)) {
                        rig.become(log.type(Plant.ACME, type).orElse(null), type, history.getOrDefault(twin, Map.of()));
                    }
                }
                case SignalLog.Removed(String twin) ->
                    Objects.requireNonNull(rigs.get(twin)).remove(history.getOrDefault(twin, Map.of()));
                case SignalLog.Tick(long dueAtMs) ->
                    rigs.values().stream().filter(rig -> !rig.removed).forEach(rig -> rig.tick(dueAtMs));
                case SignalLog.Message message ->
                    message.readings()
                            .forEach(said -> Objects.requireNonNull(rigs.get(message.twin()))
                                    .take(said, message.arrivedAtMs(), knownAt));
            }
        }
    }
}
