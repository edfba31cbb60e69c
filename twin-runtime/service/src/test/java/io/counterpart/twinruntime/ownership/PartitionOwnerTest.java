package io.counterpart.twinruntime.ownership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.fold.FoldLimits;
import io.counterpart.twinruntime.checkpoint.Checkpoints;
import io.counterpart.twinruntime.checkpoint.MemoryStorage;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.lane.HandDrivenLane;
import io.counterpart.twinruntime.outputs.StateAllowance;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PartitionOwnerTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");
    private static final long START_MS = 1_700_000_000_000L;

    private final FakeLog log = new FakeLog();
    private final MemoryStorage objects = new MemoryStorage();
    private final Map<TypeId, TypeDefinition> types = new HashMap<>();
    private final AtomicLong nowMs = new AtomicLong(START_MS);
    private final OwnershipMeters meters = new OwnershipMeters(new SimpleMeterRegistry());
    private final Map<String, Double> rows = new HashMap<>();
    private final List<Backfill> backfills = new ArrayList<>();
    private CompletableFuture<Long> pastWork = new CompletableFuture<>();
    private FakeHistory history = new FakeHistory();
    private FakeWakefulness wakes = new FakeWakefulness(ACME, Duration.ofMinutes(5));
    private final HandDrivenLane lane = new HandDrivenLane(() -> history);
    private PartitionOwner owner = newOwner();

    private PartitionOwner newOwner() {
        Surroundings surroundings = new Surroundings(
                log,
                new Checkpoints(objects),
                () -> history.sync(),
                (tenant, type) -> Optional.ofNullable(types.get(type)),
                (tenant, backfill) -> {
                    backfills.add(backfill);
                    pastWork = new CompletableFuture<>();
                    return pastWork;
                },
                tenant -> 4,
                FoldLimits.DEFAULT,
                new TestConfig(),
                meters,
                new StateAllowance(1_000, () -> nowMs.get() * 1_000_000),
                () -> Instant.ofEpochMilli(nowMs.get()),
                () -> nowMs.get() * 1_000_000,
                Runnable::run);
        return new PartitionOwner(new PartitionId(ACME, 0, 0), lane.lane(), surroundings, wakes);
    }

    private void start() {
        lane.lane().execute(owner::start);
        lane.settle();
    }

    private void own() {
        start();
        log.activateFirst();
        lane.settle();
    }

    private void run(long ms) {
        nowMs.addAndGet(ms);
        lane.run(ms);
    }

    private void send(String device, double value) {
        send(device, "{\"ts\":" + nowMs.incrementAndGet() + ",\"values\":{\"p\":" + value + "}}");
    }

    private void send(String device, String json) {
        byte[] payload = json.getBytes(StandardCharsets.UTF_8);
        FrameWriter frame = new FrameWriter();
        frame.addReading(new Speaker(new TwinId(device), new DeviceId(device), 1), nowMs.get(), null, payload.length)
                .put(payload);
        log.append(frame.toBytes(), nowMs.get());
    }

    private List<Long> pointed() {
        return log.control.stream().map(Checkpoint::index).toList();
    }

    private String stateOfRig() {
        return String.valueOf(log.states.get(new TwinId("rig")));
    }

    @Test
    void whoStandsInLineFoldsNothing() {
        start();
        send("rig", 1);
        lane.settle();

        assertInstanceOf(Stage.Standby.class, owner.stage());
        assertTrue(history.rows.isEmpty());
    }

    @Test
    void whoIsLetHaveThePartitionFoldsItAndPublishesAtOnce() {
        own();
        send("rig", 1);
        lane.settle();

        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertEquals(1, history.rows.size());
        assertTrue(stateOfRig().contains("\"revision\":1"));
        assertEquals(2, log.events.size());
    }

    @Test
    void aCheckpointIsPointedToAndOnlyThenAcknowledged() {
        own();
        send("rig", 1);
        send("rig", 2);
        lane.settle();
        assertEquals(0, log.acknowledged());

        run(5_000);

        assertEquals(List.of(-1L, 1L), pointed());
        assertEquals(2, log.acknowledged());
    }

    @Test
    void nothingIsAcknowledgedBeforeItsRowsAreDurable() {
        history.answers = false;
        own();
        send("rig", 1);
        run(20_000);

        assertEquals(List.of(-1L), pointed());
        assertEquals(0, log.acknowledged());

        history.answers = true;
        run(200);
        assertEquals(1, log.acknowledged());
    }

    @Test
    void nothingIsAcknowledgedBeforeItsRowsAreOnDisk() {
        history.onDisk = new CompletableFuture<>();
        own();
        send("rig", 1);
        lane.settle();

        run(6_000);
        assertEquals(List.of(-1L), pointed());
        assertEquals(0, log.acknowledged());

        history.onDisk.complete(null);
        lane.settle();
        assertEquals(List.of(-1L, 0L), pointed());
        assertEquals(1, log.acknowledged());
    }

    @Test
    void anIdlePartitionTakesNoCheckpoint() {
        own();
        send("rig", 1);
        run(30_000);

        assertEquals(List.of(-1L, 0L), pointed());
    }

    @Test
    void theNextOwnerGoesOnFromTheCheckpointAndSaysNothingTwice() {
        // Given: two folded and kept, one folded and lost with its owner
        own();
        send("rig", 1);
        send("rig", 2);
        run(5_000);
        send("rig", 3);
        lane.settle();
        int events = log.events.size();
        rows.putAll(history.rows);
        log.deactivateAll();
        lane.settle();
        run(1_000);

        // When
        log.activateFirst();
        lane.settle();
        send("rig", 4);
        lane.settle();

        // Then
        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertEquals(events, log.events.size());
        assertEquals(4, history.rows.size());
        rows.forEach((key, value) -> assertEquals(value, history.rows.get(key)));
        assertTrue(stateOfRig().contains("\"stored\":4"));
    }

    @Test
    void framesThatTheCheckpointHoldsAreSkipped() {
        own();
        send("rig", 1);
        run(5_000);

        // The acknowledgement was lost: the broker delivers from the start.
        log.forgetAcknowledgement();
        log.deactivateAll();
        run(1_000);
        log.activateFirst();
        lane.settle();

        assertTrue(stateOfRig().contains("\"stored\":1"));
        assertEquals(1, history.rows.size());
    }

    @Test
    void devicesAreToldWhatIsDesiredOnceThoughItIsFoldedAgain() {
        own();
        send("rig", 1);
        want("rig", 1, 5);
        want("rig", 2, 6);
        lane.settle();
        assertEquals(2, log.desired.size());

        log.deactivateAll();
        run(1_000);
        log.activateFirst();
        want("rig", 3, 7);
        lane.settle();

        assertEquals(
                List.of("{\"p\":5.0}", "{\"p\":6.0}", "{\"p\":7.0}"),
                log.desired.stream()
                        .map(told -> told.substring(told.indexOf("\"values\":") + 9, told.length() - 1))
                        .toList());
        assertEquals(5, log.events.size());
    }

    private void want(String twin, long revision, double value) {
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.PropertiesDesired(
                new TwinId(twin),
                revision,
                new TreeMap<>(Map.of(new PropertyName("p"), new Value.Numeric(value))),
                List.of()));
        log.append(frame.toBytes(), nowMs.get());
    }

    @Test
    void aCommandGoesToItsDeviceOnceThoughItIsFoldedAgainAndIsTakenBackWhenItsTimeHasPassed() {
        own();
        send("rig", 1);
        command("rig", 1, 30_000);
        lane.settle();
        assertEquals(1, log.commands.size());

        log.deactivateAll();
        run(1_000);
        log.activateFirst();
        passMinutes(1);

        assertTrue(
                log.commands.getFirst().startsWith("rig/c1: {\"tenant\":\"acme\",\"twin\":\"rig\""),
                log.commands::toString);
        assertEquals(List.of("rig/c1: nothing"), log.commands.subList(1, log.commands.size()));
        assertTrue(stateOfRig().contains("\"status\":\"expired\""));
    }

    private void command(String twin, long number, long forMs) {
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.CommandRequested(
                new TwinId(twin),
                number,
                new CommandId("c" + number),
                new PropertyName("reset"),
                null,
                new DeviceId(twin),
                nowMs.get() + forMs,
                null));
        log.append(frame.toBytes(), nowMs.get());
    }

    @Test
    void whatIsDesiredOfATwinThatGoesIsTakenBack() {
        own();
        send("rig", 1);
        want("rig", 1, 5);
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.TwinRemoved(new TwinId("rig")));
        log.append(frame.toBytes(), nowMs.get());
        lane.settle();

        assertEquals("rig: nothing", log.desired.getLast());
    }

    @Test
    void anOwnerThatSleptAndWasShutOutWritesNothingMore() {
        // Given
        own();
        send("rig", 1);
        run(5_000);
        Map<TwinId, String> states = Map.copyOf(log.states);

        // When
        log.anotherTakesTheFence();
        lane.passWithoutRunning(30_000);
        nowMs.addAndGet(30_000);
        send("rig", 2);
        lane.settle();

        // Then
        assertEquals(1, history.rows.size());
        assertEquals(states, log.states);
        assertEquals(List.of(-1L, 0L), pointed());
        assertFalse(owner.stage() instanceof Stage.Owning);
    }

    @Test
    void anOwnerThatSleptAndIsStillAloneGoesOn() {
        own();
        send("rig", 1);
        run(5_000);

        lane.passWithoutRunning(30_000);
        send("rig", 2);
        lane.settle();

        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertEquals(2, history.rows.size());
        assertEquals(List.of(-1L, 0L, 0L), pointed(), "the same pointer once more is the proof");
    }

    @Test
    void aProofNeverSetsThePointerBackBehindOneThatIsOnItsWay() {
        own();
        send("rig", 1);
        log.pointSlowly();
        run(5_000);
        assertEquals(List.of(-1L, 0L), pointed());

        lane.passWithoutRunning(30_000);
        lane.settle();
        assertEquals(
                List.of(-1L, 0L, 0L), pointed(), "the proof repeats what was sent, whether or not it was heard of");

        log.finishPointing();
        lane.settle();
        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertEquals(1, log.acknowledged());
    }

    @Test
    void toBeToldAgainThatThePartitionIsOursChangesNothing() {
        own();
        send("rig", 1);
        lane.settle();

        log.activateFirst();
        lane.settle();
        send("rig", 2);
        lane.settle();

        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertEquals(2, history.rows.size());
    }

    @Test
    void anOwnerThatSleptWaitsForTheAnswerBeforeItDoesAnything() {
        own();
        send("rig", 1);
        run(5_000);

        log.brokerAnswers = false;
        lane.passWithoutRunning(30_000);
        send("rig", 2);
        run(1_000);

        assertInstanceOf(Stage.Proving.class, owner.stage());
        assertEquals(1, history.rows.size());
    }

    @Test
    void anOwnerThatIsShutOutAtACheckpointLetsGoAndStandsInLineAgain() {
        own();
        send("rig", 1);
        log.anotherTakesTheFence();
        run(5_000);

        assertEquals(List.of(-1L), pointed());
        assertEquals(0, log.acknowledged());
        run(2_000);
        assertInstanceOf(Stage.Standby.class, owner.stage());
        assertEquals(1, log.inLine());
    }

    @Test
    void whileHistoryHasNoRoomTheLogKeepsWhatComes() {
        own();
        history.hasRoom = false;
        send("rig", 1);
        run(1_000);
        assertTrue(history.rows.isEmpty());

        history.hasRoom = true;
        run(200);
        assertEquals(1, history.rows.size());
    }

    @Test
    void historyThatBreaksMakesItsPartitionsBeginAnew() {
        own();
        send("rig", 1);
        lane.settle();

        history.broken = true;
        history = new FakeHistory();
        run(100);
        run(2_000);
        log.activateFirst();
        lane.settle();

        assertEquals(1, history.rows.size());
    }

    @Test
    void theFoldWaitsForATypeThatHasNotCome() {
        own();
        FrameWriter frame = new FrameWriter();
        TwinId pump = new TwinId("pump");
        frame.add(new Input.TwinDefined(pump, GroupId.of(pump), PUMP, null));
        log.append(frame.toBytes(), nowMs.get());
        send("rig", 1);
        run(10_000);
        assertTrue(log.states.isEmpty());

        types.put(
                PUMP,
                new TypeDefinition(
                        ACME,
                        PUMP,
                        List.of(new TypeDefinition.Property(
                                new PropertyName("p"), ValueSchema.DOUBLE, null, null, null)),
                        null,
                        JsonNodeFactory.instance.objectNode()));
        run(200);
        assertEquals(2, log.states.size());
    }

    @Test
    void aTickIsWrittenOnceWhenATwinsTimeHasCome() {
        own();
        send("rig", 1);
        lane.settle();
        run(59_000);
        assertTrue(log.ticks.isEmpty());

        run(2_000);
        assertEquals(1, log.ticks.size());

        log.append(log.ticks.getFirst(), nowMs.get());
        run(60_000);
        assertTrue(stateOfRig().contains("\"silent\":true"));
        assertEquals(1, log.ticks.size());
    }

    @Test
    void aTwinThatIsRemovedLeavesNoState() {
        own();
        send("rig", 1);
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.TwinRemoved(new TwinId("rig")));
        log.append(frame.toBytes(), nowMs.get());
        lane.settle();

        assertEquals("gone", log.states.get(new TwinId("rig")));
    }

    @Test
    void whoIsStoppedKeepsWhatItFoldedAndLetsGo() {
        own();
        send("rig", 1);
        lane.settle();

        lane.lane().execute(owner::stop);
        run(300);

        assertEquals(1, log.acknowledged());
        assertEquals(0, log.inLine());
        run(60_000);
        assertEquals(0, log.inLine());
    }

    private CompletableFuture<Void> abandon() {
        CompletableFuture<Void> let = CompletableFuture.supplyAsync(owner::abandon, lane.lane())
                .thenCompose(stage -> stage)
                .thenComposeAsync(gone -> Drain.of(lane.lane()), lane.lane());
        run(200);
        return let;
    }

    @Test
    void whoIsAbandonedKeepsNothingThoughTheBrokerHasForgottenTheTenant() {
        own();
        send("rig", 1);
        lane.settle();
        log.brokerAnswers = false;

        CompletableFuture<Void> let = abandon();

        assertTrue(let.isDone());
        assertEquals(0, log.inLine());
        assertEquals(List.of(-1L), pointed());
        run(60_000);
        assertEquals(0, log.inLine());
    }

    @Test
    void whoIsAbandonedWhileItIsBeingStoppedLetsGoToo() {
        own();
        send("rig", 1);
        lane.settle();
        log.brokerAnswers = false;
        lane.lane().execute(owner::stop);
        run(300);
        assertEquals(1, log.inLine());

        CompletableFuture<Void> let = abandon();

        assertTrue(let.isDone());
        assertEquals(0, log.inLine());
    }

    @Test
    void anAbandonedPartitionIsLetGoWhenHistoryHasTakenWhatItWasGiven() {
        own();
        history.answers = false;
        send("rig", 1);
        lane.settle();

        CompletableFuture<Void> let = abandon();

        assertFalse(let.isDone());
        history.answers = true;
        run(200);
        assertTrue(let.isDone());
    }

    @Test
    void whatAWriterThatWasGivenUpNeverTookIsNotWaitedFor() {
        own();
        history.answers = false;
        send("rig", 1);
        lane.settle();
        CompletableFuture<Void> let = abandon();

        history.broken = true;
        history = new FakeHistory();
        run(200);

        assertTrue(let.isDone());
    }

    @Test
    void aDamagedCheckpointIsNotFoldedUpon() {
        own();
        send("rig", 1);
        run(5_000);
        log.deactivateAll();
        run(1_000);

        objects.damageAll();
        log.activateFirst();
        lane.settle();

        assertFalse(owner.stage() instanceof Stage.Owning);
    }

    @Test
    void aPartitionWhoseOutletsAnotherStillHoldsIsTriedAgainLater() {
        start();
        log.outlets(owner.partition());
        log.activateFirst();
        lane.settle();
        assertFalse(owner.stage() instanceof Stage.Owning);

        log.dropOutlets();
        run(2_000);
        log.activateFirst();
        lane.settle();
        assertInstanceOf(Stage.Owning.class, owner.stage());
    }

    @Test
    void whatNobodyWritesIntoIsParked() {
        own();
        send("rig", 1);
        passMinutes(12);

        assertEquals(List.of("first"), wakes.parked);
    }

    @Test
    void whatIsWrittenIntoIsNot() {
        own();
        for (int i = 0; i < 4; i++) {
            send("rig", i);
            passMinutes(9);
        }

        assertEquals(List.of(), wakes.parked);
    }

    @Test
    void aWakeIsWaitedForAsLongAsAReading() {
        own();
        passMinutes(9);
        wakes.wake("second");
        passMinutes(9);
        assertEquals(List.of(), wakes.parked);

        passMinutes(2);
        assertEquals(List.of("second"), wakes.parked);
    }

    @Test
    void aReadingThatTheLogHoldsAndNobodyFoldedKeepsItAwake() {
        own();
        log.holdBack();
        send("rig", 1);
        passMinutes(11);

        assertEquals(List.of(), wakes.parked);
    }

    @Test
    void aWriterWhoPromisesLessOftenIsWaitedForLonger() {
        FakeWakefulness slow = new FakeWakefulness(ACME, Duration.ofMinutes(20));
        wakes = slow;
        owner = newOwner();
        own();
        passMinutes(39);
        assertEquals(List.of(), slow.parked);

        passMinutes(2);
        assertEquals(List.of("first"), slow.parked);
    }

    @Test
    void whatIsFoldedAgainIsNotShownAgain() {
        own();
        send("rig", 1);
        run(5_000);
        send("rig", 2);
        send("rig", 3);
        lane.settle();
        assertTrue(stateOfRig().contains("\"revision\":3"));
        log.states.clear();

        log.deactivateAll();
        lane.settle();
        run(1_000);
        log.deliverOnly(2);
        log.activateFirst();
        lane.settle();
        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertTrue(log.states.isEmpty());

        log.deliverOnly(3);
        lane.settle();
        assertTrue(stateOfRig().contains("\"revision\":3"));
    }

    @Test
    void aPastIsWorkedOutUntilTheLogHasIt() {
        types.put(PUMP, making("p * 2"));
        own();
        send("rig", 1);
        append(new Input.TwinDefined(new TwinId("rig"), new GroupId("rig"), PUMP, null));
        run(1_000);
        assertEquals(
                List.of(new TwinId("rig")),
                backfills.stream().map(Backfill::twin).toList());

        pastWork.completeExceptionally(new TimeoutException("history is away"));
        run(1_000);
        assertEquals(1, backfills.size(), "it is tried again later");
        passMinutes(1);
        assertEquals(2, backfills.size());

        pastWork.complete(1L);
        run(1_000);
        log.deliverTicks(nowMs.get());
        run(60_000);
        log.deliverTicks(nowMs.get());
        run(1_000);
        assertEquals(2, backfills.size(), "the log has that it is done");
        assertTrue(log.events.size() >= 3, "created, retyped and backfilled");
    }

    @Test
    void aPastIsWorkedOutOfWhatHistoryHas() {
        types.put(PUMP, making("p * 2"));
        own();
        history.answers = false;
        send("rig", 1);
        append(new Input.TwinDefined(new TwinId("rig"), new GroupId("rig"), PUMP, null));
        run(1_000);
        assertEquals(0, backfills.size());
        history.answers = true;
        run(1_000);
        assertEquals(1, backfills.size());
    }

    @Test
    void onePastThatCannotBeWorkedOutDoesNotHoldUpOthers() {
        types.put(PUMP, making("p * 2"));
        own();
        send("a", 1);
        send("b", 1);
        append(new Input.TwinDefined(new TwinId("a"), new GroupId("a"), PUMP, null));
        append(new Input.TwinDefined(new TwinId("b"), new GroupId("b"), PUMP, null));
        run(1_000);
        pastWork.completeExceptionally(new IllegalStateException("a defect"));
        run(1_000);
        log.deliverTicks(nowMs.get());
        run(1_000);
        assertEquals(
                List.of(new TwinId("a"), new TwinId("b")),
                backfills.stream().map(Backfill::twin).toList());
    }

    @Test
    void whoLetsGoLeavesThePast() {
        types.put(PUMP, making("p * 2"));
        own();
        send("rig", 1);
        append(new Input.TwinDefined(new TwinId("rig"), new GroupId("rig"), PUMP, null));
        run(1_000);
        log.deactivateAll();
        lane.settle();
        assertTrue(pastWork.isCancelled());
    }

    private static TypeDefinition making(String expression) {
        return new TypeDefinition(
                ACME,
                PUMP,
                List.of(
                        new TypeDefinition.Property(new PropertyName("p"), ValueSchema.DOUBLE, null, null, null),
                        new TypeDefinition.Property(
                                new PropertyName("twice"),
                                ValueSchema.DOUBLE,
                                null,
                                null,
                                new Signal(null, null, null, null, null, new Signal.Derivation(expression, null)))),
                null,
                JsonNodeFactory.instance.objectNode());
    }

    private void append(Input input) {
        FrameWriter frame = new FrameWriter();
        frame.add(input);
        log.append(frame.toBytes(), nowMs.incrementAndGet());
    }

    @Test
    void whatATwinHasForOthersIsInTheirPartitionsOnceWhoeverSendsIt() {
        own();
        run(5_000);
        append(new Input.ValuesAsked(
                new TwinId("rig"),
                new TwinId("plant"),
                new GroupId("plant"),
                List.of(new PropertyName("p")),
                false,
                7));
        send("rig", 1);
        run(2_000);
        send("rig", 2);
        lane.settle();
        int partition = new GroupId("plant").partition(4);
        assertEquals(
                List.of(partition, partition),
                log.messages.values().stream().map(FakeLog.Sent::to).toList(),
                "the twin that asked early is told of what there is, and a second later of what is new");

        owner = newOwner();
        log.deactivateAll();
        start();
        log.activateFirst();
        run(1_000);
        assertInstanceOf(Stage.Owning.class, owner.stage());
        assertEquals(2, log.messages.size());
        send("rig", 3);
        lane.settle();
        assertEquals(3, log.messages.size());
        FrameReader told = new FrameReader()
                .of(List.copyOf(log.messages.values()).getLast().frame());
        assertTrue(told.next());
        assertEquals(3.0, ((Input.ValuesTold) told.input()).values().getFirst().value());
    }

    @Test
    void whoIsToldToStopOnTheWayOutHasStoppedWhenAllIsClosed() {
        own();
        log.closeSlowly();
        log.deactivateAll();
        lane.settle();
        assertInstanceOf(Stage.Leaving.class, owner.stage());

        CompletableFuture<Void> stopped = owner.stop().toCompletableFuture();
        lane.settle();
        assertFalse(stopped.isDone());

        log.finishClosing();
        lane.settle();
        assertTrue(stopped.isDone());
    }

    /** Time goes by as it does, second by second, and the log brings the ticks back. */
    private void passMinutes(int minutes) {
        for (int second = 0; second < 60 * minutes; second++) {
            run(1_000);
            log.deliverTicks(nowMs.get());
        }
    }
}
