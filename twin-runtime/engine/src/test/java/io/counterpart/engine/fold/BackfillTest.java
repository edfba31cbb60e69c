package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.backfill.PastSignals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A type that makes something gets it of the past too. */
class BackfillTest {

    private static final TypeId PLAIN = new TypeId("dtmi:com:example:Rig;1");
    private static final TypeId MAKING = new TypeId("dtmi:com:example:Rig;2");
    private static final TypeId OTHERWISE = new TypeId("dtmi:com:example:Rig;3");
    private static final TypeId PASCALS = new TypeId("dtmi:com:example:Rig;4");
    private static final long T = Plant.START_MS;

    private final Map<TypeId, TypeDefinition> types = new HashMap<>();
    private final Plant plant = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.ofNullable(types.get(type)));

    BackfillTest() {
        type(PLAIN, property("flow", "cubicMetrePerHour", null), property("pressure", "bar", null));
        type(MAKING, properties("bar", "flow * pressure"));
        type(OTHERWISE, properties("bar", "flow * pressure / 2"));
        type(PASCALS, properties("kilopascal", "flow * pressure"));
    }

    private static TypeDefinition.Property[] properties(String unit, String expression) {
        return new TypeDefinition.Property[] {
            property("flow", "cubicMetrePerHour", null),
            property("pressure", unit, null),
            property(
                    "power",
                    "kilowatt",
                    new Signal(null, null, null, null, null, new Signal.Derivation(expression, null))),
            property(
                    "mean",
                    "cubicMetrePerHour",
                    new Signal(
                            null,
                            null,
                            null,
                            new Signal.Window(new PropertyName("flow"), 10_000, Signal.Statistic.MEAN, 0),
                            null))
        };
    }

    private void type(TypeId id, TypeDefinition.Property... properties) {
        types.put(
                id,
                new TypeDefinition(Plant.ACME, id, List.of(properties), null, JsonNodeFactory.instance.objectNode()));
    }

    private static TypeDefinition.Property property(String name, String unit, @Nullable Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, unit, null, signal);
    }

    private void send(long second, String values) {
        plant.send("rig", "{\"ts\":" + (T + second * 1_000) + ",\"values\":" + values + "}");
    }

    private Backfill next() {
        return Objects.requireNonNull(plant.fold.nextBackfill());
    }

    /** Works it out from the rows that were recorded, as history would give them: the values of a property by time. */
    private Map<Long, Double> workOut(Backfill backfill, String property) {
        PastSignals past = new PastSignals(backfill);
        TreeMap<Long, Map<PastSignals.Source, Double>> measured = new TreeMap<>();
        for (Recorded.Row row : plant.out.rows) {
            for (PastSignals.Source source : past.sources()) {
                Object value = row.values().get("number " + source.slot());
                if (row.position() < backfill.position() && value != null) {
                    measured.computeIfAbsent(row.ts(), at -> new HashMap<>()).put(source, (Double) value);
                }
            }
        }
        int slot = backfill.layout()
                .property(backfill.layout().find(new PropertyName(property)))
                .slot();
        TreeMap<Long, Double> made = new TreeMap<>();
        measured.forEach((ts, values) -> {
            past.begin(ts);
            past.sources().stream()
                    .filter(values::containsKey)
                    .forEach(source -> past.add(source, new Value.Numeric(Objects.requireNonNull(values.get(source)))));
            past.end(row -> {
                assertEquals(backfill.position(), row.position());
                assertEquals(backfill.knownAt(), row.knownAt());
                for (int i = 0; i < row.numbers(); i++) {
                    if (row.numberSlot(i) == slot) {
                        made.put((row.ts() - T) / 1_000, row.number(i));
                    }
                }
            });
        });
        return made;
    }

    private void done(Backfill backfill, long values) {
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.Backfilled(backfill.twin(), backfill.position(), values));
        plant.apply(frame);
    }

    @Test
    void whatATypeMakesIsWorkedOutOfThePast() {
        plant.define("rig", PLAIN);
        assertNull(plant.fold.nextBackfill(), "there is no past");
        send(0, "{\"flow\":36,\"pressure\":5}");
        send(1, "{\"flow\":72}");
        send(2, "{\"pressure\":2}");
        plant.define("rig", MAKING);
        Backfill backfill = next();
        assertEquals(List.of(new PropertyName("mean"), new PropertyName("power")), backfill.properties());
        assertEquals(Map.of(0L, 5.0, 1L, 10.0, 2L, 4.0), workOut(backfill, "power"));
        assertEquals(Map.of(0L, 36.0, 1L, 54.0), workOut(backfill, "mean"));
    }

    @Test
    void itIsDueUntilTheLogSaysThatItIsDone() {
        plant.define("rig", PLAIN);
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", MAKING);
        Backfill backfill = next();
        byte[] checkpoint = plant.fold.checkpoint();
        plant.fold = PartitionFold.restored(plant.setting, plant.out, plant.out, checkpoint);
        assertArrayEquals(checkpoint, plant.fold.checkpoint());
        assertEquals(backfill, next());
        done(new Backfill(backfill.twin(), MAKING, backfill.layout(), List.of(), 1, 1), 0);
        assertNotNull(plant.fold.nextBackfill(), "that was of another cause");
        done(backfill, 3);
        assertNull(plant.fold.nextBackfill());
        TwinEvent.Backfilled said = (TwinEvent.Backfilled) plant.out.events.getLast();
        assertEquals(new TwinId("rig"), said.twin());
        assertEquals(backfill.properties(), said.properties());
        assertEquals(3, said.values());
    }

    @Test
    void onlyWhatIsMadeInAnotherWayIsWorkedOutAnew() {
        plant.define("rig", PLAIN);
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", MAKING);
        done(next(), 2);
        plant.define("rig", OTHERWISE);
        assertEquals(List.of(new PropertyName("power")), next().properties());
        assertEquals(Map.of(0L, 2.5), workOut(next(), "power"));
    }

    @Test
    void whatWasNotDoneYetIsDoneWithTheNext() {
        plant.define("rig", PLAIN);
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", MAKING);
        plant.define("rig", OTHERWISE);
        assertEquals(List.of(new PropertyName("power"), new PropertyName("mean")), next().properties());
        plant.define("rig", PLAIN);
        assertNull(plant.fold.nextBackfill(), "it makes nothing");
    }

    @Test
    void whatIsKeptInAFormerUnitIsConverted() {
        plant.define("rig", PLAIN);
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", PASCALS);
        send(1, "{\"flow\":36,\"pressure\":100}");
        assertEquals(List.of(0L), new ArrayList<>(workOut(next(), "power").keySet()));
        assertEquals(5.0, Objects.requireNonNull(workOut(next(), "power").get(0L)), 1e-12);
    }

    @Test
    void ofMoreUnitsThanCanBeReadTheOldestAreLeftOut() {
        String[] units = {"bar", "kilopascal", "pascal", "poundPerSquareInch"};
        int count = 900;
        for (int version = 0; version < 8; version++) {
            List<TypeDefinition.Property> properties = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                properties.add(property("p" + i, units[version % 4], null));
            }
            for (int d = 0; d < 90; d++) {
                StringBuilder text = new StringBuilder("p" + d * 10);
                for (int i = 1; i < 10; i++) {
                    text.append(" + p").append(d * 10 + i);
                }
                properties.add(property(
                        "d" + d,
                        units[version % 4],
                        new Signal(null, null, null, null, null, new Signal.Derivation(text.toString(), null))));
            }
            TypeId id = new TypeId("dtmi:com:example:Wide;" + (version + 1));
            type(id, properties.toArray(TypeDefinition.Property[]::new));
            plant.define("rig", id);
            send(version, "{\"p0\":1}");
        }
        int sources = new PastSignals(next()).sources().size();
        assertTrue(sources > count && sources <= 3_000, sources + " sources");
    }

    @Test
    void aRemovedTwinHasNoneToWorkOut() {
        plant.define("rig", PLAIN);
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", MAKING);
        plant.remove("rig");
        assertNull(plant.fold.nextBackfill());
    }

    @Test
    void untypedTwinsGetAPastToo() {
        send(0, "{\"flow\":36,\"pressure\":5}");
        plant.define("rig", MAKING);
        assertEquals(Map.of(0L, 5.0), workOut(next(), "power"));
    }
}
