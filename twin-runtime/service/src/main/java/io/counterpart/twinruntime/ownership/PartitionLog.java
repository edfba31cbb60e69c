package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.outputs.Outlets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;

/** What a partition's owner asks of the log. Nothing here waits. */
interface PartitionLog {

    /** Stands in line for the partition. */
    CompletionStage<Inputs> subscribe(PartitionId partition, Inputs.Listener listener);

    /** Shuts out whoever owned the partition before. */
    CompletionStage<Fence> fence(PartitionId partition);

    /** The pointer to the newest checkpoint; to be asked when the fence is ours. */
    CompletionStage<Optional<Checkpoint>> lastCheckpoint(PartitionId partition);

    /** The index of the last frame that the log holds; empty when it holds none any more. */
    CompletionStage<OptionalLong> lastIndex(PartitionId partition);

    /** Opens what the owner sends through. It fails while another owner's are open. */
    CompletionStage<Outlets> outlets(PartitionId partition);
}
