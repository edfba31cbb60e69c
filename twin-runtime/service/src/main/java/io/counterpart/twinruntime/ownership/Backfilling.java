package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.outputs.InFlight;
import io.counterpart.twinruntime.outputs.Outlets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Has what is due of a partition's past worked out, one twin's after the other, and tells the log when it is. On the lane's thread. */
final class Backfilling {

    private static final Logger LOG = Logger.getLogger(Backfilling.class);
    private static final long RETRY_MS = Duration.ofSeconds(30).toMillis();

    private final PartitionId partition;
    private final Surroundings surroundings;
    private final PartitionFold fold;
    private final Outlets outlets;
    private final InFlight inFlight;

    private @Nullable Backfill begun;
    private CompletableFuture<Long> work = new CompletableFuture<>();
    private boolean isTold;
    private long retryAtMs = Long.MIN_VALUE;

    Backfilling(
            PartitionId partition, Surroundings surroundings, PartitionFold fold, Outlets outlets, InFlight inFlight) {
        this.partition = partition;
        this.surroundings = surroundings;
        this.fold = fold;
        this.outlets = outlets;
        this.inFlight = inFlight;
    }

    /** Goes a step on, if there is one to go; called some ten times a second. */
    void goOn() {
        Backfill due = fold.nextBackfill();
        if (due == null) {
            begun = null;
        } else if (begun == null || due.position() != begun.position()) {
            begin(due);
        } else if (work.isDone() && !isTold) {
            end(due);
        }
    }

    private void begin(Backfill due) {
        if (surroundings.clock().millis() >= retryAtMs) {
            begun = due;
            isTold = false;
            work = surroundings.past().workOut(partition.tenant(), due).toCompletableFuture();
        }
    }

    private void end(Backfill due) {
        if (work.isCompletedExceptionally()) {
            LOG.warnf(
                    "a past cannot be worked out, is tried again partition=%s twin=%s cause=%s",
                    partition, due.twin(), work.exceptionNow().toString());
            begun = null;
            retryAtMs = surroundings.clock().millis() + RETRY_MS;
            return;
        }
        isTold = true;
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.Backfilled(due.twin(), due.position(), work.join()));
        inFlight.watch(outlets.input(frame.toBytes()));
    }
}
