package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is wanted of twins. */
class DesiredFoldTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");
    private static final TypeId RIG_2 = new TypeId("dtmi:com:example:Rig;2");
    private static final Signal UP_TO_TEN = new Signal(
            null, new Signal.Quality(0.0, 10.0, null, null, null, null, null, null, null, null), null, null, null);

    private static final Signal FROM_4_TO_20_MA =
            new Signal(new Signal.Source("kilopascal", 62.5, -250), null, null, null, null);

    private static final TypeDefinition RIG_DEFINITION = type(
            RIG,
            property("setpoint", ValueSchema.DOUBLE, "bar", null, true),
            property("limit", ValueSchema.DOUBLE, "bar", null, true),
            property("raw", ValueSchema.DOUBLE, "bar", FROM_4_TO_20_MA, true),
            property("level", ValueSchema.DOUBLE, null, null, true),
            property("mode", ValueSchema.STRING, null, null, true),
            property("gone", ValueSchema.DOUBLE, null, null, true));
    private static final TypeDefinition RIG_2_DEFINITION = type(
            RIG_2,
            property("setpoint", ValueSchema.DOUBLE, "kilopascal", null, true),
            property("limit", ValueSchema.DOUBLE, "bar", null, false),
            property("level", ValueSchema.DOUBLE, null, UP_TO_TEN, true),
            property("mode", ValueSchema.STRING, null, null, null));

    private final Plant plant = new Plant(FoldLimits.DEFAULT, DesiredFoldTest::find);

    private static TypeDefinition.Property property(
            String name,
            ValueSchema schema,
            @Nullable String unit,
            @Nullable Signal signal,
            @Nullable Boolean writable) {
        return new TypeDefinition.Property(new PropertyName(name), schema, unit, null, signal, writable);
    }

    private static TypeDefinition type(TypeId id, TypeDefinition.Property... properties) {
        return new TypeDefinition(Plant.ACME, id, List.of(properties), null, JsonNodeFactory.instance.objectNode());
    }

    private static Optional<TypeDefinition> find(TenantId tenant, TypeId type) {
        return List.of(RIG_DEFINITION, RIG_2_DEFINITION).stream()
                .filter(definition -> definition.id().equals(type))
                .findFirst()
                .or(() -> Plant.type(tenant, type));
    }

    private static PropertyState.Desired number(double value, long since) {
        return new PropertyState.Desired(new Value.Numeric(value), since);
    }

    private PropertyState.@Nullable Desired desired(String property) {
        return plant.property("rig", property).desired();
    }

    private List<TwinEvent.Desired> events() {
        return plant.out.events.stream()
                .filter(TwinEvent.Desired.class::isInstance)
                .map(TwinEvent.Desired.class::cast)
                .toList();
    }

    @Test
    void whatIsWantedStandsBesideWhatIsMeasuredSinceItIsKnown() {
        plant.define("rig", RIG).send("rig", "{\"setpoint\":4}");
        long knownAt = plant.nowMs;

        plant.want("rig", 1, Map.of("setpoint", 5.0, "mode", "auto"));

        assertEquals(number(5, knownAt), desired("setpoint"));
        assertEquals("Numeric[value=4.0]", plant.value("rig", "setpoint"));
        assertEquals(new PropertyState.Desired(new Value.Text("auto"), knownAt), desired("mode"));
        assertNull(desired("level"));
        assertEquals(knownAt, plant.state("rig").knownAt());
    }

    @Test
    void itIsToldOnTheTwinsTimeline() {
        plant.define("rig", RIG);
        long knownAt = plant.nowMs;

        plant.want("rig", 1, Map.of("setpoint", 5.0)).want("rig", 2, Map.of("mode", "auto"), "setpoint", "limit");

        assertEquals(
                List.of(
                        new TwinEvent.Desired(
                                new TwinId("rig"),
                                Position.of(0, 1, 0),
                                knownAt,
                                null,
                                new TreeMap<>(Map.of(new PropertyName("setpoint"), new Value.Numeric(5))),
                                List.of()),
                        new TwinEvent.Desired(
                                new TwinId("rig"),
                                Position.of(0, 2, 0),
                                knownAt + 1_000,
                                null,
                                new TreeMap<>(Map.of(new PropertyName("mode"), new Value.Text("auto"))),
                                List.of(new PropertyName("setpoint")))),
                events());
        assertNull(desired("setpoint"));
    }

    @Test
    void whatWasWantedAlreadyIsNoNews() {
        plant.define("rig", RIG).want("rig", 1, Map.of("setpoint", 5.0));
        String before = plant.state("rig").toString();

        plant.want("rig", 2, Map.of("setpoint", 5.0)).want("rig", 3, Map.of(), "limit");

        assertEquals(before, plant.state("rig").toString());
        assertEquals(1, events().size());
    }

    @Test
    void whatIsToldAgainDoesNotComeBack() {
        plant.define("rig", RIG).want("rig", 1, Map.of("setpoint", 5.0)).want("rig", 2, Map.of("setpoint", 6.0));

        plant.want("rig", 1, Map.of("setpoint", 5.0)).want("rig", 2, Map.of("setpoint", 6.0));

        assertEquals(2, events().size());
        assertEquals(
                new Value.Numeric(6),
                Objects.requireNonNull(desired("setpoint")).value());
    }

    @Test
    void whatWasToldOfARemovedTwinDoesNotComeBackEither() {
        plant.define("rig", RIG).want("rig", 1, Map.of("setpoint", 5.0)).remove("rig");
        assertNull(desired("setpoint"));

        plant.want("rig", 1, Map.of("setpoint", 5.0)).define("rig", RIG).want("rig", 1, Map.of("setpoint", 5.0));

        assertNull(desired("setpoint"));
        assertEquals(1, events().size());
        assertEquals(List.of(), plant.out.unreadable);
    }

    @Test
    void whatCannotBeIsNotWantedInPart() {
        plant.define("rig", RIG).want("rig", 1, Map.of("setpoint", 5.0, "mode", 7));
        plant.want("nobody", 1, Map.of("setpoint", 5.0));

        assertNull(desired("setpoint"));
        assertEquals(List.of(), events());
        assertEquals(2, plant.out.unreadable.size());
    }

    @Test
    void anotherTypeKeepsWhatItLetsSomebodyWantAndSaysTheRest() {
        plant.define("rig", RIG);
        long knownAt = plant.nowMs;
        plant.want("rig", 1, Map.of("setpoint", 5.0, "limit", 7.0, "level", 12.0, "mode", "auto", "gone", 1));
        plant.out.events.clear();

        plant.define("rig", RIG_2);

        assertEquals(number(500, knownAt), desired("setpoint"));
        assertEquals(new PropertyState.Desired(new Value.Text("auto"), knownAt), desired("mode"));
        assertNull(desired("limit"), "nobody may set it any more");
        assertNull(desired("level"), "12 is not believable any more");
        TwinEvent.Desired event = events().getFirst();
        assertEquals(RIG_2, event.type());
        assertEquals(Map.of(new PropertyName("setpoint"), new Value.Numeric(500)), event.desired());
        assertEquals(
                List.of(new PropertyName("gone"), new PropertyName("level"), new PropertyName("limit")),
                event.withdrawn());
        assertEquals(2, plant.out.events.size(), "after the event of the type");
    }

    @Test
    void anotherTypeWithTheSameWordsSaysNothing() {
        plant.define("rig", RIG).want("rig", 1, Map.of("mode", "auto"));

        plant.define("rig", RIG_2);

        assertNotNull(desired("mode"));
        assertEquals(1, events().size());
    }

    @Test
    void devicesAreToldAllThatIsWantedInTheirOwnWords() {
        plant.define("rig", RIG);

        plant.want("rig", 1, Map.of("raw", 5.0))
                .want("rig", 2, Map.of("mode", "auto"))
                .want("rig", 3, Map.of(), "raw");

        assertEquals(
                List.of(
                        "rig at " + Position.of(0, 1, 0) + ": {raw=Numeric[value=12.0]}",
                        "rig at " + Position.of(0, 2, 0) + ": {mode=Text[value=auto], raw=Numeric[value=12.0]}",
                        "rig at " + Position.of(0, 3, 0) + ": {mode=Text[value=auto]}"),
                plant.out.desired);
    }

    @Test
    void devicesAreToldWhenTheTypeSaysItInOtherWordsAndWhenTheTwinGoes() {
        plant.define("rig", RIG).want("rig", 1, Map.of("setpoint", 5.0, "mode", "auto", "gone", 1));
        plant.out.desired.clear();

        plant.define("rig", RIG_2).remove("rig").define("rig", RIG).remove("rig");

        assertEquals(
                List.of(
                        "rig at " + Position.of(0, 2, 0) + ": {mode=Text[value=auto], setpoint=Numeric[value=500.0]}",
                        "rig at " + Position.of(0, 3, 0) + ": {}"),
                plant.out.desired);
    }

    @Test
    void anUntypedTwinIsWantedByWhatItHas() {
        plant.send("rig", "{\"p\":1,\"m\":\"x\"}").want("rig", 1, Map.of("p", 2.0, "m", "y"));

        assertEquals(new Value.Numeric(2), Objects.requireNonNull(desired("p")).value());

        plant.want("rig", 2, Map.of("q", 2.0));
        assertEquals(1, plant.out.unreadable.size());
    }

    @Test
    void aCheckpointKeepsWhatIsWantedAndWhatWasTold() {
        plant.define("rig", RIG).send("other", "{\"v\":[1,2],\"b\":true}");
        plant.want("rig", 3, Map.of("setpoint", 5.0, "mode", "auto"));
        plant.want("other", 4, Map.of("v", List.of(3.0, 4.0), "b", false));
        byte[] checkpoint = plant.fold.checkpoint();
        String rig = plant.state("rig").toString();
        String other = plant.state("other").toString();

        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, checkpoint);

        assertArrayEquals(checkpoint, plant.fold.checkpoint());
        assertEquals(rig, plant.state("rig").toString());
        assertEquals(other, plant.state("other").toString());
        plant.want("rig", 3, Map.of("setpoint", 9.0));
        assertEquals(rig, plant.state("rig").toString());
    }

    @Test
    void aCheckpointFromBeforeThereWereWishesIsFoldedUpon() throws IOException {
        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, kept("checkpoint-v2"));
        plant.index = plant.fold.index();

        assertEquals("Numeric[value=3.2]", plant.value("pump", "pressure"));
        assertNull(plant.property("pump", "pressure").desired());
        plant.want("pump", 1, Map.of("pressure", 4.0));
        assertNotNull(plant.property("pump", "pressure").desired());
    }

    private static byte[] kept(String name) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(DesiredFoldTest.class.getResourceAsStream("/fold/" + name + ".base64"), name)) {
            return Base64.getMimeDecoder().decode(in.readAllBytes());
        }
    }
}
