package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.lane.Lane;
import io.counterpart.twinruntime.lane.LaneWork;
import io.counterpart.twinruntime.outputs.Outlets;
import io.counterpart.twinruntime.ownership.Stage.Away;
import io.counterpart.twinruntime.ownership.Stage.Joining;
import io.counterpart.twinruntime.ownership.Stage.Leaving;
import io.counterpart.twinruntime.ownership.Stage.Owning;
import io.counterpart.twinruntime.ownership.Stage.Proving;
import io.counterpart.twinruntime.ownership.Stage.Recovering;
import io.counterpart.twinruntime.ownership.Stage.Standby;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes a partition, holds it and lets it go. It never folds on doubtful ground: whatever is out of order, it closes everything it had
 * open, forgets the fold, and stands in line again; the log and the last checkpoint have all that matters.
 *
 * <p>All of it happens on one lane's thread. What other threads report carries the number of the round in which it was asked for; of
 * an earlier round it is closed and forgotten.
 */
final class PartitionOwner implements LaneWork {

    private static final Logger LOG = Logger.getLogger(PartitionOwner.class);
    private static final long RETRY_MAX_MS = Duration.ofSeconds(30).toMillis();

    private final PartitionId partition;
    private final Lane lane;
    private final Surroundings surroundings;
    private final Wakefulness wakefulness;

    private Stage stage = new Away(0);
    private int round;
    private int failures;
    private boolean active;
    private boolean stopping;
    private @Nullable CompletableFuture<Void> stopped;

    PartitionOwner(PartitionId partition, Lane lane, Surroundings surroundings, Wakefulness wakefulness) {
        this.partition = partition;
        this.lane = lane;
        this.surroundings = surroundings;
        this.wakefulness = wakefulness;
    }

    PartitionId partition() {
        return partition;
    }

    Stage stage() {
        return stage;
    }

    /** Begins; on the lane's thread, as all that follows. */
    void start() {
        lane.add(this);
        join();
    }

    /** Keeps what was folded, lets go and never comes back; the answer comes when all is closed. */
    CompletionStage<Void> stop() {
        if (stopped == null) {
            stopped = new CompletableFuture<>();
            stopping = true;
            if (stage instanceof Owning owning) {
                advance(owning);
            } else {
                leaveUnlessLeaving();
            }
        }
        return stopped;
    }

    /**
     * Lets go at once, keeps nothing and never comes back: the tenant is being erased, and its topics may be gone already. The answer
     * comes when all is closed.
     */
    CompletionStage<Void> abandon() {
        CompletableFuture<Void> answer = stopped == null ? new CompletableFuture<>() : stopped;
        stopped = answer;
        stopping = true;
        leaveUnlessLeaving();
        return answer;
    }

    /** Who is on the way out already answers when that has ended. */
    private void leaveUnlessLeaving() {
        if (!(stage instanceof Leaving)) {
            leave();
        }
    }

    // ---- into the line, and to the front of it ----

    private void join() {
        stage = new Joining();
        active = false;
        int ofRound = ++round;
        Inputs.Listener listener = new Inputs.Listener() {
            @Override
            public void becameActive() {
                lane.execute(() -> inRound(ofRound, PartitionOwner.this::activated));
            }

            @Override
            public void becameInactive() {
                lane.execute(() -> inRound(ofRound, PartitionOwner.this::deactivated));
            }
        };
        await(surroundings.log().subscribe(partition, listener), this::joined, Inputs::close);
    }

    private void joined(Inputs inputs) {
        stage = new Standby(inputs);
        if (active) {
            recover(inputs);
        }
    }

    private void activated() {
        active = true;
        switch (stage) {
            case Standby standby -> recover(standby.inputs());
            // Said again after a lost connection, when another may have been here in between; and now and then without.
            case Owning owning -> prove(owning);
            case Joining j -> {}
            case Recovering r -> {}
            case Proving p -> {}
            case Away a -> {}
            case Leaving l -> {}
        }
    }

