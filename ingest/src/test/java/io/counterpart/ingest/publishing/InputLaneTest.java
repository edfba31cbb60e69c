package io.counterpart.ingest.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.ingest.Settings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One lane, its loop turned by hand. */
final class InputLaneTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");
    private static final Speaker SPEAKER = new Speaker(new TwinId("pump"), new DeviceId("pump"), 1);

    private final FakeInputPublisher log = new FakeInputPublisher();
    private final TurnedLoop loop = new TurnedLoop();
    private final SteppedClock clock = new SteppedClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Heard source = new Heard();

    private InputLanes lanes = lanes(Map.of());
    private InputLane lane = lanes.lane(ACME, 0);

    private InputLanes lanes(Map<String, String> settings) {
        Map<String, String> withoutPace = new HashMap<>(Map.of("counterpart.publishing.pace", "0ms"));
        withoutPace.putAll(settings);
        return new Publishing(log, Settings.of(PublishingConfig.class, withoutPace), meters, clock, new Random(7))
                .open(loop);
    }

    private void bound(String property, int bytes) {
        lanes = lanes(Map.of("counterpart.publishing." + property, Integer.toString(bytes)));
        lane = lanes.lane(ACME, 0);
    }

    private void publish(int receipt, String payload) {
        publish(lane, source, receipt, payload);
    }

    private static void publish(InputLane lane, InputSource source, int receipt, String payload) {
        ByteBuf bytes = Unpooled.copiedBuffer(payload, StandardCharsets.UTF_8);
        lane.publish(source, receipt, SPEAKER, 1_000, Said.READING, bytes);
        bytes.release();
    }

    @Test
    void readingsOfOneTurnOfTheLoopShareAFrame() {
        IntStream.range(0, 10).forEach(i -> publish(i, "r" + i));

        loop.turn();

        assertEquals(1, log.frames());
        assertEquals(IntStream.range(0, 10).mapToObj(i -> "r" + i).toList(), log.payloads());
        assertEquals(IntStream.range(0, 10).boxed().toList(), source.durable);
        assertEquals(10, meters.get("counterpart.publishing.durable").counter().count());
    }

    @Test
    void whateverADeviceSaysKeepsItsKindAndItsPlace() {
        CommandId command = new CommandId("c-1");
        List<Said> all = List.of(
                Said.READING, Said.delivery(command), Said.reading("bearing"), Said.answer(command), Said.READING);

        ByteBuf payload = Unpooled.copiedBuffer("{}", StandardCharsets.UTF_8);
        all.forEach(said -> lane.publish(source, 0, SPEAKER, 1_000, said, payload.slice()));
        loop.turn();

        assertEquals(
                List.of(
                        "READING of ",
                        "COMMAND_DELIVERED of c-1",
                        "READING of bearing",
                        "COMMAND_ANSWERED of c-1",
                        "READING of "),
                log.durable().stream()
                        .map(written -> written.kind() + " of " + written.about())
                        .toList());
    }

    @Test
    void noDeviceSaysWhatOthersDecide() {
        assertThrows(IllegalArgumentException.class, () -> new Said(EntryKind.COMMAND_REQUESTED, "c-1"));
    }

    @Test
    void framesOfAStreamKeepTheirDistance() {
        lanes = lanes(Map.of("counterpart.publishing.pace", "8ms"));
        lane = lanes.lane(ACME, 0);
        publish(0, "alone");
        loop.turn();
        assertEquals(List.of("alone"), log.payloads());

        loop.pass(Duration.ofMillis(3));
        publish(1, "b");
        loop.turn();
        publish(2, "c");
        loop.pass(Duration.ofMillis(4));
        assertEquals(1, log.frames());
        loop.pass(Duration.ofMillis(1));

        assertEquals(2, log.frames());
        assertEquals(List.of("alone", "b", "c"), log.payloads());
        assertEquals(List.of(0, 1, 2), source.durable);
    }

    @Test
    void whatKeepsItsDistanceIsDrainedAllTheSame() {
        lanes = lanes(Map.of("counterpart.publishing.pace", "8ms"));
        lane = lanes.lane(ACME, 0);
        publish(0, "a");
        loop.turn();
        publish(1, "b");
        loop.turn();

        CompletableFuture<Void> drained = lanes.drain().toCompletableFuture();
        assertFalse(drained.isDone());
        loop.pass(Duration.ofMillis(8));

        assertTrue(drained.isDone());
        assertEquals(List.of(0, 1), source.durable);
    }

    @Test
    void aClockThatIsSetBackHoldsNoFrame() {
        lanes = lanes(Map.of("counterpart.publishing.pace", "8ms"));
        lane = lanes.lane(ACME, 0);
        publish(0, "a");
        loop.turn();

        clock.step(Duration.ofHours(-1));
        publish(1, "b");
        loop.turn();

        assertEquals(List.of(0, 1), source.durable);
    }

    @Test
    void aSecondFrameWaitsForTheFirstUnlessItIsFull() {
        // Given
        log.goAway();
        publish(0, "first");
        loop.turn();

        // When
        publish(1, "second");
        loop.turn();
        int whileTheFirstIsUnderWay = log.framesWaiting();
        log.confirmFirst();
        loop.turn();

        // Then
        assertEquals(1, whileTheFirstIsUnderWay);
        assertEquals(List.of(0), source.durable);
        assertEquals(1, log.framesWaiting());
    }

    @Test
    void fullFramesGoFourAtATime() {
        log.goAway();

        IntStream.range(0, 7 * Position.ENTRIES_MAX).forEach(i -> publish(i, ""));
        loop.turn();

        assertEquals(4, log.framesWaiting());
        log.comeBack();
        loop.turn();
        assertEquals(7 * Position.ENTRIES_MAX, source.durable.size());
    }

    @Test
    void confirmationsAreHeardInTheOrderOfPublishingEvenIfTheLogSaysThemInAnother() {
        // Given
        log.goAway();
        IntStream.range(0, 2 * Position.ENTRIES_MAX + 1).forEach(i -> publish(i, ""));
        loop.turn();

        // When
        log.confirmLast();
        loop.turn();
        List<Integer> early = List.copyOf(source.durable);
        log.comeBack();
        loop.turn();

        // Then
        assertEquals(List.of(), early);
        assertEquals(IntStream.rangeClosed(0, 2 * Position.ENTRIES_MAX).boxed().toList(), source.durable);
    }

    @Test
    void whatOnlyFollowsIsHeardAfterWhatCameBefore() {
        log.goAway();
        lane.follow(source, 1);
        publish(2, "a");
        lane.follow(source, 3);
        loop.turn();
        lane.follow(source, 4);
        List<Integer> early = List.copyOf(source.durable);

        log.comeBack();
        loop.turn();

        assertEquals(List.of(1), early);
        assertEquals(List.of(1, 2, 3, 4), source.durable);
    }

    @Test
    void aFullLaneHoldsItsSourcesUntilHalfIsFreeAndNoOthers() {
        // Given
        bound("lane-bytes-max", 10_000);
        log.goAway();
        InputLane neighbour = lanes.lane(OTHER, 0);
        Heard neighbours = new Heard();
        lane.attach(source);
        neighbour.attach(neighbours);

        // When
        for (int i = 0; i < 12; i++) {
            publish(i, "x".repeat(1_000));
            loop.turn();
        }

        // Then
        assertTrue(source.held);
        assertTrue(lane.isHeld());
        assertFalse(neighbours.held);
        Heard late = new Heard();
        lane.attach(late);
        assertTrue(late.held);
        log.confirmFirst();
        loop.turn();
        assertTrue(source.held, "one of twelve is not half");
        log.confirmFirst();
        loop.turn();
        assertFalse(source.held);
        assertFalse(late.held);
    }

    @Test
    void whenTooMuchWaitsInAllEverySourceIsHeld() {
        // Given
        bound("waiting-bytes-max", 10_000);
        log.goAway();
        InputLane neighbour = lanes.lane(OTHER, 0);
        Heard neighbours = new Heard();
        lane.attach(source);
        neighbour.attach(neighbours);

        // When
        for (int i = 0; i < 12; i++) {
            publish(i, "x".repeat(1_000));
        }

        // Then
        assertTrue(source.held && neighbours.held);
        assertTrue(lanes.lane(ACME, 7).isHeld(), "a lane that is made now is held as well");
        loop.turn();
        log.comeBack();
        loop.turn();
        assertFalse(source.held || neighbours.held);
        assertFalse(lanes.lane(ACME, 7).isHeld());
    }

    @Test
    void aDetachedSourceIsLeftAlone() {
        bound("lane-bytes-max", 1_000);
        log.goAway();
        lane.attach(source);
        lane.detach(source);

        publish(0, "x".repeat(2_000));

        assertFalse(source.held);
    }

    @Test
    void aPartitionThatCannotBeOpenedIsTriedAgainAndNothingIsLost() {
        // Given
        log.shut();
        publish(0, "a");
        loop.turn();

        // When
        log.unshut();
        lanes.sweep();
        loop.turn();

        // Then
        assertEquals(List.of("a"), log.payloads());
        assertEquals(List.of(0), source.durable);
    }

    @Test
    void aFrameThatTheLogRefusesIsLostToItsSourcesAndTheNextGoesOnANewProducer() {
        // Given
        log.goAway();
        publish(0, "refused");
        loop.turn();

        // When
        log.failFirst();
        loop.turn();
        log.comeBack();
        publish(1, "next");
        loop.turn();
        lanes.sweep();
        loop.turn();

        // Then
        assertEquals(1, source.lost);
        assertEquals(List.of(1), source.durable);
        assertEquals(List.of("next"), log.payloads());
        assertEquals(2, log.opened().size());
        assertEquals(1, log.closed());
    }

    @Test
    void anIdleProducerIsClosedAndOpenedAgainWhenNeeded() {
        // Given
        publish(0, "a");
        loop.turn();

        // When
        clock.step(Duration.ofMinutes(5));
        lanes.sweep();
        loop.turn();
        int closed = log.closed();
        publish(1, "b");
        loop.turn();

        // Then
        assertEquals(1, closed);
        assertEquals(List.of("a", "b"), log.payloads());
        assertEquals(2, log.opened().size());
    }

    @Test
    void everyLoopHasAProducerNameOfItsOwn() {
        Publishing publishing =
                new Publishing(log, Settings.of(PublishingConfig.class, Map.of()), meters, clock, new Random(7));

        String first = publishing.open(loop).producerName();
        String second = publishing.open(loop).producerName();

        assertTrue(first.matches("ingest-[0-9a-f]{8}-0"), first);
        assertTrue(second.matches("ingest-[0-9a-f]{8}-1"), second);
    }

    @Test
    void drainingEndsWhenNothingWaits() {
        log.goAway();
        publish(0, "a");
        loop.turn();

        var drained = lanes.drain().toCompletableFuture();
        assertFalse(drained.isDone());
        log.comeBack();
        loop.turn();

        assertTrue(drained.isDone());
    }

    @Test
    void aReadingAllocatesNothing() {
        // Given
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ByteBuf payload = Unpooled.copiedBuffer("{\"pressure\":3.2,\"temperature\":21.5}", StandardCharsets.UTF_8);
        int perFrame = 1_000;
        log.goAway();
        publish(0, "under way, so that the frame stays open");
        loop.turn();
        fill(payload, perFrame);
        log.comeBack();
        loop.turn();
        log.goAway();
        publish(0, "under way");
        loop.turn();

        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        fill(payload, perFrame);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // Then: the frame's buffer and the receipts' arrays are there already, or grow to their size once
        assertTrue(allocated < 16L * perFrame, () -> allocated + " bytes for " + perFrame + " readings");
    }

    private void fill(ByteBuf payload, int count) {
        for (int i = 0; i < count; i++) {
            lane.publish(InputSource.NOBODY, i, SPEAKER, 1_000, Said.READING, payload);
            payload.readerIndex(0);
        }
    }

    /** A source that writes down what it hears. */
    private static final class Heard implements InputSource {

        private final List<Integer> durable = new ArrayList<>();
        private int lost;
        private boolean held;

        @Override
        public void durable(int receipt) {
            durable.add(receipt);
        }

        @Override
        public void flush() {}

        @Override
        public void lost() {
            lost++;
        }

        @Override
        public void hold() {
            held = true;
        }

        @Override
        public void release() {
            held = false;
        }
    }

    /** An event loop that runs what it was given when the test says so. */
    private final class TurnedLoop implements Loop {

        private final ArrayDeque<Runnable> tasks = new ArrayDeque<>();
        private final Map<Runnable, Instant> timers = new LinkedHashMap<>();

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void after(long ms, Runnable task) {
            timers.put(task, clock.instant().plusMillis(ms));
        }

        /** Time goes on, and what was to run by then has run. */
        void pass(Duration time) {
            clock.step(time);
            timers.entrySet().removeIf(timer -> {
                boolean due = !timer.getValue().isAfter(clock.instant());
                if (due) {
                    tasks.add(timer.getKey());
                }
                return due;
            });
            turn();
        }

        void turn() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    /** A clock that goes when the test says so. */
    private static final class SteppedClock implements InstantSource {

        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void step(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
