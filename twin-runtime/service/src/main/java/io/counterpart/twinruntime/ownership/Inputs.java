package io.counterpart.twinruntime.ownership;

import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.MessageId;
import org.jspecify.annotations.Nullable;

/** A partition's frames, in order. Nothing here waits. */
interface Inputs {

    /** The next frame, null where none has come yet. */
    @Nullable Frame poll();

    /**
     * Calls back, once and on any thread, when {@link #poll} has one. To be called when it had none, and not again before it
     * called back.
     */
    void whenReady(Runnable wake);

    /** Tells the broker that everything up to this frame need never come again. */
    void acknowledge(MessageId upTo);

    CompletionStage<?> close();

    /** Hears who the broker lets have the partition; on any thread. */
    interface Listener {
        void becameActive();

        void becameInactive();
    }
}