    private void deactivated() {
        active = false;
        switch (stage) {
            case Owning o -> lose("another is to own it");
            case Proving p -> lose("another is to own it");
            case Recovering r -> lose("another is to own it");
            case Joining j -> {}
            case Standby s -> {}
            case Away a -> {}
            case Leaving l -> {}
        }
    }

    private void recover(Inputs inputs) {
        stage = new Recovering(inputs);
        Recovery recovery = new Recovery(partition, surroundings, inputs, lane.history(), failureOf(round));
        await(
                recovery.run(),
                taken -> own(inputs, taken),
                taken -> closeAll(
                        List.of(taken.opened().outlets()::close, taken.opened().fence()::close)));
    }

    private void own(Inputs inputs, Recovery.Taken taken) {
        Parking parking = new Parking(partition, surroundings, wakefulness, taken.owned(), taken.cycle());
        stage = new Owning(inputs, taken.opened().fence(), taken.owned(), taken.cycle(), parking);
        failures = 0;
        surroundings.meters().taken();
        LOG.infof(
                "partition taken partition=%s index=%d twins=%d",
                partition, taken.owned().fold().index(), taken.owned().fold().twins());
        lane.ready(this);
    }

    // ---- while it is ours ----

    @Override
    public boolean work() {
        return stage instanceof Owning owning && !stopping && guarded(() -> fold(owning));
    }

    private boolean fold(Owning owning) {
        boolean more = owning.owned().work(wake(owning));
        lane.whenIdle(this);
        if (!more && owning.owned().isHeldUp()) {
            lane.soon(this);
        }
        return more;
    }

    private Runnable wake(Owning owning) {
        int ofRound = round;
        return () -> lane.execute(() -> inRound(ofRound, () -> {
            owning.owned().woken();
            lane.ready(this);
        }));
    }

    @Override
    public boolean idle() {
        return stage instanceof Owning owning && guarded(owning.owned()::publish);
    }

    @Override
    public void housekeep() {
        switch (stage) {
            case Away away when !stopping && surroundings.clock().millis() >= away.retryAtMs() -> join();
            case Owning owning ->
                guarded(() -> {
                    keep(owning);
                    return true;
                });
            case Away a -> {}
            case Joining j -> {}
            case Standby s -> {}
            case Recovering r -> {}
            case Proving p -> {}
            case Leaving l -> {}
        }
    }

    private void keep(Owning owning) {
        if (!stopping) {
            owning.owned().housekeep();
            if (owning.owned().publish()) {
                lane.whenIdle(this);
            }
            owning.cycle().beginIfDue();
            owning.parking().askIfIdle();
        }
        advance(owning);
    }

    private void advance(Owning owning) {
        CheckpointCycle cycle = owning.cycle();
        if (stopping) {
            cycle.begin();
        }
        CompletionStage<Checkpoint> step = cycle.advance();
        if (step != null) {
            await(step, stored -> pointed(owning, stored), stored -> {});
        } else if (stopping && cycle.isKept()) {
            leave();
        }
    }

    private void pointed(Owning owning, Checkpoint stored) {
        owning.cycle().pointed(stored);
        if (stopping) {
            advance(owning);
        }
    }

    private boolean guarded(BooleanSupplier step) {
        try {
            return step.getAsBoolean();
        } catch (RuntimeException e) {
            fail(e);
            return false;
        }
    }

    // ---- when it may not be ours any more ----

    @Override
    public void paused() {
        if (stage instanceof Owning owning) {
            prove(owning);
        } else if (stage instanceof Recovering) {
            lose("the process did not run while it took the partition");
        }
    }

    private void prove(Owning owning) {
        stage = new Proving(owning);
        await(owning.cycle().prove(), proven -> proved(), proven -> {});
    }

    private void proved() {
        if (stage instanceof Proving proving) {
            stage = proving.before();
            lane.ready(this);
        }
    }

