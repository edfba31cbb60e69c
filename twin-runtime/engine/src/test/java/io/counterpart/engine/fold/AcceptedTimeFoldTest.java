package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState.Counts;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A type may narrow the times that are accepted of its twins. */
class AcceptedTimeFoldTest {

    private static final TypeId NARROW = new TypeId("dtmi:com:example:Narrow;1");
    private static final TypeId WIDE = new TypeId("dtmi:com:example:Wide;1");
    private static final TypeId CLOCKED = new TypeId("dtmi:com:example:Clocked;1");
    private static final long PAST_MS = 60_000;
    private static final long FUTURE_MS = 2_000;
    private static final long T = Plant.START_MS;

    private final Plant plant = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(definition(type)));

    private static TypeDefinition.Property judged(String name, @Nullable Long skewMs) {
        Signal.Quality rules = new Signal.Quality(0.0, 10.0, null, null, null, null, null, null, null, skewMs);
        return new TypeDefinition.Property(
                new PropertyName(name), ValueSchema.DOUBLE, null, null, new Signal(null, rules, null, null, null));
    }

    private static TypeDefinition definition(TypeId id) {
        if (id.equals(CLOCKED)) {
            return new TypeDefinition(
                    Plant.ACME,
                    id,
                    List.of(judged("p", 30_000L), judged("q", null)),
                    null,
                    PAST_MS,
                    FUTURE_MS,
                    List.of(),
                    JsonNodeFactory.instance.objectNode());
        }
        List<TypeDefinition.Property> properties = List.of(
                new TypeDefinition.Property(new PropertyName("p"), ValueSchema.DOUBLE, null, null, null),
                new TypeDefinition.Property(new PropertyName("q"), ValueSchema.DOUBLE, null, null, null));
        return id.equals(NARROW)
                ? new TypeDefinition(
                        Plant.ACME,
                        id,
                        properties,
                        null,
                        PAST_MS,
                        FUTURE_MS,
                        List.of(),
                        JsonNodeFactory.instance.objectNode())
                : new TypeDefinition(Plant.ACME, id, properties, null, JsonNodeFactory.instance.objectNode());
    }

    private static String at(long ts) {
        return "{\"ts\":" + ts + ",\"values\":{\"p\":1,\"q\":2}}";
    }

    private Plant restored() {
        Plant other = new Plant(FoldLimits.DEFAULT, (tenant, type) -> Optional.of(definition(type)));
        other.fold = PartitionFold.restored(other.setting, other.out, other.out, plant.fold.checkpoint());
        other.index = plant.index;
        other.nowMs = plant.nowMs;
        return other;
    }

    @Test
    void whatTheTypeTakesIsStored() {
        plant.define("rig", NARROW);
        plant.send("rig", at(plant.nowMs - PAST_MS)).send("rig", at(plant.nowMs + FUTURE_MS));

        assertEquals(List.of(), plant.out.rejections);
        assertEquals(new Counts(4, 4, 0, 0), plant.state("rig").counts());
    }

    @Test
    void whatTheTypeDoesNotTakeIsRejectedWithItsBytesAndTheTypesLimit() {
        plant.define("rig", NARROW);
        String late = at(plant.nowMs - PAST_MS - 1);
        plant.send("rig", late);
        String early = at(plant.nowMs + FUTURE_MS + 1);
        plant.send("rig", early);

        assertEquals(new Counts(4, 0, 0, 4), plant.state("rig").counts());
        assertTrue(plant.out.rows.isEmpty());
        for (Rejection rejection : plant.out.rejections) {
            assertEquals(RejectionReason.TIME_OUT_OF_RANGE, rejection.reason());
            assertEquals(
                    "\"p\":1,\"q\":2",
                    new String(Base64.getDecoder().decode(rejection.bytes()), StandardCharsets.UTF_8));
        }
        assertTrue(
                plant.out
                        .rejections
                        .getFirst()
                        .detail()
                        .endsWith("the type " + NARROW + " takes, which is PT1M (2 values)"),
                plant.out.rejections.getFirst().detail());
        assertTrue(
                plant.out
                        .rejections
                        .getLast()
                        .detail()
                        .endsWith("the type " + NARROW + " takes, which is PT2S (2 values)"),
                plant.out.rejections.getLast().detail());
    }

    @Test
    void theTimeOfArrivalIsNoClockOfTheDevice() {
        plant.define("rig", NARROW);
        FrameWriter waited = new FrameWriter();
        byte[] payload = "{\"p\":1}".getBytes(StandardCharsets.UTF_8);
        Plant.addReading(waited, "rig", null, plant.nowMs - PAST_MS - 1, payload);
        plant.apply(waited);

        assertEquals(List.of(), plant.out.rejections);
        assertEquals(new Counts(1, 1, 0, 0), plant.state("rig").counts());
    }

    @Test
    void anotherTypeTakesOtherTimes() {
        plant.define("rig", NARROW).send("rig", at(T - PAST_MS));
        plant.define("rig", WIDE).send("rig", at(T - PAST_MS - 86_400_000));

        assertEquals(new Counts(4, 2, 0, 2), plant.state("rig").counts());
    }

    private static List<String> words(PropertyState.Judged judged) {
        return judged.findings().stream().map(PropertyState.Finding::finding).toList();
    }

    private PropertyState.Judged clocked(Plant of) {
        return Objects.requireNonNull(of.property("rig", "p").judged());
    }

    @Test
    void aClockForWhichReadingsAreRejectedCountsAgainstTheSignalsThatAreToHaveARightOne() {
        plant.define("rig", CLOCKED).send("rig", at(T));
        assertEquals(100, clocked(plant).score());
        long wrongAt = plant.nowMs;
        plant.send("rig", at(wrongAt + 360_000));

        assertEquals(60, clocked(plant).score());
        assertEquals(
                List.of(new PropertyState.Finding(
                        "clock-skew", wrongAt, "the device's clock is 360 s ahead, more than 30 s is not believed")),
                clocked(plant).findings());
        assertEquals(
                100,
                Objects.requireNonNull(plant.property("rig", "q").judged()).score(),
                "which says nothing of clocks");
        assertEquals(80, Objects.requireNonNull(plant.state("rig").quality()).score());
        TwinEvent.Judged said = assertInstanceOf(TwinEvent.Judged.class, plant.out.events.getLast());
        assertEquals(60, said.score());
    }

    @Test
    void aClockThatIsRightAgainIsBlamedNoMore() {
        plant.define("rig", CLOCKED).send("rig", at(T)).send("rig", at(1_000));
        assertEquals(List.of("clock-skew"), words(clocked(plant)));
        plant.send("rig", at(plant.nowMs));

        assertEquals(List.of(), words(clocked(plant)));
        assertEquals(100, clocked(plant).score());
    }

    @Test
    void whatIsTooOldMayHaveWaited() {
        plant.define("rig", CLOCKED).send("rig", at(T)).send("rig", at(T - PAST_MS - 10_000));

        assertEquals(1, plant.out.rejections.size());
        assertEquals(List.of(), words(clocked(plant)));
    }

    @Test
    void aWrongClockIsKnownToWhoTakesOver() {
        plant.define("rig", CLOCKED).send("rig", at(plant.nowMs + 360_000));
        Plant other = restored();

        assertEquals(plant.state("rig"), other.state("rig"));
        assertEquals(List.of("clock-skew"), words(clocked(other)));
        assertArrayEquals(plant.fold.checkpoint(), other.fold.checkpoint());
        assertArrayEquals(
                plant.send("rig", at(T)).fold.state(),
                other.send("rig", at(T)).fold.state());
    }

    @Test
    void whoTakesOverTakesTheSameTimes() {
        plant.define("rig", NARROW).define("other", WIDE).send("rig", at(T));
        Plant other = restored();
        for (Plant each : List.of(plant, other)) {
            each.out.rejections.clear();
            each.send("rig", at(T - PAST_MS)).send("other", at(T - PAST_MS)).send("rig", at(each.nowMs + FUTURE_MS));
        }

        assertEquals(plant.out.rejections, other.out.rejections);
        assertEquals(1, other.out.rejections.size());
        assertArrayEquals(plant.fold.state(), other.fold.state());
    }
}
