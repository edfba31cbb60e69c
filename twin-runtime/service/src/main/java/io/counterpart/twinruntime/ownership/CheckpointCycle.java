package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.MessageId;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a partition's state from time to time. The order is the promise: rows and messages out, rows on disk, then the object, then
 * the pointer, then the acknowledgement; whatever ends in between, the next owner folds again what was not kept, and writes the same.
 *
 * <p>The lane does not wait: it goes on folding while rows, messages and the object of one checkpoint become durable.
 */
final class CheckpointCycle {

    private static final Logger LOG = Logger.getLogger(CheckpointCycle.class);

    private final PartitionId partition;
    private final Surroundings surroundings;
    private final OwnedPartition owned;
    private final Inputs inputs;
    private final Fence fence;
    private final HistoryWriter history;

    private Checkpoint newest;
    private @Nullable Underway underway;
    private long keptIndex;
    private long lastPeriod;

    /** A checkpoint between its beginning and its end. */
    private static final class Underway {
        private final byte[] state;
        private final long index;
        private final long knownAt;
        private final @Nullable MessageId upTo;
        private final long rows;
        private final CompletableFuture<?> messages;
        private final long beganNanos;
        private boolean storing;

        Underway(OwnedPartition owned, long rows, long beganNanos) {
            state = owned.fold().checkpoint();
            index = owned.fold().index();
            knownAt = owned.fold().knownAt();
            upTo = owned.lastFolded();
            this.rows = rows;
            this.beganNanos = beganNanos;
            messages = owned.outlets().flush().toCompletableFuture();
        }
    }

    CheckpointCycle(
            PartitionId partition,
            Surroundings surroundings,
            Inputs inputs,
            OwnedPartition owned,
            Opened opened,
            HistoryWriter history) {
        this.partition = partition;
        this.surroundings = surroundings;
        this.inputs = inputs;
        this.owned = owned;
        this.history = history;
        fence = opened.fence();
        newest = opened.pointer();
        keptIndex = owned.fold().index();
        lastPeriod = period();
    }

    /** Whether everything that was folded is kept. */
    boolean isKept() {
        return underway == null && keptIndex == owned.fold().index();
    }

    /**
     * Which stretch of time this is. All partitions of a process count the same ones, so that their checkpoints begin at the same moment: then
     * they share one flush of the rows, and one sync of the disk, at which the log's own writing has to wait.
     */
    private long period() {
        return Math.floorDiv(
                surroundings.nanoTime().getAsLong(),
                surroundings.config().checkpointEvery().toNanos());
    }

    /** Begins a checkpoint when one is due. */
    void beginIfDue() {
        long frames = owned.fold().index() - keptIndex;
        boolean due = period() != lastPeriod || frames >= surroundings.config().checkpointFrames();
        if (frames > 0 && due) {
            begin();
        }
    }

    /** Begins a checkpoint now, unless one is under way or nothing is new. */
    void begin() {
        if (underway == null && !isKept()) {
            lastPeriod = period();
            underway =
                    new Underway(owned, history.taken(), surroundings.nanoTime().getAsLong());
            history.flush();
        }
    }

    /**
     * Takes the checkpoint under way a step further, if it can go.
     *
     * @return what the step ends with, on any thread; null where there is none to take. The lane then calls {@link #pointed}
     */
    @Nullable CompletionStage<Checkpoint> advance() {
        Underway current = underway;
        if (current == null || current.storing || history.acknowledged() < current.rows || !current.messages.isDone()) {
            return null;
        }
        current.storing = true;
        // A message that failed fails the checkpoint.
        return current.messages
                .thenCompose(flushed -> surroundings.disk().sync())
                .thenApplyAsync(synced -> store(current), surroundings.waiting())
                .thenCompose(stored -> point(stored).thenApply(done -> stored));
    }

    private Checkpoint store(Underway current) {
        try {
            return surroundings.checkpoints().put(partition, current.index, current.knownAt, current.state);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoint cannot be kept", e);
        }
    }

    /** The pointer is set: what the checkpoint holds need never come again. */
    void pointed(Checkpoint stored) {
        Underway done = underway;
        if (done == null) {
            return;
        }
        underway = null;
        keptIndex = done.index;
        if (done.upTo != null) {
            inputs.acknowledge(done.upTo);
        }
        surroundings.meters().checkpointed(surroundings.nanoTime().getAsLong() - done.beganNanos);
        surroundings.waiting().execute(() -> prune(stored));
    }

    private void prune(Checkpoint newest) {
        try {
            surroundings.checkpoints().prune(partition, newest);
        } catch (IOException e) {
            LOG.warnf("old checkpoints cannot be deleted partition=%s cause=%s", partition, e.getMessage());
        }
    }

    /**
     * Sets the pointer. It becomes the one to prove by when it is sent, not when it is known to be set: a proof that is sent between the two
     * comes after it in the log, and would set the pointer back.
     */
    private synchronized CompletionStage<?> point(Checkpoint stored) {
        newest = stored;
        return fence.point(stored);
    }

    /** Asks whether the partition is still ours, by setting the pointer to where it points; fails when it is not. */
    synchronized CompletionStage<?> prove() {
        return fence.point(newest);
    }
}
