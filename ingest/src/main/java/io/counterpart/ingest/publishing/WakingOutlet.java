package io.counterpart.ingest.publishing;

import io.counterpart.contracts.activity.Waking;
import io.counterpart.ingest.publishing.InputPublisher.Outlet;
import java.util.concurrent.CompletionStage;

/** An outlet whose frames are surely looked after when they are confirmed. */
record WakingOutlet(Outlet log, Waking waking) implements Outlet {

    @Override
    public CompletionStage<?> send(byte[] frame) {
        return waking.send(() -> log.send(frame));
    }

    @Override
    public CompletionStage<?> close() {
        return log.close();
    }
}
