package io.counterpart.twinruntime.ownership;

import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.twinruntime.lane.Lane;
import io.counterpart.twinruntime.lane.LaneWork;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Waits until a lane's history has taken all rows that were given to it, or never will: from then on none of them is on its way. */
final class Drain implements LaneWork {

    private final Lane lane;
    private final HistoryWriter history;
    private final long rows;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private boolean lost;

    private Drain(Lane lane) {
        this.lane = lane;
        history = lane.history();
        rows = history.taken();
    }

    /** Begins; on the lane's thread. */
    static CompletionStage<Void> of(Lane lane) {
        Drain drain = new Drain(lane);
        lane.add(drain);
        return drain.drained;
    }

    @Override
    public void housekeep() {
        if (lost || history.acknowledged() >= rows) {
            lane.remove(this);
            drained.complete(null);
        }
    }

    @Override
    public boolean work() {
        return false;
    }

    @Override
    public boolean idle() {
        return false;
    }

    @Override
    public void paused() {
        // It holds nothing that another could have taken over.
    }

    @Override
    public void historyLost(Throwable cause) {
        // The writer is being closed: at the next housekeeping it has nothing under way any more.
        lost = true;
    }
}
