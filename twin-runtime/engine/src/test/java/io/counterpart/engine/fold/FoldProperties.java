package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.state.Twin;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever the log holds. */
class FoldProperties {

    private static final int FRAMES = 60;

    private final PartitionFold.Setting setting =
            new PartitionFold.Setting(Plant.ACME, 3, new FoldLimits(4, 6, 60_000), Plant::type);

    private static void fold(PartitionFold fold, List<RandomLog.Entry> log) {
        for (RandomLog.Entry entry : log) {
            fold.apply(entry.frame(), entry.index(), entry.brokerTimeMs());
        }
    }

    @Property(tries = 500)
    void aCrashAnywhereChangesNeitherStateNorOutputs(@ForAll long seed) {
        // Given
        List<RandomLog.Entry> log = RandomLog.of(seed, FRAMES);
        Recorded straight = new Recorded();
        PartitionFold whole = PartitionFold.empty(setting, straight, straight);
        fold(whole, log);

        // When: it crashes three times, each time after the last checkpoint
        Random random = new Random(~seed);
        Recorded crashed = new Recorded();
        PartitionFold fold = PartitionFold.empty(setting, crashed, crashed);
        int at = 0;
        for (int crash = 0; crash < 3; crash++) {
            int checkpointAt = at + random.nextInt(FRAMES / 3);
            fold(fold, log.subList(at, checkpointAt));
            byte[] checkpoint = fold.checkpoint();
            Recorded lost = new Recorded();
            fold(PartitionFold.restored(setting, lost, lost, checkpoint), log.subList(checkpointAt, FRAMES));
            fold = PartitionFold.restored(setting, crashed, crashed, checkpoint);
            at = checkpointAt;
        }
        fold(fold, log.subList(at, FRAMES));

        // Then
        assertEquals(straight.all(), crashed.all());
        assertArrayEquals(whole.state(), fold.state());
        assertEquals(whole.nextTimerDueMs(), fold.nextTimerDueMs());
    }

    @Property(tries = 500)
    void whatIsRestoredIsWhatWasKept(@ForAll long seed) {
        // Given
        Recorded out = new Recorded();
        PartitionFold fold = PartitionFold.empty(setting, out, out);
        fold(fold, RandomLog.of(seed, FRAMES));

        // When
        PartitionFold restored = PartitionFold.restored(setting, out, out, fold.checkpoint());

        // Then
        assertArrayEquals(fold.checkpoint(), restored.checkpoint());
        assertEquals(views(fold), views(restored));
    }

    private static List<TwinState> views(PartitionFold fold) {
        List<TwinState> views = new ArrayList<>();
        for (Twin twin = fold.pollDirty(); twin != null; twin = fold.pollDirty()) {
            views.add(twin.view());
        }
        return views;
    }

    @Property(tries = 500)
    void theObviousWayComesToTheSame(@ForAll long seed) {
        // Given
        List<RandomLog.Entry> log = RandomLog.of(seed, FRAMES);
        ReferenceFold reference = new ReferenceFold(setting);

        // When
        Recorded out = new Recorded();
        PartitionFold fold = PartitionFold.empty(setting, out, out);
        fold(fold, log);
        log.forEach(entry -> reference.apply(entry.frame(), entry.index(), entry.brokerTimeMs()));

        // Then
        assertEquals(reference.rows(), out.rows);
        List<TwinState> views = views(fold);
        assertEquals(reference.currentValues(), ReferenceFold.currentValues(views));
        assertEquals(reference.wishes(), ReferenceFold.wishes(views));
        assertEquals(reference.commands(), ReferenceFold.commands(views));
        assertEquals(reference.counts(), counts(fold, reference));
        assertEquals(
                reference.silences(),
                out.events.stream().filter(TwinEvent.Silent.class::isInstance).toList());
    }

    private static List<TwinState.Counts> counts(PartitionFold fold, ReferenceFold reference) {
        List<TwinState.Counts> counts = new ArrayList<>();
        reference.twins().forEach(id -> {
            Twin twin = fold.find(id);
            if (twin != null) {
                counts.add(twin.view().counts());
            }
        });
        return counts;
    }

    @Property(tries = 200)
    void everyValueReceivedIsStoredADuplicateOrRejected(@ForAll long seed) {
        // Given
        Recorded out = new Recorded();
        PartitionFold fold = PartitionFold.empty(setting, out, out);

        // When
        fold(fold, RandomLog.of(seed, FRAMES));

        // Then
        long stored = 0;
        for (TwinState state : views(fold)) {
            TwinState.Counts counts = state.counts();
            assertEquals(counts.received(), counts.stored() + counts.duplicate() + counts.rejected());
            stored += counts.stored();
        }
        assertEquals(out.rows.stream().mapToLong(row -> row.values().size()).sum(), stored);
    }
}
