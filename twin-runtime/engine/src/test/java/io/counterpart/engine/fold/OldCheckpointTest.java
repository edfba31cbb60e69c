package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checkpoints that were written before what reads them: by another version of this software, under rules that have changed. */
class OldCheckpointTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");
    private static final String POWER = "flow * pressure";

    /** Of the same length, and refused: units do not agree. */
    private static final String REFUSED = "flow + pressure";

    private static final TypeDefinition RIG_DEFINITION = new TypeDefinition(
            Plant.ACME,
            RIG,
            List.of(
                    property("twice", derived("power * 2.0")),
                    property("power", derived(POWER)),
                    property("flow", "cubicMetrePerHour", null),
                    property(
                            "pressure",
                            "bar",
                            new Signal(
                                    null,
                                    new Signal.Quality(0.0, 10.0, null, null, null, null, null, null, null, null),
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
                                    new Signal.Window(new PropertyName("pressure"), 10_000, Signal.Statistic.MEAN, 50),
                                    null))),
            3_000L,
            JsonNodeFactory.instance.objectNode());

    private final Plant plant = log();

    private static TypeDefinition.Property property(String name, @Nullable String unit, @Nullable Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, unit, null, signal);
    }

    private static TypeDefinition.Property property(String name, Signal signal) {
        return property(name, "kilowatt", signal);
    }

    private static Signal derived(String expression) {
        return new Signal(null, null, null, null, null, new Signal.Derivation(expression, null));
    }

    private static Plant log() {
        Plant plant = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(RIG_DEFINITION));
        plant.define("rig", RIG);
        for (int second = 0; second < 6; second++) {
            send(plant, second, "{\"flow\":36,\"pressure\":" + (second == 3 ? 12 : 5 + second) + "}");
        }
        return plant.send("loose", "{\"p\":1,\"mode\":\"auto\",\"a\":[1,2]}");
    }

    private static void send(Plant plant, long second, String values) {
        plant.send("rig", "{\"ts\":" + (Plant.START_MS + second * 1_000) + ",\"values\":" + values + "}");
    }

    /** What follows is the same for all. */
    private static Plant goOn(Plant plant) {
        send(plant, 7, "{\"flow\":72,\"pressure\":5}");
        send(plant, 6, "{\"flow\":36,\"pressure\":4}");
        return plant.send("loose", "{\"p\":2}");
    }

    /** The plant as another owner has it, from these bytes on. */
    private Plant restored(byte[] checkpoint) {
        Plant other = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(RIG_DEFINITION));
        other.fold = PartitionFold.restored(other.setting, other.out, other.out, checkpoint);
        other.index = plant.index;
        other.nowMs = plant.nowMs;
        return other;
    }

    private static byte[] replaced(byte[] checkpoint, String part, String by) {
        assertEquals(part.length(), by.length(), "a text of another length would not be that of a checkpoint");
        String bytes = new String(checkpoint, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains(part), part);
        return bytes.replace(part, by).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static PropertyState.Judged judged(Plant plant, String property) {
        return Objects.requireNonNull(plant.property("rig", property).judged());
    }

    @Test
    void oneOfVersionTwoIsTakenUp() throws IOException {
        try (InputStream in = OldCheckpointTest.class.getResourceAsStream("checkpoint-v2.bin")) {
            Plant old = restored(Objects.requireNonNull(in).readAllBytes());
            assertArrayEquals(plant.fold.state(), old.fold.state());
            assertArrayEquals(goOn(plant).fold.state(), goOn(old).fold.state());
        }
    }

    @Test
    void anExpressionThatIsRefusedByNowGivesNothing() {
        Plant stricter = restored(replaced(plant.fold.checkpoint(), POWER, REFUSED));

        assertEquals(1, stricter.out.unreadable.size(), stricter.out.unreadable.toString());
        assertTrue(
                stricter.out.unreadable.getFirst().contains("what " + RIG + " says of power is passed over: "),
                stricter.out.unreadable.getFirst());
        assertNull(stricter.property("rig", "power").value());
        assertEquals(0, judged(stricter, "power").score());
    }

    @Test
    void allBesideAnExpressionThatIsRefusedGoesOn() {
        Plant stricter = goOn(restored(replaced(plant.fold.checkpoint(), POWER, REFUSED)));
        goOn(plant);

        for (String property : List.of("flow", "pressure", "mean")) {
            assertEquals(plant.property("rig", property), stricter.property("rig", property));
        }
        assertEquals(plant.state("loose"), stricter.state("loose"));
        assertEquals(plant.state("rig").counts(), stricter.state("rig").counts());
        assertNull(stricter.property("rig", "power").value());
        assertEquals(0, judged(stricter, "twice").score(), "what is made of it has nothing to be made of");
        assertEquals(1, stricter.out.unreadable.size(), "it is said once");
    }

    @Test
    void whatIsPassedOverStaysSoFromCheckpointToCheckpoint() {
        Plant stricter = goOn(restored(replaced(plant.fold.checkpoint(), POWER, REFUSED)));
        goOn(plant);
        Plant again = restored(stricter.fold.checkpoint());

        assertArrayEquals(stricter.fold.state(), again.fold.state());
        assertArrayEquals(goOn(stricter).fold.state(), goOn(again).fold.state());
    }

    @Test
    void rulesThatAreRefusedByNowJudgeNothing() {
        Plant stricter = goOn(restored(replaced(plant.fold.checkpoint(), "\"max\":10.0", "\"max\":-1.0")));

        assertTrue(
                stricter.out.unreadable.getFirst().contains("says of pressure is passed over: no rules: "),
                stricter.out.unreadable.toString());
        assertEquals(100, judged(stricter, "pressure").score());
        assertEquals("Numeric[value=5.0]", stricter.value("rig", "pressure"));
        assertEquals("Numeric[value=20.0]", stricter.value("rig", "twice"), "72 m3/h at 5 bar are 10 kW");
    }

    @Test
    void aNewDefinitionThatIsRefusedIsNotTaken() {
        TypeDefinition wrong = new TypeDefinition(
                Plant.ACME,
                RIG,
                List.of(
                        property("flow", "cubicMetrePerHour", null),
                        property("pressure", "bar", null),
                        property("power", derived(REFUSED))),
                null,
                JsonNodeFactory.instance.objectNode());
        Plant fresh = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(wrong));
        fresh.define("rig", RIG);

        assertTrue(fresh.out.unreadable.getFirst().contains("not an expression"), fresh.out.unreadable.toString());
        assertFalse(fresh.state("rig").type().equals(RIG));
    }
}
