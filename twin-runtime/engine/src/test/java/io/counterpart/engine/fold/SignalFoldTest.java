package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.signal.TwinSignals;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a type declares of its signals, from the log to state, history and events. */
class SignalFoldTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");
    private static final long T = Plant.START_MS;

    private static final Signal.Quality JUDGED =
            new Signal.Quality(0.0, 10.0, null, 1_000L, null, null, null, null, null, null);

    private TypeDefinition definition = rig(null);
    private final Plant plant = plant();

    private static TypeDefinition.Property property(String name, @Nullable String unit, Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, unit, null, signal);
    }

    private static TypeDefinition rig(@Nullable Long orderWindowMs) {
        return new TypeDefinition(
                Plant.ACME,
                RIG,
                List.of(
                        property("pressure", "bar", new Signal(null, JUDGED, null, null, null)),
                        property(
                                "level",
                                "metre",
                                new Signal(
                                        new Signal.Source("centimetre", 0.5, 10),
                                        null,
                                        new Signal.Filter(3, null, null),
                                        null,
                                        null)),
                        property(
                                "mean",
                                "bar",
                                new Signal(
                                        null,
                                        null,
                                        null,
                                        new Signal.Window(
                                                new PropertyName("pressure"), 10_000, Signal.Statistic.MEAN, 50),
                                        null))),
                orderWindowMs,
                JsonNodeFactory.instance.objectNode());
    }

    private Plant plant() {
        return new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(definition));
    }

    private Plant rig() {
        return plant.define("rig", RIG);
    }

    private void send(long second, String values) {
        plant.send("rig", "{\"ts\":" + (T + second * 1_000) + ",\"values\":" + values + "}");
    }

    private PropertyState.Judged judged() {
        return present(plant.property("rig", "pressure").judged());
    }

    private static <V> V present(@Nullable V value) {
        assertNotNull(value);
        return value;
    }

    private List<Map<String, Object>> rowsAt(long second) {
        return plant.out.rows.stream()
                .filter(row -> row.ts() == T + second * 1_000)
                .map(Recorded.Row::values)
                .toList();
    }

    // ---- what a value becomes ----

    @Test
    void aValueIsScaledAndConvertedAsItsSourceSays() {
        rig();
        send(0, "{\"level\":400}");
        assertEquals("Numeric[value=2.1]", plant.value("rig", "level"), "400 * 0.5 + 10 centimetres");
    }

    @Test
    void aValueThatNamesItsUnitSpeaksForItself() {
        rig();
        send(0, "{\"level\":{\"value\":400,\"unit\":\"centimetre\"}}");
        assertEquals("Numeric[value=4.0]", plant.value("rig", "level"));
    }

    @Test
    void whatIsMadeOfOthersIsNotTakenFromDevices() {
        rig();
        send(0, "{\"mean\":1}");
        assertEquals(
                List.of(RejectionReason.COMPUTED_PROPERTY),
                plant.out.rejections.stream().map(r -> r.reason()).toList());
    }

    // ---- quality ----

    @Test
    void aBelievedValueCostsHistoryNothingMore() {
        rig();
        send(0, "{\"pressure\":5}");
        assertEquals(List.of(Map.of("number 0", 5.0, "number 2", 5.0)), rowsAt(0), "the value and its mean");
        assertEquals(100, judged().score());
        assertEquals(new TwinState.Quality(100, null), plant.state("rig").quality());
    }

    @Test
    void aValueThatIsNotBelievedIsStoredWithItsScoreAndExplained() {
        rig();
        send(0, "{\"pressure\":5}");
        send(1, "{\"pressure\":12}");
        assertEquals(
                List.of(Map.of("number 0", 12.0, "number " + judged().slot(), 0.0, "number 2", 5.0)),
                rowsAt(1),
                "out of range, so the mean is of the others");
        assertEquals("Numeric[value=12.0]", plant.value("rig", "pressure"), "measured is what was measured");
        assertEquals(
                List.of(new PropertyState.Finding(
                        "range", T + 1_000, "12 bar is above 10, the highest believable value")),
                judged().findings());
        assertEquals(
                new TwinState.Quality(0, new PropertyName("pressure")),
                plant.state("rig").quality());
    }

    @Test
    void whatIsWrongIsSaidWhenItChangesAndNotTooOften() {
        rig();
        for (int second = 0; second < 60; second++) {
            send(second, "{\"pressure\":" + (second % 2 == 0 ? 5 : 12) + "}");
        }
        List<TwinEvent.Judged> said = plant.out.events.stream()
                .filter(TwinEvent.Judged.class::isInstance)
                .map(TwinEvent.Judged.class::cast)
                .toList();
        assertEquals(0, said.getFirst().score());
        assertEquals(T + 1_000, said.getFirst().ts());
        for (int i = 1; i < said.size(); i++) {
            long since = said.get(i).knownAt() - said.get(i - 1).knownAt();
            assertTrue(since >= TwinSignals.SAID_EVERY_MS, since + " ms after the one before");
        }
        assertEquals(6, said.size());
    }

    // ---- gaps ----

    @Test
    void aSignalThatStopsHasAGapWhenItsTimeComes() {
        rig();
        send(0, "{\"pressure\":5}");
        long heard = plant.nowMs - 1_000;
        assertEquals(heard + 2_000, plant.fold.nextTimerDueMs());

        plant.tick(heard + 2_000);

        assertEquals(
                List.of("gap"),
                judged().findings().stream().map(PropertyState.Finding::finding).toList());
        assertEquals(0, judged().score());
        assertEquals(List.of(Map.of("number " + judged().slot(), 0.0)), rowsAt(2), "history shows where it begins");
        assertEquals(heard + FoldLimits.DEFAULT.silenceMs(), plant.fold.nextTimerDueMs(), "silence comes next");
    }

    @Test
    void aGapIsSaidEvenWhereSomethingElseWasSaidJustBefore() {
        rig();
        send(0, "{\"pressure\":12}");
        plant.tick(plant.fold.nextTimerDueMs());
        TwinEvent.Judged last = (TwinEvent.Judged) plant.out.events.getLast();
        assertEquals("gap", last.findings().getFirst().finding());
    }

    @Test
    void aValueEndsTheGap() {
        rig();
        send(0, "{\"pressure\":5}");
        plant.tick(plant.fold.nextTimerDueMs());
        send(9, "{\"pressure\":5}");
        assertEquals(List.of(), judged().findings());
        assertEquals(100, judged().score());
        assertEquals(plant.nowMs - 1_000 + 2_000, plant.fold.nextTimerDueMs(), "and the next is waited for");
    }

    @Test
    void aGapThatTheTimesOfValuesDoNotShowIsTakenBack() {
        rig();
        send(0, "{\"pressure\":5}");
        plant.tick(plant.fold.nextTimerDueMs());
        send(1, "{\"pressure\":5}");
        send(2, "{\"pressure\":5}");
        String quality = "number " + judged().slot();
        assertEquals(
                List.of(0.0, 100.0),
                rowsAt(2).stream()
                        .filter(row -> row.containsKey(quality))
                        .map(row -> row.get(quality))
                        .toList(),
                "the device had kept what came too late");
    }

    @Test
    void historyShowsAGapThatNobodySaw() {
        rig();
        send(0, "{\"pressure\":5}");
        send(7, "{\"pressure\":5}");
        assertEquals(List.of(Map.of("number " + judged().slot(), 0.0)), rowsAt(2));
    }

    @Test
    void timersComeBackWithACheckpoint() {
        rig();
        send(0, "{\"pressure\":5}");
        PartitionFold again = PartitionFold.restored(plant.setting, plant.out, plant.out, plant.fold.checkpoint());
        assertEquals(plant.fold.nextTimerDueMs(), again.nextTimerDueMs());
    }

    // ---- order ----

    @Test
    void withoutAWindowALateValueChangesHistoryOnlyAndIsCounted() {
        rig();
        send(0, "{\"pressure\":5}");
        send(2, "{\"pressure\":7}");
        send(1, "{\"pressure\":12}");
        assertEquals(List.of(Map.of("number 0", 12.0)), rowsAt(1));
        assertEquals("Numeric[value=6.0]", plant.value("rig", "mean"));
        assertEquals(1L, plant.state("rig").late());
    }

    @Test
    void withoutAWindowACorrectionOfTheNewestValueIsJudged() {
        rig();
        send(0, "{\"pressure\":5}");
        send(1, "{\"pressure\":12}");
        send(1, "{\"pressure\":8}");
        assertEquals(100, judged().score());
        assertEquals(
                Map.of("number 0", 8.0, "number " + judged().slot(), 100.0, "number 2", 6.5),
                rowsAt(1).getLast(),
                "what is stored is what is believed");
    }

    @Test
    void aRepairTakesBackWhatWasMadeOfAValueThatIsNotBelieved() {
        definition = rig(10_000L);
        rig();
        send(0, "{\"pressure\":5}");
        send(0, "{\"pressure\":12}");
        assertNull(plant.property("rig", "mean").value(), "there never was one");
        assertEquals(
                0.0,
                rowsAt(0)
                        .getLast()
                        .get("number "
                                + present(plant.property("rig", "mean").judged())
                                        .slot()));
    }

    @Test
    void whatComesFromBeforeTheWindowAndIsItsSignalsNewestIsPutBeforeTheOthers() {
        definition = rig(10_000L);
        rig();
        send(0, "{\"pressure\":5}");
        send(20, "{\"pressure\":7}");
        send(9, "{\"level\":400}");
        send(19, "{\"pressure\":7}");
        assertEquals(2.1, present(plant.property("rig", "level").filtered()).value());
        assertNull(plant.state("rig").late());
    }

    @Test
    void valuesOfOneTimeKeepTheTimesWhenTheyWereKnown() {
        definition = rig(10_000L);
        rig();
        send(0, "{\"pressure\":5}");
        long heard = plant.nowMs - 1_000;
        send(0, "{\"level\":400}");
        assertEquals(heard + 2_000, plant.fold.nextTimerDueMs(), "the pressure is no fresher by it");
    }

    @Test
    void aLateValueInTheWindowRepairsStateAndHistory() {
        definition = rig(10_000L);
        rig();
        send(0, "{\"pressure\":5}");
        send(2, "{\"pressure\":9}");
        send(1, "{\"pressure\":1}");
        assertEquals("Numeric[value=9.0]", plant.value("rig", "pressure"));
        assertEquals("Numeric[value=5.0]", plant.value("rig", "mean"), "of all three");
        assertEquals(List.of(Map.of("number 0", 1.0, "number 2", 3.0)), rowsAt(1));
        assertEquals(
                List.of(Map.of("number 0", 9.0, "number 2", 7.0), Map.of("number 2", 5.0)),
                rowsAt(2),
                "as it was first, and as it is right");
        assertNull(plant.state("rig").late());
    }

    @Test
    void aRepairTakesBackAQualityThatDoesNotHold() {
        definition = rig(10_000L);
        rig();
        send(0, "{\"pressure\":5}");
        send(2, "{\"pressure\":12}");
        send(2, "{\"pressure\":8}");
        assertEquals(
                Map.of("number 0", 8.0, "number " + judged().slot(), 100.0, "number 2", 6.5),
                rowsAt(2).getLast());
        assertEquals(100, judged().score());
    }

    @Test
    void beforeTheWindowALateValueChangesHistoryOnly() {
        definition = rig(10_000L);
        rig();
        send(0, "{\"pressure\":5}");
        send(20, "{\"pressure\":7}");
        send(9, "{\"pressure\":1}");
        assertEquals(List.of(Map.of("number 0", 1.0)), rowsAt(9));
        assertEquals("Numeric[value=7.0]", plant.value("rig", "mean"));
        assertEquals(1L, plant.state("rig").late());
    }

    @Test
    void inWhateverOrderReadingsComeInsideTheWindowTheEndIsTheSame() {
        definition = rig(10_000L);
        rig();
        List<Integer> seconds = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        seconds.forEach(this::sendSomething);
        byte[] inOrder = withoutCounts(plant.state("rig"));

        Plant other = plant();
        other.define("rig", RIG);
        Collections.shuffle(seconds, new Random(7));
        for (int second : seconds) {
            other.send("rig", something(second));
        }
        assertArrayEquals(inOrder, withoutCounts(other.state("rig")));
    }

    private void sendSomething(int second) {
        plant.send("rig", something(second));
    }

    private static String something(int second) {
        return "{\"ts\":" + (T + second * 1_000L) + ",\"values\":{\"pressure\":" + (second * 7 % 13) + ",\"level\":"
                + (second * 5 % 11) + "}}";
    }

    /** A state without what differs by when its readings were known. */
    private static byte[] withoutCounts(TwinState state) {
        TreeMap<PropertyName, PropertyState> properties = new TreeMap<>();
        state.properties()
                .forEach((name, property) -> properties.put(
                        name,
                        new PropertyState(
                                property.schema(),
                                property.unit(),
                                property.slot(),
                                property.value(),
                                property.ts(),
                                0,
                                property.judged(),
                                property.filtered(),
                                property.related(),
                                property.desired())));
        return TwinState.JSON.write(new TwinState(
                state.twin(),
                state.group(),
                state.type(),
                state.device(),
                0,
                0,
                0,
                state.silent(),
                state.quality(),
                state.late(),
                state.counts(),
                properties));
    }
}
