package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TwinState.Counts;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.order.RecentReadings;
import io.counterpart.engine.state.Twin;
import io.counterpart.engine.state.Twins;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionFoldTest {

    private static final long T = Plant.START_MS;

    private final Plant plant = new Plant();

    private static String at(long ts, String values) {
        return "{\"ts\":" + ts + ",\"values\":" + values + "}";
    }

    private void assertOnlyRejection(RejectionReason reason) {
        assertEquals(
                List.of(reason),
                plant.out.rejections.stream().map(r -> r.reason()).toList());
    }

    // ---- where twins come from ----

    @Test
    void theFirstReadingOfADeviceCreatesItsTwin() {
        plant.send("rig-1", "{\"p\":3.2}");

        assertEquals(
                List.of(
                        new TwinEvent.Created(new TwinId("rig-1"), 0, T, TypeId.UNTYPED, new DeviceId("rig-1")),
                        new TwinEvent.PropertyAdded(
                                new TwinId("rig-1"), 0, T, new PropertyName("p"), ValueSchema.DOUBLE)),
                plant.out.events);
        assertEquals(List.of(new Recorded.Row("rig-1", T, T, 0, 0, Map.of("number 0", 3.2))), plant.out.rows);
        assertEquals(new Counts(1, 1, 0, 0), plant.state("rig-1").counts());
        assertEquals(new DeviceId("rig-1"), plant.state("rig-1").device());
    }

    @Test
    void whatHappensStandsInHistoryAtTheTimeWhenItWasKnown() {
        plant.send("rig-1", "{\"p\":3.2,\"q\":1}");

        List<TwinEvent> kept = plant.out.timeline.stream()
                .map(row -> TwinEvent.JSON.read(
                        String.valueOf(row.values().get("text -1")).getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertEquals(plant.out.events, kept);
        assertEquals(
                List.of(0, 1, 2),
                plant.out.timeline.stream().map(Recorded.Row::element).toList(),
                "told apart by their place in the entry");
        assertEquals(
                Set.of(T), plant.out.timeline.stream().map(Recorded.Row::ts).collect(Collectors.toSet()));
    }

    @Test
    void aValueWithoutATimeOfItsOwnHasTheTimeOfItsArrival() {
        FrameWriter frame = new FrameWriter();
        Plant.addReading(frame, "rig", null, T - 500, "{\"p\":1}".getBytes(StandardCharsets.UTF_8));
        plant.apply(frame);

        assertEquals(T - 500, plant.out.rows.getFirst().ts());
        assertEquals(T, plant.out.rows.getFirst().knownAt());
    }

    @Test
    void knownTimeNeverGoesBack() {
        plant.send("rig", "{\"p\":1}");
        plant.nowMs = T - 10_000;
        plant.send("rig", "{\"p\":2}");

        assertEquals(T, plant.out.rows.get(1).knownAt());
    }

    @Test
    void entriesOfOneFrameHavePositionsOfTheirOwn() {
        FrameWriter frame = new FrameWriter();
        Plant.addReading(frame, "a", null, T, "{\"p\":1}".getBytes(StandardCharsets.UTF_8));
        Plant.addReading(frame, "b", null, T, "{\"p\":2}".getBytes(StandardCharsets.UTF_8));
        plant.index = 41;
        plant.apply(frame);

        assertEquals(Position.of(0, 42, 0), plant.out.rows.get(0).position());
        assertEquals(Position.of(0, 42, 1), plant.out.rows.get(1).position());
    }

    @Test
    void thereIsABoundOnTwins() {
        Plant small = new Plant(new FoldLimits(1, 512, 60_000));
        small.send("a", "{\"p\":1}").send("b", "{\"p\":1}");

        assertEquals(
                RejectionReason.TOO_MANY_TWINS, small.out.rejections.getFirst().reason());
        assertEquals(1, small.fold.twins());
    }

    // ---- relationships ----

    @Test
    void anEditOfTheGraphIsToldOnTheTwinsTimelineAndMovesNoState() {
        plant.define("a", Plant.PUMP);
        while (plant.fold.pollDirty() != null) {}
        TwinState before = plant.state("a");
        plant.out.events.clear();
        TwinId a = new TwinId("a");
        TwinId far = new TwinId("far");
        ObjectNode properties = JsonNodeFactory.instance.objectNode().put("share", 0.5);
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.RelationshipSet(a, 7, "feeds", far, properties));
        frame.add(new Input.RelationshipRemoved(a, 8, "feeds", far));
        frame.add(new Input.RelationshipSet(far, 9, "feeds", a, properties));

        plant.apply(frame);

        long index = plant.fold.index();
        assertEquals(
                List.of(
                        new TwinEvent.Related(
                                a, Position.of(0, index, 0), plant.fold.knownAt(), 7, "feeds", far, properties),
                        new TwinEvent.Unrelated(a, Position.of(0, index, 1), plant.fold.knownAt(), 8, "feeds", far),
                        new TwinEvent.Related(
                                far, Position.of(0, index, 2), plant.fold.knownAt(), 9, "feeds", a, properties)),
                plant.out.events);
        assertEquals(before, plant.state("a"));
        assertEquals(0, plant.fold.dirty());
        assertEquals(1, plant.fold.twins());
    }

    // ---- order and duplicates ----

    @Test
    void aLateReadingDoesNotRewindTheTwin() {
        plant.send("rig", at(T, "{\"p\":1}")).send("rig", at(T - 1, "{\"p\":2}"));

        assertEquals("Numeric[value=1.0]", plant.value("rig", "p"));
        assertEquals(2, plant.out.rows.size());
        assertEquals(new Counts(2, 2, 0, 0), plant.state("rig").counts());
    }

    @Test
    void ofTwoValuesOfTheSameTimeTheLaterInTheLogHolds() {
        plant.send("rig", at(T, "{\"p\":1}")).send("rig", at(T, "{\"p\":2}"));

        assertEquals("Numeric[value=2.0]", plant.value("rig", "p"));
        assertEquals(2, plant.out.rows.size());
    }

    @Test
    void whatIsSaidAgainIsADuplicateOfAnyKind() {
        String all = "{\"p\":1,\"on\":true,\"m\":\"x\",\"a\":[1,2]}";
        plant.send("rig", at(T, all)).send("rig", at(T, all));

        assertEquals(1, plant.out.rows.size());
        assertEquals(new Counts(8, 4, 4, 0), plant.state("rig").counts());
    }

    @Test
    void messagesSentAgainAfterALostConnectionAreDuplicates() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < RecentReadings.MESSAGES; i++) {
                plant.send("rig", at(T + i, "{\"p\":" + i + ",\"m\":\"x" + i + "\"}"));
            }
        }

        assertEquals(RecentReadings.MESSAGES, plant.out.rows.size());
        assertEquals(new Counts(256, 128, 128, 0), plant.state("rig").counts());
    }

    @Test
    void messagesOfManyReadingsSentAgainAreDuplicates() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < RecentReadings.MESSAGES; i++) {
                StringBuilder json = new StringBuilder("[");
                for (int j = 0; j < 10; j++) {
                    json.append(j == 0 ? "" : ",").append(at(T + i * 10L + j, "{\"p\":" + j + "}"));
                }
                plant.send("rig", json.append("]").toString());
            }
        }

        assertEquals(640, plant.out.rows.size());
        assertEquals(new Counts(1280, 640, 640, 0), plant.state("rig").counts());
    }

    @Test
    void aCorrectionOfAnOldValueIsStored() {
        plant.send("rig", at(T, "{\"p\":1}"))
                .send("rig", at(T + 1, "{\"p\":2}"))
                .send("rig", at(T, "{\"p\":9}"));

        assertEquals(3, plant.out.rows.size());
        assertEquals("Numeric[value=2.0]", plant.value("rig", "p"));
    }

    @Test
    void aReadingWithOnlySomeNewValuesIsStoredInPart() {
        plant.send("rig", at(T, "{\"p\":1}")).send("rig", at(T, "{\"p\":1,\"q\":2}"));

        assertEquals(Map.of("number 1", 2.0), plant.out.rows.get(1).values());
        assertEquals(new Counts(3, 2, 1, 0), plant.state("rig").counts());
    }

    // ---- what is refused ----

    @Test
    void timesOutsideWhatIsBelievedAreRejected() {
        plant.send("rig", at(0, "{\"p\":1,\"q\":2}"))
                .send("rig", at(4_102_444_800_000L, "{\"p\":1}"))
                .send("rig", "{\"ts\":\"yesterday\",\"values\":{\"p\":1}}");

        assertEquals(
                List.of(
                        RejectionReason.TIME_OUT_OF_RANGE,
                        RejectionReason.TIME_OUT_OF_RANGE,
                        RejectionReason.INVALID_TIME),
                plant.out.rejections.stream().map(r -> r.reason()).toList());
        assertEquals(new Counts(4, 0, 0, 4), plant.state("rig").counts());
        assertTrue(plant.out.rows.isEmpty());
    }

    @Test
    void aClockMayRunFiveMinutesAhead() {
        plant.send("rig", at(T + 300_000, "{\"p\":1}"));

        assertTrue(plant.out.rejections.isEmpty());
    }

    @Test
    void aPayloadThatCannotBeTakenApartCountsAsOneAndKeepsItsBytes() {
        plant.send("rig", "{\"p\":1,,}");

        assertOnlyRejection(RejectionReason.MALFORMED_JSON);
        assertEquals(
                "{\"p\":1,,}",
                new String(
                        Base64.getDecoder()
                                .decode(plant.out.rejections.getFirst().bytes()),
                        StandardCharsets.UTF_8));
        assertEquals(new Counts(1, 0, 0, 1), plant.state("rig").counts());
    }

    @Test
    void aBadValueIsRejectedWithItsOwnBytesAndItsNeighboursAreStored() {
        plant.send("rig", "{\"p\":1, \"q\": NaN ,\"r\":3}");

        assertOnlyRejection(RejectionReason.NOT_FINITE);
        assertEquals("q", plant.out.rejections.getFirst().property());
        assertEquals(
                "\"q\": NaN",
                new String(
                        Base64.getDecoder()
                                .decode(plant.out.rejections.getFirst().bytes()),
                        StandardCharsets.UTF_8));
        assertEquals(new Counts(3, 2, 0, 1), plant.state("rig").counts());
    }

    @Test
    void anUntypedPropertyKeepsTheSchemaOfItsFirstValue() {
        plant.send("rig", "{\"p\":1}").send("rig", "{\"p\":\"1\"}");

        assertOnlyRejection(RejectionReason.WRONG_SCHEMA);
    }

    @Test
    void anUntypedPropertyKeepsTheUnitOfItsFirstValue() {
        plant.send("rig", "{\"p\":{\"value\":47,\"unit\":\"psi\"}}")
                .send("rig", "{\"p\":{\"value\":48,\"unit\":\"psi\"}}")
                .send("rig", "{\"p\":49}")
                .send("rig", "{\"p\":{\"value\":3,\"unit\":\"metre\"}}");

        assertOnlyRejection(RejectionReason.WRONG_UNIT);
        assertEquals("Numeric[value=49.0]", plant.value("rig", "p"));
        assertEquals("psi", plant.property("rig", "p").unit());
    }

    @Test
    void aValueInAnotherUnitIsConverted() {
        plant.define("pump", Plant.PUMP).send("pump", "{\"pressure\":{\"value\":1,\"unit\":\"psi\"}}");
        assertEquals("Numeric[value=0.06894757293168362]", plant.value("pump", "pressure"));

        plant.send("pump", "{\"pressure\":{\"value\":250,\"unit\":\"kPa\"}}");
        assertEquals("Numeric[value=2.5]", plant.value("pump", "pressure"));
        assertEquals(Map.of("number 0", 2.5), plant.out.rows.getLast().values());

        plant.send("rig", "{\"t\":{\"value\":20,\"unit\":\"°C\"}}")
                .send("rig", "{\"t\":{\"value\":212,\"unit\":\"°F\"}}");
        assertEquals("Numeric[value=100.0]", plant.value("rig", "t"));
        assertEquals("°C", plant.property("rig", "t").unit());
        assertTrue(plant.out.rejections.isEmpty());
    }

    @Test
    void theSameInAnotherUnitIsTheSame() {
        String reading = "{\"ts\":" + T + ",\"values\":{\"pressure\":%s}}";
        plant.define("pump", Plant.PUMP)
                .send("pump", reading.formatted("2.5"))
                .send("pump", reading.formatted("{\"value\":250,\"unit\":\"kPa\"}"));
        assertEquals(new Counts(2, 1, 1, 0), plant.state("pump").counts());
    }

    @Test
    void whatIsTooLargeInThePropertysUnitIsRejected() {
        plant.send("rig", "{\"p\":{\"value\":1,\"unit\":\"pm\"}}")
                .send("rig", "{\"p\":{\"value\":1e300,\"unit\":\"km\"}}");
        assertOnlyRejection(RejectionReason.WRONG_SCHEMA);
    }

    @Test
    void aNameThatIsNoneIsRejected() {
        plant.send("rig", "{\"1a\":1,\"a b\":2,\"\":3,\"é\":4,\"ok\":5,\"" + "x".repeat(65) + "\":6}");

        assertEquals(5, plant.out.rejections.size());
        assertTrue(plant.out.rejections.stream().allMatch(r -> r.reason() == RejectionReason.INVALID_PROPERTY_NAME));
    }

    @Test
    void thereIsABoundOnProperties() {
        Plant small = new Plant(new FoldLimits(10, 2, 60_000));
        small.send("rig", "{\"a\":1,\"b\":2,\"c\":3}");

        assertEquals(
                RejectionReason.TOO_MANY_PROPERTIES,
                small.out.rejections.getFirst().reason());
        assertEquals(new Counts(3, 2, 0, 1), small.state("rig").counts());
    }

    @Test
    void aFrameThatBreaksOffIsFoldedUpToThere() {
        FrameWriter frame = new FrameWriter();
        Plant.addReading(frame, "a", null, T, "{\"p\":1}".getBytes(StandardCharsets.UTF_8));
        Plant.addReading(frame, "b", null, T, "{\"p\":2}".getBytes(StandardCharsets.UTF_8));
        byte[] bytes = frame.toBytes();
        plant.fold.apply(Arrays.copyOf(bytes, bytes.length - 3), 0, T);

        assertEquals(1, plant.out.rows.size());
        assertEquals(1, plant.out.unreadable.size());
        assertEquals(0, plant.fold.index());
    }

    // ---- types ----

    @Test
    void aTypedTwinTakesWhatItsTypeDeclaresAndNothingElse() {
        plant.define("pump", Plant.PUMP)
                .send(
                        "pump",
                        "{\"pressure\":{\"value\":3,\"unit\":\"bar\"},\"starts\":7,\"running\":true,\"mode\":\"auto\",\"spectrum\":[1],"
                                + "\"ticks\":9007199254740992,\"other\":1}");

        assertOnlyRejection(RejectionReason.UNKNOWN_PROPERTY);
        assertEquals(new Counts(7, 6, 0, 1), plant.state("pump").counts());
        assertEquals("Truth[value=true]", plant.value("pump", "running"));
        assertEquals("Vector[value=[1.0]]", plant.value("pump", "spectrum"));
    }

    @Test
    void aTypedPropertyRejectsOtherSchemas() {
        plant.define("pump", Plant.PUMP)
                .send(
                        "pump",
                        "{\"pressure\":\"3\",\"starts\":1.5,\"running\":1,\"mode\":2,\"spectrum\":3,\"ticks\":0.5}")
                .send("pump", "{\"starts\":3000000000}")
                .send("pump", "bearing", "{\"temperature\":1e39}".getBytes(StandardCharsets.UTF_8))
                .send("pump", "{\"pressure\":{\"value\":3,\"unit\":\"metre\"}}");

        assertEquals(9, plant.out.rejections.size());
        assertEquals(RejectionReason.WRONG_UNIT, plant.out.rejections.getLast().reason());
        assertEquals(
                8,
                plant.out.rejections.stream()
                        .filter(r -> r.reason() == RejectionReason.WRONG_SCHEMA)
                        .count());
    }

    @Test
    void aComponentSpeaksForItsOwnProperties() {
        plant.define("pump", Plant.PUMP)
                .send("pump", "bearing", "{\"temperature\":61.5,\"pressure\":1}".getBytes(StandardCharsets.UTF_8));

        assertEquals("Numeric[value=61.5]", plant.value("pump", "bearing.temperature"));
        assertOnlyRejection(RejectionReason.UNKNOWN_PROPERTY);
        assertEquals("bearing.pressure", plant.out.rejections.getFirst().property());
    }

    @Test
    void anotherTypeKeepsSlotsExceptWhereValuesAreStoredInAnotherWayOrUnit() {
        plant.define("x", Plant.PUMP)
                .send("x", "{\"pressure\":3,\"mode\":\"auto\"}")
                .define("x", Plant.VALVE);

        assertEquals(2, plant.state("x").properties().size());
        assertEquals(6, plant.property("x", "pressure").slot(), "another unit");
        assertEquals("Numeric[value=300.0]", plant.value("x", "pressure"), "3 bar, in kilopascals now");
        assertEquals(5, plant.property("x", "mode").slot(), "text before, a number now");
        assertNull(plant.property("x", "mode").value());

        plant.define("x", Plant.PUMP);
        assertEquals(0, plant.property("x", "pressure").slot(), "where its history is");
        assertEquals("Numeric[value=3.0]", plant.value("x", "pressure"));
        assertEquals(0, plant.property("x", "mode").slot(), "likewise");
        assertEquals(
                2,
                plant.out.events.stream()
                        .filter(TwinEvent.Retyped.class::isInstance)
                        .count());
    }

    @Test
    void aTwinCannotBeRetypedForEver() {
        // Each type has a unit that no other had, so each change takes 200 slots.
        Plant units = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(ofItsOwnUnit(type)));
        for (int i = 0; units.out.unreadable.isEmpty(); i++) {
            assertTrue(i <= Twins.SLOTS_MAX / 200);
            units.define("x", new TypeId("dtmi:com:example:T" + i + ";1"));
        }
        units.send("x", "{\"p0\":1}");

        assertEquals(1, units.out.rows.size());
    }

    private static TypeDefinition ofItsOwnUnit(TypeId type) {
        return new TypeDefinition(
                Plant.ACME,
                type,
                IntStream.range(0, 200)
                        .mapToObj(i -> new TypeDefinition.Property(
                                new PropertyName("p" + i), ValueSchema.DOUBLE, "unit of " + type, null, null))
                        .toList(),
                null,
                JsonNodeFactory.instance.objectNode());
    }

    @Test
    void aTypeThatNamesAUnitTakesOverWhatWasSentWithoutOne() {
        plant.send("x", "{\"pressure\":3}").define("x", Plant.PUMP);
        assertEquals(0, plant.property("x", "pressure").slot());
        assertEquals("Numeric[value=3.0]", plant.value("x", "pressure"));
        assertEquals("bar", plant.property("x", "pressure").unit());
    }

    @Test
    void whatLostItsNameComesBackWithACheckpointToo() {
        plant.define("x", Plant.PUMP).send("x", "{\"pressure\":3}").define("x", Plant.VALVE);
        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, plant.fold.checkpoint());
        plant.define("x", Plant.PUMP);
        assertEquals(0, plant.property("x", "pressure").slot());
    }

    @Test
    void definingTheSameAgainChangesNothing() {
        plant.define("x", Plant.PUMP);
        long revision = plant.state("x").revision();

        plant.define("x", Plant.PUMP);

        assertEquals(revision, plant.state("x").revision());
        assertEquals(1, plant.out.events.size());
    }

    @Test
    void aTypeThatHasNotComeStopsTheFold() {
        assertThrows(IllegalStateException.class, () -> plant.define("x", new TypeId("dtmi:com:example:Unknown;1")));
    }

    @Test
    void theTypesThatAFrameNamesAreFoundBeforeItIsFolded() {
        FrameWriter frame = new FrameWriter();
        Plant.addReading(frame, "a", null, T, "{\"p\":1}".getBytes(StandardCharsets.UTF_8));
        frame.add(new Input.TwinDefined(new TwinId("x"), new GroupId("x"), Plant.PUMP, null));

        assertEquals(Set.of(Plant.PUMP), new NamedTypes().in(frame.toBytes()));
    }

    @Test
    void aRemovedTwinRejectsReadingsAndGivesNoSlotTwice() {
        plant.send("rig", "{\"p\":1,\"q\":2}").remove("rig").send("rig", "{\"p\":3,\"q\":4}");

        assertOnlyRejection(RejectionReason.TWIN_REMOVED);
        assertEquals(new Counts(4, 2, 0, 2), plant.state("rig").counts());

        plant.define("rig", Plant.VALVE).send("rig", "{\"pressure\":1}");
        assertEquals(Map.of("number 3", 1.0), plant.out.rows.getLast().values());
        assertNotNull(plant.property("rig", "pressure").value());
    }

    // ---- silence ----

    @Test
    void aTwinFallsSilentWhenItsTimeComesAndIsHeardAgain() {
        plant.send("a", "{\"p\":1}").send("b", "{\"p\":1}");
        assertEquals(T + 60_000, plant.fold.nextTimerDueMs());

        plant.nowMs = T + 60_500;
        plant.tick(T + 60_000);
        assertTrue(plant.state("a").silent());
        assertFalse(plant.state("b").silent());
        assertEquals(T + 61_000, plant.fold.nextTimerDueMs());

        plant.send("a", "{\"p\":2}");
        assertFalse(plant.state("a").silent());
        assertEquals(
                List.of("Silent", "Heard"),
                plant.out.events.subList(4, 6).stream()
                        .map(event -> event.getClass().getSimpleName())
                        .toList());
    }

    @Test
    void aTickForATwinThatWasHeardMeanwhileDoesNothing() {
        plant.send("a", "{\"p\":1}");
        plant.nowMs = T + 50_000;
        plant.send("a", "{\"p\":2}").tick(T + 60_000);

        assertFalse(plant.state("a").silent());
        assertEquals(T + 110_000, plant.fold.nextTimerDueMs());
    }

    // ---- telling the owner ----

    @Test
    void aChangedTwinIsDirtyOnceUntilItIsTaken() {
        plant.send("a", "{\"p\":1}").send("b", "{\"p\":1}").send("a", "{\"p\":2}");

        assertEquals(2, plant.fold.dirty());
        assertEquals("a", taken().id().value());
        plant.send("a", "{\"p\":3}");
        assertEquals("b", taken().id().value());
        assertEquals("a", taken().id().value());
        assertNull(plant.fold.pollDirty());
    }

    @Test
    void theOneChangeOfAQuietTwinComesBeforeThoseOfTheBusy() {
        plant.send("quiet", "{\"p\":1}").send("busy", "{\"p\":1}");
        taken();
        taken();

        plant.nowMs -= 900;
        plant.send("busy", "{\"p\":2}").send("quiet", "{\"p\":2}");

        assertEquals("quiet", taken().id().value());
        assertEquals("busy", taken().id().value());
    }

    @Test
    void whatSomebodyLooksAtComesFirst() {
        publishedBoth("busy", "watched", 10_000);

        at(200).send("busy", "{\"p\":2}");
        at(200).send("watched", "{\"p\":2}");

        assertEquals(1, plant.fold.urgentlyDirty());
        assertEquals("watched", taken().id().value());
        assertEquals("busy", taken().id().value());
    }

    @Test
    void whatSomebodyLooksAtComesFirstTenTimesASecondAtMost() {
        publishedBoth("busy", "watched", 10_000);

        at(50).send("watched", "{\"p\":2}");
        at(60).send("busy", "{\"p\":2}");
        assertEquals(0, plant.fold.urgentlyDirty());
        assertEquals("busy", taken().id().value());

        at(150).send("busy", "{\"p\":3}");
        assertEquals(1, plant.fold.urgentlyDirty());
        assertEquals("watched", taken().id().value());
    }

    @Test
    void whoLookedAndWentComesFirstNoMore() {
        publishedBoth("busy", "left", 50);

        at(200).send("busy", "{\"p\":2}");
        at(200).send("left", "{\"p\":2}");

        assertEquals(0, plant.fold.urgentlyDirty());
        assertEquals("busy", taken().id().value());
    }

    /** Both were published just now, and one is watched from now on. */
    private void publishedBoth(String other, String watched, long forMs) {
        at(0).send(other, "{\"p\":1}");
        at(0).send(watched, "{\"p\":1}");
        at(0).watch(watched, forMs);
        taken();
        taken();
    }

    private Plant at(long ms) {
        plant.nowMs = T + ms;
        return plant;
    }

    @Test
    void whatWaitsWhenSomebodyBeginsToLookComesFirstAtOnce() {
        publishedBoth("busy", "watched", 0);
        at(200).send("busy", "{\"p\":2}");
        at(200).send("other", "{\"p\":2}");
        at(200).send("watched", "{\"p\":2}");
        assertEquals("other", taken().id().value());

        at(200).watch("watched", 10_000);

        assertEquals("watched", taken().id().value());
        assertEquals("busy", taken().id().value());
        assertNull(plant.fold.pollDirty());
    }

    @Test
    void afterARestartWhatSomebodyLooksAtComesBeforeAllThatWait() {
        plant.send("a", "{\"p\":1}").send("b", "{\"p\":1}").send("looked-at", "{\"p\":1}");
        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, plant.fold.checkpoint());

        plant.watch("looked-at", 10_000);

        assertEquals("looked-at", taken().id().value());
        assertEquals("a", taken().id().value());
    }

    @Test
    void lookingMovesNoState() {
        plant.send("a", "{\"p\":1}");
        taken();
        String before = plant.state("a").toString();

        plant.watch("a", 10_000).watch("nobody", 10_000);

        assertEquals(before, plant.state("a").toString());
        assertEquals(1, plant.fold.twins());
        assertEquals(0, plant.fold.dirty());
    }

    private Twin taken() {
        Twin twin = plant.fold.pollDirty();
        if (twin == null) {
            throw new AssertionError("nothing is dirty");
        }
        return twin;
    }

    @Test
    void aCheckpointRemembersWhatWasNotPublished() {
        plant.send("a", "{\"p\":1}").send("b", "{\"p\":1}");
        taken();

        PartitionFold restored = PartitionFold.restored(plant.setting, plant.out, plant.out, plant.fold.checkpoint());

        assertEquals(1, restored.dirty());
    }

    @Test
    void aDamagedCheckpointIsNotFoldedUpon() {
        byte[] checkpoint =
                plant.send("a", "{\"p\":1,\"m\":\"x\",\"v\":[1]}").fold.checkpoint();

        for (int length = 0; length < checkpoint.length; length++) {
            byte[] cut = Arrays.copyOf(checkpoint, length);
            assertThrows(DamagedBytes.class, () -> PartitionFold.restored(plant.setting, plant.out, plant.out, cut));
        }
    }

    @Test
    void aFrameIsNeverFoldedTwice() {
        plant.send("a", "{\"p\":1}");

        assertThrows(IllegalStateException.class, () -> plant.fold.apply(new FrameWriter().toBytes(), 0, T));
    }
}
