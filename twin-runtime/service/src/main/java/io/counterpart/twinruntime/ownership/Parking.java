package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Notices that nothing has come for long and nothing is left to do, and asks for the partition to be parked. It may be when the owner has
 * seen nothing for twice the time that writers promise to keep, and the log holds nothing that it has not folded: whatever comes
 * from here on, its writer will wake the partition before it confirms it.
 */
final class Parking {

    private static final Logger LOG = Logger.getLogger(Parking.class);

    private final PartitionId partition;
    private final Surroundings surroundings;
    private final Wakefulness wakefulness;
    private final OwnedPartition owned;
    private final CheckpointCycle cycle;

    private ActivityEvent.Awake seen;
    private long index;
    private long sinceNanos;

    Parking(
            PartitionId partition,
            Surroundings surroundings,
            Wakefulness wakefulness,
            OwnedPartition owned,
            CheckpointCycle cycle) {
        this.partition = partition;
        this.surroundings = surroundings;
        this.wakefulness = wakefulness;
        this.owned = owned;
        this.cycle = cycle;
        seen = wakefulness.last();
        index = owned.fold().index();
        sinceNanos = surroundings.nanoTime().getAsLong();
    }

    /** Asks, if it is time to. Called some ten times a second. */
    void askIfIdle() {
        long now = surroundings.nanoTime().getAsLong();
        ActivityEvent.Awake last = wakefulness.last();
        if (owned.fold().index() != index || !last.equals(seen)) {
            index = owned.fold().index();
            seen = last;
            sinceNanos = now;
        } else if (now - sinceNanos >= patienceNanos() && isAtRest()) {
            // If it comes to nothing, it is asked again after as long.
            sinceNanos = now;
            ask(index, seen);
        }
    }

    private long patienceNanos() {
        return TimeUnit.MILLISECONDS.toNanos(
                Math.max(surroundings.config().parkAfter().toMillis(), 2 * seen.withinMs()));
    }

    private boolean isAtRest() {
        return owned.fold().nextTimerDueMs() == Long.MAX_VALUE
                && owned.fold().dirty() == 0
                && owned.fold().nextBackfill() == null
                && cycle.isKept();
    }

    private void ask(long folded, ActivityEvent.Awake wake) {
        CompletionStage<?> asked = surroundings
                .log()
                .lastIndex(partition)
                .thenCompose(last -> last.isPresent() && last.getAsLong() > folded
                        ? CompletableFuture.completedFuture(null)
                        : wakefulness.park(wake));
        asked.whenComplete((done, cause) -> {
            if (cause != null) {
                LOG.warnf("partition cannot be parked yet partition=%s cause=%s", partition, cause.getMessage());
            }
        });
    }
}
