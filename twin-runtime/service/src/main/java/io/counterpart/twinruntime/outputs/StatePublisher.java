package io.counterpart.twinruntime.outputs;

import io.counterpart.contracts.twin.TwinState;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.engine.state.Twin;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the newest states, conflated: at once when the lane has nothing else to do, and otherwise now and then. The more twins
 * change, the longer each waits, see {@link StateAllowance}.
 */
public final class StatePublisher {

    private static final int IN_FLIGHT_MAX = 1_000;
    /** Between two looks at what else there is to do. */
    private static final int SLICE = 16;

    private final PartitionFold fold;
    private final Outlets outlets;
    private final InFlight inFlight;
    private final StateAllowance allowance;

    public StatePublisher(PartitionFold fold, Outlets outlets, InFlight inFlight, StateAllowance allowance) {
        this.fold = fold;
        this.outlets = outlets;
        this.inFlight = inFlight;
        this.allowance = allowance;
    }

    /**
     * Publishes a slice of what waits, if it may.
     *
     * @return whether more waits and may go at once
     */
    public boolean publish() {
        int wanted = inFlight.count() < IN_FLIGHT_MAX ? Math.min(SLICE, fold.dirty()) : 0;
        int urgent = Math.min(wanted, fold.urgentlyDirty());
        int may = wanted == 0 ? 0 : allowance.take(urgent, wanted - urgent);
        for (int i = 0; i < may; i++) {
            Twin twin = fold.pollDirty();
            if (twin != null) {
                inFlight.watch(outlets.state(twin.id(), bytes(twin)));
            }
        }
        return may == SLICE && fold.dirty() > 0;
    }

    private static byte @Nullable [] bytes(Twin twin) {
        return twin.isRemoved() ? null : TwinState.JSON.write(twin.view());
    }
}
