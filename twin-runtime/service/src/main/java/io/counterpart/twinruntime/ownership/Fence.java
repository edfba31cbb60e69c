package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.twin.Checkpoint;
import java.util.concurrent.CompletionStage;

/** The right to point to a partition's newest checkpoint. Who opens one takes it from whoever had it. */
interface Fence {

    /** Sets the pointer. It fails when another has opened the fence since: then nothing may be written any more. */
    CompletionStage<?> point(Checkpoint checkpoint);

    CompletionStage<?> close();
}
