package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.engine.fold.PartitionFold;
import io.counterpart.twinruntime.outputs.FoldEvents;
import io.counterpart.twinruntime.outputs.InFlight;
import io.counterpart.twinruntime.outputs.Outlets;

/**
 * All that owning a partition begins with.
 *
 * @param fence the right to it
 * @param pointer to the checkpoint that the fold was restored from
 * @param lastOfLog the index of the last frame that the log held then: no owner before us can have folded further
 * @param outlets where its messages go
 * @param inFlight those on their way
 * @param events its events and rejections, numbered
 * @param fold its state
 */
record Opened(
        Fence fence,
        Checkpoint pointer,
        long lastOfLog,
        Outlets outlets,
        InFlight inFlight,
        FoldEvents events,
        PartitionFold fold) {}