    @Override
    public void historyLost(Throwable cause) {
        switch (stage) {
            case Owning o -> fail(cause);
            case Proving p -> fail(cause);
            case Recovering r -> fail(cause);
            case Joining j -> {}
            case Standby s -> {}
            case Away a -> {}
            case Leaving l -> {}
        }
    }

    private Consumer<Throwable> failureOf(int ofRound) {
        return cause -> lane.execute(() -> inRound(ofRound, () -> fail(cause)));
    }

    private void fail(Throwable cause) {
        Throwable root = cause instanceof CompletionException && cause.getCause() != null ? cause.getCause() : cause;
        if (root instanceof RuntimeException && !(root instanceof UncheckedIOException)) {
            LOG.errorf(root, "partition given up partition=%s stage=%s", partition, stageName());
        } else {
            LOG.warnf("partition given up partition=%s stage=%s cause=%s", partition, stageName(), root.toString());
        }
        failures++;
        surroundings.meters().lost();
        leave();
    }

    private void lose(String why) {
        LOG.infof("partition let go partition=%s stage=%s cause=%s", partition, stageName(), why);
        surroundings.meters().lost();
        leave();
    }

    private String stageName() {
        return stage.getClass().getSimpleName();
    }

    private void leave() {
        round++;
        List<CloseStep> steps = openThings();
        if (stage instanceof Owning || stage instanceof Proving) {
            surroundings.meters().released();
        }
        stage = new Leaving();
        int ofRound = round;
        closeAll(steps).whenComplete((done, cause) -> lane.execute(() -> inRound(ofRound, this::left)));
    }

    private List<CloseStep> openThings() {
        return switch (stage) {
            case Owning owning -> open(owning);
            case Proving proving -> open(proving.before());
            case Standby standby -> List.of(standby.inputs()::close);
            case Recovering recovering -> List.of(recovering.inputs()::close);
            case Joining j -> List.of();
            case Away a -> List.of();
            case Leaving l -> List.of();
        };
    }

    private static List<CloseStep> open(Owning owning) {
        owning.owned().leave();
        // The outlets first: what they still hold back must not follow what a successor sends.
        Outlets outlets = owning.owned().outlets();
        return List.of(outlets::close, owning.fence()::close, owning.inputs()::close);
    }

    private void left() {
        if (stopped != null) {
            lane.remove(this);
            stopped.complete(null);
            return;
        }
        long base = surroundings.config().retryAfter().toMillis();
        long wait = failures == 0 ? 0 : Math.min(RETRY_MAX_MS, base << Math.min(failures - 1, 10));
        stage = new Away(surroundings.clock().millis() + wait);
    }

    // ---- between threads ----

    private void inRound(int ofRound, Runnable task) {
        if (round == ofRound) {
            task.run();
        }
    }

    /** Goes on, on the lane, with what comes of this; or fails. What comes too late is handed to the last. */
    private <T> void await(CompletionStage<T> stage, Consumer<? super T> next, Consumer<? super T> tooLate) {
        int ofRound = round;
        stage.whenComplete((result, cause) -> lane.execute(() -> {
            if (cause != null) {
                inRound(ofRound, () -> fail(cause));
            } else if (round == ofRound) {
                guarded(() -> {
                    next.accept(result);
                    return true;
                });
            } else {
                tooLate.accept(result);
            }
        }));
    }

    @FunctionalInterface
    private interface CloseStep {
        CompletionStage<?> close();
    }

    /** Closes one after the other, whatever becomes of each. */
    private CompletionStage<Void> closeAll(List<CloseStep> steps) {
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (CloseStep step : steps) {
            all = all.thenCompose(before -> step.close().<Void>handle((done, cause) -> {
                if (cause != null) {
                    LOG.warnf("not closed in order partition=%s cause=%s", partition, cause.getMessage());
                }
                return null;
            }));
        }
        return all;
    }
}
