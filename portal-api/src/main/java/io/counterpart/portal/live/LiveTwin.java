package io.counterpart.portal.live;

import io.counterpart.contracts.twin.TwinState;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** A twin's newest state, and its event, which is encoded once for all who see it. */
final class LiveTwin {

    private final TwinState state;
    private volatile @Nullable Buffer event;

    LiveTwin(TwinState state) {
        this.state = state;
    }

    TwinState state() {
        return state;
    }

    /** Two viewers may encode it at the same time; both come to the same bytes. */
    Buffer event() {
        Buffer encoded = event;
        if (encoded == null) {
            encoded = ServerSentEvent.of("state", state.position(), TwinView.JSON.write(TwinView.of(state)));
            event = encoded;
        }
        return encoded;
    }
}
