package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.state.Layout;
import io.counterpart.engine.state.Property;
import io.counterpart.engine.state.Twin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import org.jspecify.annotations.Nullable;

/** Whatever types declare of signals, and whatever the log holds. */
class SignalFoldProperties {

    private static final int FRAMES = 50;

    private static PartitionFold.Setting setting(SignalLog log) {
        return new PartitionFold.Setting(Plant.ACME, 0, FoldLimits.DEFAULT, log::type);
    }

    private static void fold(PartitionFold fold, List<SignalLog.Entry> entries) {
        entries.forEach(entry -> fold.apply(entry.frame(), entry.index, entry.brokerTimeMs));
    }

    private static Twin twin(PartitionFold fold, String name) {
        Twin twin = fold.find(new TwinId(name));
        assertNotNull(twin);
        return twin;
    }

    // ---- history ----

    /** What history says: of each twin, place and time the row of the highest position among those that were known by then. */
    private static Map<String, Map<ReferenceSignals.At, Double>> history(
            PartitionFold fold, List<Recorded.Row> rows, long knownAt) {
        Map<String, Map<ReferenceSignals.At, Double>> history = new TreeMap<>();
        rows.stream()
                .filter(row -> row.knownAt() <= knownAt)
                .sorted(Comparator.comparingLong(Recorded.Row::position).thenComparingInt(Recorded.Row::element))
                .forEach(row -> {
                    Map<String, String> columns = columns(twin(fold, row.twin()).layout());
                    row.values()
                            .forEach((slot, value) -> history.computeIfAbsent(row.twin(), name -> new TreeMap<>())
                                    .put(new ReferenceSignals.At(row.ts(), String.valueOf(columns.get(slot))), (Double)
                                            value));
                });
        return history;
    }

    private static Map<String, String> columns(Layout layout) {
        Map<String, String> columns = new HashMap<>();
        for (int i = 0; i < layout.size(); i++) {
            Property property = layout.property(i);
            columns.put("number " + property.slot(), property.name().value());
            columns.put("number " + property.qualitySlot(), property.name() + " quality");
            columns.put("number " + property.filteredSlot(), property.name() + " filtered");
        }
        return columns;
    }

    // ---- state ----

    private static Map<String, String> properties(TwinState state) {
        Map<String, String> properties = new TreeMap<>();
        state.properties().forEach((name, property) -> {
            PropertyState.Judged judged = property.judged();
            properties.put(
                    name.value(),
                    ReferenceSignals.words(
                            property.value() instanceof Value.Numeric number
                                    ? new ReferenceSignals.Value(number.value(), property.ts())
                                    : null,
                            judged == null ? null : Integer.valueOf(judged.score()),
                            judged == null ? List.of() : judged.findings(),
                            filtered(property.filtered())));
        });
        return properties;
    }

    private static ReferenceSignals.@Nullable Value filtered(PropertyState.@Nullable Filtered filtered) {
        return filtered == null || filtered.value() == null
                ? null
                : new ReferenceSignals.Value(filtered.value(), filtered.ts());
    }

    // ---- what holds ----

    @net.jqwik.api.Property(tries = 120)
    void theObviousWayComesToTheSame(@ForAll long seed) {
        SignalLog log = SignalLog.of(seed, FRAMES);
        ReferenceSignals reference = new ReferenceSignals(log);
        Recorded out = new Recorded();
        PartitionFold fold = PartitionFold.empty(setting(log), out, out);
        Map<Long, Map<String, Map<ReferenceSignals.At, Double>>> known = new HashMap<>();

        for (SignalLog.Entry entry : log.entries()) {
            reference.apply(entry, history(fold, out.rows, Long.MAX_VALUE));
            fold.apply(entry.frame(), entry.index, entry.brokerTimeMs);

            Map<String, Map<ReferenceSignals.At, Double>> history = history(fold, out.rows, Long.MAX_VALUE);
            reference.rigs().forEach((name, rig) -> {
                TwinState state = twin(fold, name).view();
                String when = name + " after frame " + entry.index;
                assertEquals(rig.properties(), properties(state), when);
                assertEquals(rig.quality(), state.quality(), when);
                assertEquals(rig.counts(), state.counts(), when);
                assertEquals(rig.late(), state.late(), when);
                assertEquals(List.of(), rig.faultsOf(history.getOrDefault(name, Map.of())), when);
            });
            known.put(fold.knownAt(), history);
        }

        assertEquals(List.of(), out.unreadable);
        known.forEach((at, history) -> assertEquals(history, history(fold, out.rows, at), "as known at " + at));
    }

