package io.counterpart.twinruntime.ownership;

/** Where a process stands with a partition. From each there is one way on, and from each the way back to {@link Away}. */
sealed interface Stage {

    /** Not in line, until this time. */
    record Away(long retryAtMs) implements Stage {}

    /** On the way into the line. */
    record Joining() implements Stage {}

    /** In line: another owns it, or nobody yet. */
    record Standby(Inputs inputs) implements Stage {}

    /** The broker says it is ours: the one before is shut out, and the last checkpoint fetched. */
    record Recovering(Inputs inputs) implements Stage {}

    /** It is ours, and folded. */
    record Owning(Inputs inputs, Fence fence, OwnedPartition owned, CheckpointCycle cycle, Parking parking)
            implements Stage {}

    /** It is ours as far as we know, which is not far enough: nothing is folded and nothing sent until the fence has answered. */
    record Proving(Owning before) implements Stage {}

    /** On the way out: what was open is being closed. */
    record Leaving() implements Stage {}
}
