package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.output.HistoryWriter;
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
    private final HistoryWriter history;
    private final Outlets outlets;
    private final InFlight inFlight;

    private @Nullable Backfill seen;

    /** How many rows its history had when that was seen: those are of before it, and have to be there to be read. */
    private long rowsBefore;

    private @Nullable CompletableFuture<Long> work;
    private boolean isTold;
    private long retryAtMs = Long.MIN_VALUE;

    Backfilling(
            PartitionId partition,
            Surroundings surroundings,
            PartitionFold fold,
            HistoryWriter history,
            Outlets outlets,
            InFlight inFlight) {
        this.history = history;
        this.partition = partition;
        this.surroundings = surroundings;
        this.fold = fold;
        this.outlets = outlets;
        this.inFlight = inFlight;
    }

    /** Goes a step on, if there is one to go; called some ten times a second. */
    void goOn() {
        Backfill current = seen;
        if (current == null || !fold.isDue(current)) {
            leave();
            seen = fold.nextBackfill();
            rowsBefore = history.taken();
            isTold = false;
        } else if (work == null) {
            begin(current);
        } else if (work.isDone() && !isTold) {
            end(current, work);
        }
    }

    /** Has what is under way left: somebody else will do it, or nobody needs it. */
    void leave() {
        if (work != null) {
            work.cancel(false);
            work = null;
        }
    }

    private void begin(Backfill due) {
        if (history.acknowledged() >= rowsBefore && surroundings.clock().millis() >= retryAtMs) {
            work = surroundings.past().workOut(partition.tenant(), due);
        }
    }

    private void end(Backfill due, CompletableFuture<Long> ended) {
        if (!ended.isCompletedExceptionally()) {
            tell(due, ended.join());
            return;
        }
        Throwable cause = ended.exceptionNow();
        if (cause instanceof IllegalArgumentException || cause instanceof IllegalStateException) {
            // It would come to the same again, and others wait behind it.
            LOG.errorf(cause, "a past cannot be worked out, is left partition=%s twin=%s", partition, due.twin());
            tell(due, 0);
            return;
        }
        LOG.warnf(
                "a past cannot be worked out, is tried again partition=%s twin=%s cause=%s",
                partition, due.twin(), cause.toString());
        work = null;
        retryAtMs = surroundings.clock().millis() + RETRY_MS;
    }

    private void tell(Backfill due, long values) {
        isTold = true;
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.Backfilled(due.twin(), due.position(), values));
        inFlight.watch(outlets.input(frame.toBytes()));
    }
}