    @net.jqwik.api.Property(tries = 60)
    void aCrashAnywhereChangesNeitherStateNorOutputs(@ForAll long seed) {
        List<SignalLog.Entry> entries = SignalLog.of(seed, FRAMES).entries();
        PartitionFold.Setting setting = setting(SignalLog.of(seed, FRAMES));
        Recorded straight = new Recorded();
        PartitionFold whole = PartitionFold.empty(setting, straight, straight);
        fold(whole, entries);

        Random random = new Random(~seed);
        Recorded crashed = new Recorded();
        PartitionFold fold = PartitionFold.empty(setting, crashed, crashed);
        int at = 0;
        while (at < entries.size()) {
            int checkpointAt = Math.min(entries.size(), at + 1 + random.nextInt(FRAMES / 3));
            fold(fold, entries.subList(at, checkpointAt));
            byte[] checkpoint = fold.checkpoint();
            Recorded lost = new Recorded();
            fold(
                    PartitionFold.restored(setting, lost, lost, checkpoint),
                    entries.subList(checkpointAt, entries.size()));
            fold = PartitionFold.restored(setting, crashed, crashed, checkpoint);
            assertArrayEquals(checkpoint, fold.checkpoint());
            at = checkpointAt;
        }

        assertEquals(straight.all(), crashed.all());
        assertArrayEquals(whole.state(), fold.state());
        assertEquals(whole.nextTimerDueMs(), fold.nextTimerDueMs());
    }

    @net.jqwik.api.Property(tries = 60)
    void inWhateverOrderReadingsComeInsideTheWindowTheEndIsTheSame(@ForAll long seed) {
        List<Map<String, String>> states = new ArrayList<>();
        List<Map<ReferenceSignals.At, Double>> histories = new ArrayList<>();
        for (SignalLog log : SignalLog.shuffled(seed, FRAMES)) {
            log.withOrderWindow(600_000);
            Recorded out = new Recorded();
            PartitionFold fold = PartitionFold.empty(setting(log), out, out);
            fold(fold, log.entries());
            String twin = SignalLog.TWINS.getFirst();
            states.add(properties(twin(fold, twin).view()));
            ReferenceSignals reference = new ReferenceSignals(log);
            log.entries().forEach(entry -> reference.apply(entry, Map.of()));
            Map<ReferenceSignals.At, Double> history =
                    new TreeMap<>(history(fold, out.rows, Long.MAX_VALUE).getOrDefault(twin, Map.of()));
            reference.rigs().values().forEach(rig -> assertEquals(List.of(), rig.faultsOf(history)));
            history.entrySet()
                    .removeIf(told ->
                            told.getValue() == 100 && told.getKey().column().endsWith(" quality"));
            histories.add(history);
        }

        assertEquals(states.getFirst(), states.getLast());
        assertEquals(Map.of(), changed(histories));
    }

    /** What was told in order of time and is not told in the same way when it came anyhow. */
    private static Map<ReferenceSignals.At, Double> changed(List<Map<ReferenceSignals.At, Double>> histories) {
        Map<ReferenceSignals.At, Double> changed = new TreeMap<>(histories.getFirst());
        changed.entrySet()
                .removeIf(told -> told.getValue().equals(histories.getLast().get(told.getKey())));
        return changed;
    }
}
