package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.Signal.Aggregate;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.related.Audience;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What twins make of others' values, over partitions. */
class RelatedFoldTest {

    private static final int PARTITIONS = 3;
    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");
    private static final TypeId OTHER_PUMP = new TypeId("dtmi:com:example:Pump;2");
    private static final TypeId STATION = new TypeId("dtmi:com:example:Station;1");
    private static final TypeId SITE = new TypeId("dtmi:com:example:Site;1");
    private static final TypeId PLAIN = new TypeId("dtmi:com:example:Plain;1");
    private static final TypeId TANK = new TypeId("dtmi:com:example:Tank;1");
    private static final TypeId RING = new TypeId("dtmi:com:example:Ring;1");

    private final Map<TypeId, TypeDefinition> types = new HashMap<>();
    private final Network network = new Network(PARTITIONS, (tenant, type) -> Optional.ofNullable(types.get(type)));

    RelatedFoldTest() {
        type(PUMP, List.of(), property("power", "watt", judged(0, 10_000)), property("running", ValueSchema.BOOLEAN));
        type(OTHER_PUMP, List.of(), property("power", "bar", null));
        type(
                STATION,
                List.of("pumps"),
                property("power", "kilowatt", related("pumps", "power", Aggregate.SUM, 0)),
                property("sound", "kilowatt", related("pumps", "power", Aggregate.SUM, 50)),
                property("mean", "kilowatt", related("pumps", "power", Aggregate.MEAN, 0)),
                property("least", "kilowatt", related("pumps", "power", Aggregate.MIN, 0)),
                property("most", "kilowatt", related("pumps", "power", Aggregate.MAX, 0)),
                property("counted", null, related("pumps", "power", Aggregate.COUNT, 0)),
                property("running", null, related("pumps", "running", Aggregate.SUM, 0)),
                property("level", "metre", related("feeds", "level", null, 0)),
                property("flow", "cubicMetrePerHour", null),
                property("specific", null, derived("power / flow")));
        type(SITE, List.of("stations"), property("power", "kilowatt", related("stations", "power", Aggregate.SUM, 0)));
        type(PLAIN, List.of(), property("flow", "cubicMetrePerHour", null));
        type(TANK, List.of(), property("level", "centimetre", judged(0, 1_000)));
        type(
                RING,
                List.of(),
                property("own", null, null),
                property("before", null, related("after", "sum", Aggregate.SUM, 0)),
                property("sum", null, derived("own + (has(before) ? before : 0)")));
    }

    private void type(TypeId id, List<String> parts, TypeDefinition.Property... properties) {
        type(id, null, parts, properties);
    }

    private void type(TypeId id, @Nullable Long window, List<String> parts, TypeDefinition.Property... properties) {
        types.put(
                id,
                new TypeDefinition(
                        Plant.ACME,
                        id,
                        List.of(properties),
                        window,
                        null,
                        null,
                        parts,
                        JsonNodeFactory.instance.objectNode()));
    }

    private static TypeDefinition.Property property(String name, ValueSchema schema) {
        return new TypeDefinition.Property(new PropertyName(name), schema, null, null, null);
    }

