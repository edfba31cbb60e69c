package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Properties that are functions of others, from the log to state and history. */
class DerivedFoldTest {

    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");
    private static final TypeId SWITCHED = new TypeId("dtmi:com:example:Switched;1");
    private static final long T = Plant.START_MS;

    private @Nullable Long orderWindowMs;
    private final Plant plant =
            new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(type.equals(RIG) ? rig() : other(type)));

    private static TypeDefinition.Property property(
            String name, ValueSchema schema, @Nullable String unit, @Nullable Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), schema, unit, null, signal);
    }

    private static Signal derived(String expression, @Nullable String component) {
        return new Signal(null, null, null, null, null, new Signal.Derivation(expression, component));
    }

    /** What is made of something stands before it, so that order must be found. */
    private TypeDefinition rig() {
        return new TypeDefinition(
                Plant.ACME,
                RIG,
                List.of(
                        property("working", ValueSchema.BOOLEAN, null, derived("on && powerMean > 1", null)),
                        property(
                                "powerMean",
                                ValueSchema.DOUBLE,
                                "kilowatt",
                                new Signal(
                                        null,
                                        null,
                                        null,
                                        new Signal.Window(new PropertyName("power"), 10_000, Signal.Statistic.MEAN, 50),
                                        null)),
                        property("power", ValueSchema.DOUBLE, "kilowatt", derived("flow * pressure", null)),
                        property("flow", ValueSchema.DOUBLE, "cubicMetrePerHour", null),
                        property(
                                "pressure",
                                ValueSchema.DOUBLE,
                                "bar",
                                new Signal(
                                        null,
                                        new Signal.Quality(0.0, 10.0, null, null, null, null, null, null, null, null),
                                        null,
                                        null,
                                        null)),
                        property("on", ValueSchema.BOOLEAN, null, null),
                        property("ratio", ValueSchema.DOUBLE, null, derived("flow / flow", null)),
                        property("motor.speed", ValueSchema.DOUBLE, null, null),
                        property("motor.twice", ValueSchema.DOUBLE, null, derived("speed * 2", "motor"))),
                orderWindowMs,
                JsonNodeFactory.instance.objectNode());
    }

    private static TypeDefinition other(TypeId type) {
        return new TypeDefinition(
                Plant.ACME,
                type,
                List.of(
                        property("pressure", ValueSchema.DOUBLE, "kilopascal", null),
                        property("flow", ValueSchema.DOUBLE, "cubicMetrePerHour", null)),
                null,
                JsonNodeFactory.instance.objectNode());
    }

    private void send(long second, String values) {
        plant.send("rig", "{\"ts\":" + (T + second * 1_000) + ",\"values\":" + values + "}");
    }

    private double number(String property) {
        return Double.parseDouble(plant.value("rig", property).replaceAll("[^0-9.E-]", ""));
    }

    private PropertyState.Judged judged(String property) {
        return Objects.requireNonNull(plant.property("rig", property).judged());
    }

    @Test
    void aFunctionIsWorkedOutInItsUnit() {
        plant.define("rig", RIG);
        send(0, "{\"flow\":36,\"pressure\":5}");
        assertEquals(5.0, number("power"), 1e-12, "36 m3/h at 5 bar are 5 kW");
        assertEquals(T, plant.property("rig", "power").ts());
    }

    private static TypeDefinition switched(@Nullable Long window) {
        return new TypeDefinition(
                Plant.ACME,
                SWITCHED,
                List.of(
                        property("mode", ValueSchema.STRING, null, null),
                        property("flow", ValueSchema.DOUBLE, null, null),
                        property("lead", ValueSchema.BOOLEAN, null, derived("mode == 'lead' && flow > 1", null)),
                        property("led", ValueSchema.DOUBLE, null, derived("mode.startsWith('le') ? flow : 0", null))),
                window,
                JsonNodeFactory.instance.objectNode());
    }

    @Test
    void textsAreRead() {
        Plant of = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(switched(null)));
        of.define("rig", SWITCHED).send("rig", "{\"mode\":\"lead\",\"flow\":3}");
        assertEquals("Truth[value=true]", of.value("rig", "lead"));
        of.send("rig", "{\"mode\":\"lag\"}");
        assertEquals("Truth[value=false]", of.value("rig", "lead"));
        assertEquals("Numeric[value=0.0]", of.value("rig", "led"));
    }

    @Test
    void textsTakeTheirPlaceInAnOrderWindowAndOutliveACheckpoint() {
        Plant of = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(switched(10_000L)));
        of.define("rig", SWITCHED);
        of.send("rig", "{\"ts\":" + T + ",\"values\":{\"mode\":\"lag\",\"flow\":1}}");
        of.send("rig", "{\"ts\":" + (T + 2_000) + ",\"values\":{\"flow\":3}}");
        assertEquals("Numeric[value=0.0]", of.value("rig", "led"));
        byte[] checkpoint = of.fold.checkpoint();
        of.fold = PartitionFold.restored(of.setting, of.out, of.out, checkpoint);
        assertArrayEquals(checkpoint, of.fold.checkpoint());
        of.send("rig", "{\"ts\":" + (T + 1_000) + ",\"values\":{\"mode\":\"lead\"}}");
        assertEquals("Numeric[value=3.0]", of.value("rig", "led"), "what came in between holds from its time on");
        assertEquals("Text[value=lead]", of.value("rig", "mode"));
    }

    @Test
    void whatIsMissingMakesNothing() {
        plant.define("rig", RIG);
        send(0, "{\"flow\":36}");
        assertNull(plant.property("rig", "power").value());
        assertEquals(0, judged("power").score());
    }

    @Test
    void eachIsMadeAfterWhatItIsMadeOf() {
        plant.define("rig", RIG);
        send(0, "{\"on\":true,\"flow\":36,\"pressure\":5}");
        send(1, "{\"pressure\":1}");
        assertEquals(3.0, number("powerMean"), 1e-12);
        assertEquals("Truth[value=true]", plant.value("rig", "working"));
        send(2, "{\"on\":false}");
        assertEquals("Truth[value=false]", plant.value("rig", "working"));
    }

    @Test
    void aDistrustedValueIsDistrustedInWhatIsMadeOfIt() {
        plant.define("rig", RIG);
        send(0, "{\"flow\":36,\"pressure\":5}");
        send(1, "{\"pressure\":12}");
        assertEquals(12.0, number("power"), 1e-12);
        assertEquals(0, judged("power").score());
        assertEquals(5.0, number("powerMean"), 1e-12, "which leaves it out");
        Map<String, Object> row = plant.out.rows.getLast().values();
        assertEquals(0.0, row.get("number " + judged("power").slot()));
    }

    @Test
    void whatHasNoValueTakesBackTheOneThereWas() {
        plant.define("rig", RIG);
        send(0, "{\"flow\":1}");
        assertEquals(1.0, number("ratio"));
        send(1, "{\"flow\":0}");
        assertEquals(0, judged("ratio").score(), "0 / 0");
    }

    @Test
    void aComponentsExpressionNamesItsOwn() {
        plant.define("rig", RIG);
        plant.send("rig", "motor", "{\"speed\":21}".getBytes(StandardCharsets.UTF_8));
        assertEquals(42.0, number("motor.twice"));
    }

    @Test
    void aLateValueRepairsWhatIsMadeOfIt() {
        orderWindowMs = 10_000L;
        plant.define("rig", RIG);
        send(0, "{\"flow\":36,\"pressure\":5}");
        send(2, "{\"flow\":72}");
        send(1, "{\"pressure\":1}");
        assertEquals(2.0, number("power"), 1e-12);
        assertEquals(8.0 / 3, number("powerMean"), 1e-12, "of 5, 1 and 2 kW");
    }

    /** One signal on a grid, which comes seldom; another that comes often, and of which something is made. */
    private static TypeDefinition mixed(TypeId type) {
        Signal.Quality ordered = new Signal.Quality(null, null, 100.0, null, null, null, null, null, null, null);
        return new TypeDefinition(
                Plant.ACME,
                type,
                List.of(
                        property("a", ValueSchema.DOUBLE, null, null),
                        property("b", ValueSchema.DOUBLE, null, null),
                        property(
                                "grid",
                                ValueSchema.DOUBLE,
                                null,
                                new Signal(
                                        null,
                                        null,
                                        null,
                                        null,
                                        new Signal.Align(new PropertyName("a"), 10_000, Signal.Method.LINEAR, 60_000))),
                        property(
                                "twice",
                                ValueSchema.DOUBLE,
                                null,
                                new Signal(null, ordered, null, null, null, new Signal.Derivation("b * 2", null))),
                        property(
                                "onGrid",
                                ValueSchema.DOUBLE,
                                null,
                                new Signal(null, ordered, null, null, null, new Signal.Derivation("grid + 1", null)))),
                null,
                JsonNodeFactory.instance.objectNode());
    }

    @Test
    void whatStandsOnAGridAndWhatDoesNotEachGoForwardInItsOwnTimes() {
        Plant other = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(mixed(type)));
        other.define("rig", new TypeId("dtmi:com:example:Mixed;1"));
        other.nowMs = T + 60_000;
        other.send("rig", "{\"ts\":" + T + ",\"values\":{\"a\":0,\"b\":0}}");
        for (int second = 1; second < 30; second++) {
            other.send("rig", "{\"ts\":" + (T + second * 1_000L) + ",\"values\":{\"b\":" + second + "}}");
        }
        other.send("rig", "{\"ts\":" + (T + 30_000) + ",\"values\":{\"a\":30,\"b\":30}}");

        assertEquals("Numeric[value=60.0]", other.value("rig", "twice"));
        assertEquals(T + 30_000, other.property("rig", "twice").ts());
        assertEquals("Numeric[value=31.0]", other.value("rig", "onGrid"));
        int twice = other.property("rig", "twice").slot();
        int onGrid = other.property("rig", "onGrid").slot();
        assertEquals(31, rowsOf(other, twice));
        assertEquals(4, rowsOf(other, onGrid), "at 0, 10, 20 and 30 s");
        assertTrue(other.out.unreadable.isEmpty(), other.out.unreadable.toString());
    }

    private static long rowsOf(Plant plant, int slot) {
        return plant.out.rows.stream()
                .filter(row -> row.values().containsKey("number " + slot))
                .map(Recorded.Row::ts)
                .distinct()
                .count();
    }

    @Test
    void itGoesOnAfterACheckpoint() {
        orderWindowMs = 10_000L;
        plant.define("rig", RIG);
        send(0, "{\"on\":true,\"flow\":36,\"pressure\":5}");
        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, plant.fold.checkpoint());
        send(1, "{\"flow\":72}");
        assertEquals(10.0, number("power"), 1e-12);
        assertEquals("Truth[value=true]", plant.value("rig", "working"));
    }

    @Test
    void aTwinThatWasOfAnotherTypeBetweenDerivesAgain() {
        plant.define("rig", RIG);
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", new TypeId("dtmi:com:example:Other;1"));
        send(1, "{\"flow\":36,\"pressure\":500}");
        plant.define("rig", RIG);
        send(2, "{\"flow\":36,\"pressure\":2}");
        assertEquals(2.0, number("power"), 1e-12);
        assertTrue(plant.out.unreadable.isEmpty(), plant.out.unreadable.toString());
    }

    @Test
    void whatIsMadeOfWhatATwinHasIsThereAsSoonAsItsTypeSaysSo() {
        plant.define("rig", RIG);
        send(0, "{\"flow\":36,\"pressure\":5}");
        send(1, "{\"on\":true}");
        plant.define("rig", new TypeId("dtmi:com:example:Other;1"));
        int rows = plant.out.rows.size();
        plant.define("rig", RIG);

        assertEquals(5.0, number("power"), 1e-12);
        assertEquals(T, plant.property("rig", "power").ts());
        assertEquals(5.0, number("powerMean"), 1e-12);
        assertEquals("Truth[value=true]", plant.value("rig", "working"));
        assertEquals(rows, plant.out.rows.size(), "history has it already");
        send(2, "{\"flow\":72}");
        assertEquals(10.0, number("power"), 1e-12);
    }

    @Test
    void whatIsWrongWithASignalIsWrongByItsNextTypeToo() {
        plant.define("rig", new TypeId("dtmi:com:example:Other;1"));
        send(0, "{\"flow\":36,\"pressure\":5000}");

        plant.define("rig", RIG);

        assertEquals(0, judged("pressure").score());
        assertEquals("range", judged("pressure").findings().getFirst().finding());
        assertEquals(
                List.of("Retyped", "Judged"),
                plant.out.events.stream()
                        .map(event -> event.getClass().getSimpleName())
                        .toList()
                        .subList(plant.out.events.size() - 2, plant.out.events.size()));
    }
}
