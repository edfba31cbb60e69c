package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.activity.ActivityEvent;
import java.util.concurrent.CompletionStage;

/** What the owner of a partition knows of those who write into it. For any thread. */
interface Wakefulness {

    /** Their last word that was read. */
    ActivityEvent.Awake last();

    /**
     * Tells everybody, us too, that the partition need not be looked after. It has its effect when it is read back, and none if
     * a later wake than this stands before or after it.
     */
    CompletionStage<?> park(ActivityEvent.Awake seen);
}
