package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.EventSink;
import io.counterpart.engine.output.HistorySink;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.outputs.FoldEvents;
import io.counterpart.twinruntime.outputs.InFlight;
import io.counterpart.twinruntime.outputs.Outlets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * From being let have a partition to holding it: shut out the one before, open what is sent through, and only then ask for the
 * last checkpoint, which nobody else can change any more. What was opened on a way that ends early is closed.
 */
record Recovery(
        PartitionId partition,
        Surroundings surroundings,
        Inputs inputs,
        HistoryWriter history,
        Consumer<Throwable> failure) {

    /** All that owning takes. */
    record Taken(Opened opened, OwnedPartition owned, CheckpointCycle cycle) {}

    CompletionStage<Taken> run() {
        return surroundings.log().fence(partition).thenCompose(fence -> orClose(throughFence(fence), fence::close));
    }

    private CompletionStage<Taken> throughFence(Fence fence) {
        return surroundings
                .log()
                .outlets(partition)
                .thenCompose(outlets -> orClose(withOutlets(fence, outlets), outlets::close));
    }

    private CompletionStage<Taken> withOutlets(Fence fence, Outlets outlets) {
        return surroundings
                .log()
                .lastCheckpoint(partition)
                .thenComposeAsync(
                        last -> last.map(CompletableFuture::completedStage).orElseGet(() -> first(fence)),
                        surroundings.waiting())
                .thenCompose(pointer -> surroundings
                        .log()
                        .lastIndex(partition)
                        .thenApplyAsync(
                                last -> restore(fence, outlets, pointer, last.orElse(PartitionFold.NOTHING_FOLDED)),
                                surroundings.waiting()));
    }

    /** Keeps the state before the first frame: so there is a pointer, by which an owner can always prove itself. */
    private CompletionStage<Checkpoint> first(Fence fence) {
        PartitionFold nothing = PartitionFold.empty(setting(), HistorySink.NOWHERE, EventSink.NOWHERE);
        try {
            Checkpoint pointer =
                    surroundings.checkpoints().put(partition, nothing.index(), nothing.knownAt(), nothing.checkpoint());
            return fence.point(pointer).thenApply(done -> pointer);
        } catch (IOException e) {
            throw new UncheckedIOException("the first checkpoint cannot be kept", e);
        }
    }

    private PartitionFold.Setting setting() {
        return new PartitionFold.Setting(
                partition.tenant(), partition.epoch(), surroundings.limits(), surroundings.types());
    }

    private Taken restore(Fence fence, Outlets outlets, Checkpoint pointer, long lastOfLog) {
        InFlight inFlight = new InFlight(failure);
        FoldEvents events =
                new FoldEvents(partition, surroundings.partitions().applyAsInt(partition.tenant()), outlets, inFlight);
        PartitionFold fold = PartitionFold.restored(setting(), history, events, stateOf(pointer));
        Opened opened = new Opened(fence, pointer, lastOfLog, outlets, inFlight, events, fold);
        OwnedPartition owned = new OwnedPartition(partition, surroundings, inputs, history, opened);
        return new Taken(opened, owned, new CheckpointCycle(partition, surroundings, inputs, owned, opened, history));
    }

    private byte[] stateOf(Checkpoint pointer) {
        try {
            return surroundings.checkpoints().get(pointer);
        } catch (IOException e) {
            throw new UncheckedIOException("the last checkpoint cannot be read", e);
        }
    }

    private interface Closing {
        CompletionStage<?> close();
    }

    private static <T> CompletionStage<T> orClose(CompletionStage<T> way, Closing opened) {
        return way.handle((result, cause) -> outcome(result, cause, opened)).thenCompose(outcome -> outcome);
    }

    private static <T> CompletionStage<T> outcome(@Nullable T result, @Nullable Throwable cause, Closing opened) {
        if (cause == null && result != null) {
            return CompletableFuture.completedFuture(result);
        }
        Throwable why = cause == null ? new IllegalStateException("nothing came of it") : cause;
        return opened.close()
                .handle((closed, ignored) -> null)
                .thenCompose(closed -> CompletableFuture.failedFuture(why));
    }
}
