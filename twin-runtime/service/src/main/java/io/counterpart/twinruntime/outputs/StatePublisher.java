package io.counterpart.twinruntime.outputs;

import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.state.Twin;
import java.util.function.LongSupplier;

/**
 * Publishes the newest states, conflated: at once when the lane has nothing else to do, and otherwise now and then, the twin that waits
 * longest first. It lives on a tenth of the thread's time, so the more twins change, the longer each waits.
 */
public final class StatePublisher {

    private static final int SHARE_OF_TIME = 10;
    private static final long SAVED_MAX_NANOS = 50_000_000;
    private static final int IN_FLIGHT_MAX = 1_000;
    /** Between two looks at the clock and at what else there is to do. */
    private static final int SLICE = 16;

    private final PartitionFold fold;
    private final Outlets outlets;
    private final InFlight inFlight;
    private final LongSupplier nanoTime;
    private long savedNanos = SAVED_MAX_NANOS;
    private long savedAtNanos;

    /** @param nanoTime a clock that does not go back */
    public StatePublisher(PartitionFold fold, Outlets outlets, InFlight inFlight, LongSupplier nanoTime) {
        this.fold = fold;
        this.outlets = outlets;
        this.inFlight = inFlight;
        this.nanoTime = nanoTime;
        savedAtNanos = nanoTime.getAsLong();
    }

    /**
     * Publishes a slice of what waits, if it may.
     *
     * @return whether more waits and may go at once
     */
    public boolean publish() {
        long began = nanoTime.getAsLong();
        savedNanos = Math.min(SAVED_MAX_NANOS, savedNanos + (began - savedAtNanos) / SHARE_OF_TIME);
        for (int i = 0; i < SLICE && mayPublish(); i++) {
            Twin twin = fold.pollDirty();
            if (twin != null) {
                byte[] state = twin.isRemoved() ? null : TwinState.JSON.write(twin.view());
                inFlight.watch(outlets.state(twin.id(), state));
            }
        }
        savedAtNanos = nanoTime.getAsLong();
        savedNanos -= savedAtNanos - began;
        return mayPublish();
    }

    private boolean mayPublish() {
        return fold.dirty() > 0 && savedNanos > 0 && inFlight.count() < IN_FLIGHT_MAX;
    }
}