    private static TypeDefinition.Property property(String name, @Nullable String unit, @Nullable Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, unit, null, signal);
    }

    private static Signal judged(double min, double max) {
        return new Signal(
                null, new Signal.Quality(min, max, null, null, null, null, null, null, null, null), null, null, null);
    }

    private static Signal derived(String expression) {
        return new Signal(null, null, null, null, null, new Signal.Derivation(expression, null));
    }

    private static Signal related(String by, String of, @Nullable Aggregate statistic, int minQuality) {
        return new Signal(
                null,
                null,
                null,
                null,
                null,
                null,
                new Signal.Related(by, new PropertyName(of), statistic, minQuality));
    }

    private void station(String... pumps) {
        network.define("station", STATION);
        for (String pump : pumps) {
            network.define(pump, PUMP).relate("station", "pumps", pump);
        }
        network.deliver();
    }

    @Test
    void valuesOfRelatedTwinsAreAddedUpInTheUnitOfWhatTheyMake() {
        station("p1", "p2", "p3");
        network.send("p1", "{\"power\":1000,\"running\":true}")
                .send("p2", "{\"power\":500,\"running\":false}")
                .deliver();
        assertEquals(1.5, network.number("station", "power"));
        assertEquals(0.75, network.number("station", "mean"));
        assertEquals(0.5, network.number("station", "least"));
        assertEquals(1.0, network.number("station", "most"));
        assertEquals(2.0, network.number("station", "counted"));
        assertEquals(1.0, network.number("station", "running"));
        assertEquals(new PropertyState.Related(3, 2, false), network.related("station", "power"));
    }

    @Test
    void itHasTheNewestTimeOfWhatItIsMadeOf() {
        station("p1", "p2");
        long at = network.nowMs;
        network.send("p1", "{\"power\":1000}")
                .sendAt(at - 400, "p2", "{\"power\":500}")
                .deliver();
        assertEquals(at, network.property("station", "power").ts());
        assertEquals(
                List.of(at),
                network.rows("station").stream()
                        .map(Recorded.Row::ts)
                        .distinct()
                        .toList());
    }

    @Test
    void whatIsDerivedReadsIt() {
        station("p1");
        network.send("station", "{\"flow\":10}").send("p1", "{\"power\":2000}").deliver();
        assertEquals(0.2, network.number("station", "specific"));
    }

    @Test
    void oneRelatedTwinLendsItsValue() {
        network.define("station", STATION)
                .define("tank", TANK)
                .relate("station", "feeds", "tank")
                .deliver();
        network.send("tank", "{\"level\":250}").deliver();
        assertEquals(2.5, network.number("station", "level"));
    }

    @Test
    void itIsBelievedAsFarAsTheLeastOfWhatWasUsed() {
        station("p1", "p2");
        network.send("p1", "{\"power\":1000}").send("p2", "{\"power\":90000}").deliver();
        assertEquals(91.0, network.number("station", "power"));
        assertEquals(0, network.score("station", "power"));
        assertEquals(1.0, network.number("station", "sound"), "what is out of range is left out");
        assertEquals(100, network.score("station", "sound"));
        network.pass(2_000).send("p2", "{\"power\":500}").deliver();
        assertEquals(1.5, network.number("station", "sound"));
        assertEquals(100, network.score("station", "power"));
    }

    @Test
    void aTwinTellsAtMostOnceASecondAndTheNewestAlways() {
        station("p1");
        for (int i = 1; i <= 20; i++) {
            network.send("p1", "{\"power\":" + i * 1_000 + "}").pass(100);
        }
        long told = network.outs.get(network.partitionOf("p1")).messages.stream()
                .filter(message -> message.input() instanceof Input.ValuesTold)
                .count();
        assertEquals(1 + 2, told, "what it had when it was asked, then once a second");
        network.tick().settle();
        assertEquals(20.0, network.number("station", "power"));
    }

    @Test
    void anOwnersClockThatIsAheadOfTheLogsTellsAllTheSame() {
        station("p1");
        network.send("p1", "{\"power\":1000}").pass(100).send("p1", "{\"power\":2000}");
        int partition = network.partitionOf("p1");
        PartitionFold fold = network.folds.get(partition);
        FrameWriter tick = new FrameWriter();
        tick.addTick(fold.nextTimerDueMs());
        fold.apply(tick.toBytes(), fold.index() + 1, network.nowMs);
        Recorded.Message last = network.outs.get(partition).messages.getLast();
        assertEquals(
                2_000.0, ((Input.ValuesTold) last.input()).values().getFirst().value());
        assertTrue(fold.nextTimerDueMs() > network.nowMs + 10_000, "nothing is left to tell");
    }

    @Test
    void aValueThatIsMissingIsNoNews() {
        station("p1", "p2");
        network.send("p1", "{\"power\":1000}").deliver();
        long at = network.property("station", "power").ts();
        int rows = network.rows("station").size();
        for (int i = 0; i < 5; i++) {
            network.pass(2_000).send("p2", "{\"running\":true}").deliver();
        }
        assertEquals(at, network.property("station", "power").ts());
        assertEquals(
                rows + 5,
                network.rows("station").size(),
                "of how many run, and not of the power, which has not changed");
    }

    @Test
    void aCircleOfNothingComesToRest() {
        network.define("a", RING)
                .define("b", RING)
                .relate("a", "after", "b")
                .relate("b", "after", "a")
                .settle();
        network.relate("a", "after", "a").settle();
        assertNull(network.number("a", "before"));
    }

    @Test
    void whatIsMadeNeverGoesBackInTimeWhoeverLeftInBetween() {
        station("p1");
        network.send("p1", "{\"power\":1000}").deliver();
        network.pass(60_000).unrelate("station", "pumps", "p1").deliver();
        long at = network.nowMs;
        network.pass(1_000).relate("station", "pumps", "p1").deliver();
        assertEquals(1.0, network.number("station", "power"));
        assertTrue(network.property("station", "power").ts() >= at);
    }

    @Test
    void aTwinThatIsMadeAgainInAnotherGroupIsToldThere() {
        station("p1");
        network.send("p1", "{\"power\":1000}").deliver();
        PartitionFold fold = network.folds.get(network.partitionOf("p1"));
        FrameWriter asked = new FrameWriter();
        asked.add(new Input.ValuesAsked(
                new TwinId("p1"),
                new TwinId("station"),
                new GroupId("other"),
                List.of(new PropertyName("power")),
                false,
                1));
        // What the twin that was had still to say comes after it.
        asked.add(new Input.ValuesAsked(
                new TwinId("p1"), new TwinId("station"), new GroupId("station"), List.of(), false, 1_000_000));
        fold.apply(asked.toBytes(), fold.index() + 1, network.nowMs);
        network.pass(2_000);
        FrameWriter frame = new FrameWriter();
        Plant.addReading(frame, "p1", null, network.nowMs, "{\"power\":5}".getBytes(StandardCharsets.UTF_8));
        fold.apply(frame.toBytes(), fold.index() + 1, network.nowMs);
        assertEquals(
                new GroupId("other"),
                network.outs.get(network.partitionOf("p1")).messages.getLast().group());
    }

    @Test
    void whoIsNotRelatedAnyMoreCountsNoMore() {
        station("p1", "p2");
        network.send("p1", "{\"power\":1000}").send("p2", "{\"power\":500}").deliver();
        network.pass(5_000).unrelate("station", "pumps", "p2").deliver();
        assertEquals(1.0, network.number("station", "power"));
        assertEquals(network.nowMs, network.property("station", "power").ts(), "the time of the edit");
        network.pass(2_000).send("p2", "{\"power\":700}");
        assertEquals(0, network.deliver(), "it is not asked any more");
        network.unrelate("station", "pumps", "p1").deliver();
        assertNull(network.number("station", "power"));
        assertEquals(0.0, network.number("station", "counted"));
        assertEquals(0, network.score("station", "power"));
    }

    @Test
    void aRemovedTwinHasNoValueAndAsksForNone() {
        station("p1", "p2");
        network.send("p1", "{\"power\":1000}").send("p2", "{\"power\":500}").deliver();
        network.pass(2_000).remove("p2").deliver();
        assertEquals(1.0, network.number("station", "power"));
        assertEquals(new PropertyState.Related(2, 1, false), network.related("station", "power"));
        network.remove("station").deliver();
        network.pass(2_000).send("p1", "{\"power\":1100}");
        assertEquals(0, network.deliver());
    }

    @Test
    void aTwinMayBeAskedBeforeItIsThere() {
        network.define("station", STATION).relate("station", "pumps", "p9").deliver();
        restoreAll();
        network.define("p9", PUMP).send("p9", "{\"power\":1000}").settle();
        assertEquals(1.0, network.number("station", "power"));
    }

    @Test
    void anotherTypeAsksForSomethingElse() {
        station("p1");
        network.send("p1", "{\"power\":1000}").deliver();
        network.define("station", PLAIN).deliver();
        network.pass(2_000).send("p1", "{\"power\":1100}");
        assertEquals(0, network.deliver());
        network.define("station", STATION).deliver();
        assertEquals(1.1, network.number("station", "power"));
    }

    @Test
    void aValueOfAnotherQuantityIsNotUsed() {
        station("p1");
        network.define("p2", OTHER_PUMP).relate("station", "pumps", "p2").deliver();
        network.send("p1", "{\"power\":1000}").send("p2", "{\"power\":5}").deliver();
        assertEquals(1.0, network.number("station", "power"));
        assertEquals(new PropertyState.Related(2, 1, false), network.related("station", "power"));
    }

    @Test
    void noDeviceMaySendWhatIsMadeOfOthers() {
        station("p1");
        network.send("station", "{\"power\":3}");
        assertEquals(
                RejectionReason.COMPUTED_PROPERTY,
                network.outs
                        .get(network.partitionOf("station"))
                        .rejections
                        .getFirst()
                        .reason());
    }

    @Test
    void qualityRollsUpFromPartsOfParts() {
        station("p1", "p2");
        network.define("site", SITE).relate("site", "stations", "station").deliver();
        network.send("p1", "{\"power\":1000}").send("p2", "{\"power\":90000}").settle();
        assertEquals(new TwinState.Quality(50, new PropertyName("power"), new TwinId("p2")), quality("station"));
        assertEquals(new TwinState.Quality(50, new PropertyName("power"), new TwinId("p2")), quality("site"));
        assertEquals(91.0, network.number("site", "power"));
        network.send("p2", "{\"power\":500}").settle();
        assertEquals(new TwinState.Quality(100, null, null), quality("site"));
    }

    private TwinState.Quality quality(String twin) {
        return Objects.requireNonNull(network.state(twin).quality());
    }

    @Test
    void whatIsMadeOfItselfByWayOfOthersHasNoValueUntilTheCircleIsCut() {
        network.define("a", RING).define("b", RING).define("c", RING);
        network.relate("a", "after", "b").relate("b", "after", "c").deliver();
        network.send("a", "{\"own\":1}")
                .send("b", "{\"own\":2}")
                .send("c", "{\"own\":3}")
                .settle();
        assertEquals(6.0, network.number("a", "sum"));
        network.relate("c", "after", "a").settle();
        for (String twin : List.of("a", "b", "c")) {
            assertNull(network.number(twin, "before"), twin);
            assertTrue(network.related(twin, "before").circular(), twin);
        }
        network.unrelate("c", "after", "a").settle();
        assertEquals(6.0, network.number("a", "sum"));
        assertEquals(new PropertyState.Related(1, 1, false), network.related("a", "before"));
    }

    @Test
    void twoThatReadOneAnothersMeasuredValuesAreNoCircle() {
        type(
                RING,
                List.of(),
                property("own", null, null),
                property("neighbours", null, related("beside", "own", null, 0)));
        network.define("a", RING)
                .define("b", RING)
                .relate("a", "beside", "b")
                .relate("b", "beside", "a")
                .deliver();
        network.send("a", "{\"own\":1}").send("b", "{\"own\":2}").settle();
        assertEquals(2.0, network.number("a", "neighbours"));
        assertEquals(1.0, network.number("b", "neighbours"));
    }

    @Test
    void inAnOrderWindowWhatIsToldLateTakesItsPlace() {
        type(
                STATION,
                10_000L,
                List.of(),
                property("power", "kilowatt", related("pumps", "power", Aggregate.SUM, 0)),
                property("flow", "cubicMetrePerHour", null),
                property("specific", null, derived("power / flow")));
        station("p1");
        long at = network.nowMs;
        network.sendAt(at, "p1", "{\"power\":1000}").deliver();
        network.sendAt(at + 100, "station", "{\"flow\":10}");
        network.pass(2_000);
        network.sendAt(at + 1_000, "p1", "{\"power\":2000}");
        network.sendAt(at + 1_500, "station", "{\"flow\":10}");
        assertEquals(0.1, network.number("station", "specific"));
        network.deliver();
        assertEquals(0.2, network.number("station", "specific"));
        assertEquals(at + 1_500, network.property("station", "specific").ts());
    }

    @Test
    void withoutAnOrderWindowNothingGoesBackInTime() {
        station("p1");
        long at = network.nowMs;
        network.sendAt(at + 500, "station", "{\"flow\":10}");
        network.sendAt(at, "p1", "{\"power\":1000}").deliver();
        assertEquals(0.1, network.number("station", "specific"));
        assertEquals(at + 500, network.property("station", "specific").ts());
    }

    @Test
    void whatWasToldTwiceIsOne() {
        station("p1");
        network.send("p1", "{\"power\":1000}").deliver();
        List<Recorded.Message> sent = network.outs.get(network.partitionOf("p1")).messages;
        Recorded.Message last = sent.getLast();
        byte[] before = network.folds.get(network.partitionOf("station")).state();
        FrameWriter again = new FrameWriter();
        again.add(last.input());
        PartitionFold fold = network.folds.get(network.partitionOf("station"));
        int rows = network.rows("station").size();
        fold.apply(again.toBytes(), fold.index() + 1, network.nowMs);
        assertEquals(rows, network.rows("station").size());
        // All but the index of the frame that was folded last.
        byte[] after = fold.state();
        System.arraycopy(before, 4, after, 4, 8);
        assertArrayEquals(before, after);
    }

    @Test
    void aTwinTellsSoManyOthersAndNoMore() {
        network.define("p1", PUMP);
        int partition = network.partitionOf("p1");
        PartitionFold fold = network.folds.get(partition);
        for (int i = 0; i <= Audience.READERS_MAX; i++) {
            FrameWriter frame = new FrameWriter();
            frame.add(new Input.ValuesAsked(
                    new TwinId("p1"),
                    new TwinId("reader" + i),
                    new GroupId("reader" + i),
                    List.of(new PropertyName("power")),
                    false,
                    i));
            fold.apply(frame.toBytes(), fold.index() + 1, network.nowMs);
        }
        assertEquals(
                1,
                network.outs.get(partition).unreadable.stream()
                        .filter(line -> line.contains("more than 1000 twins ask for values of p1"))
                        .count());
        int before = network.outs.get(partition).messages.size();
        network.pass(2_000);
        FrameWriter frame = new FrameWriter();
        Plant.addReading(frame, "p1", null, network.nowMs, "{\"power\":5}".getBytes(StandardCharsets.UTF_8));
        fold.apply(frame.toBytes(), fold.index() + 1, network.nowMs);
        assertEquals(Audience.READERS_MAX, network.outs.get(partition).messages.size() - before);
    }

    @Test
    void whatIsRestoredGoesOnTheSame() {
        station("p1", "p2");
        network.define("site", SITE).relate("site", "stations", "station").deliver();
        network.send("p1", "{\"power\":1000}").send("p1", "{\"power\":1200}");
        restoreAll();
        network.send("p2", "{\"power\":500}").settle();
        assertEquals(1.7, network.number("station", "power"));
        assertEquals(1.7, network.number("site", "power"));
    }

    private void restoreAll() {
        for (int i = 0; i < PARTITIONS; i++) {
            byte[] checkpoint = network.folds.get(i).checkpoint();
            Recorded out = network.outs.get(i);
            network.folds.set(i, PartitionFold.restored(network.setting(), out, out, checkpoint));
            assertArrayEquals(checkpoint, network.folds.get(i).checkpoint());
        }
    }
}
