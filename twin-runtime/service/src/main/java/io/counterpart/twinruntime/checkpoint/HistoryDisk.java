package io.counterpart.twinruntime.checkpoint;

import java.util.concurrent.CompletionStage;

/** The disk under history. */
public interface HistoryDisk {

    /** Ends when all rows that history had acknowledged before are on disk, so that the log need not keep them. */
    CompletionStage<Void> sync();
}
