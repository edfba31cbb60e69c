package io.counterpart.portal.live;

import io.counterpart.contracts.twin.TwinState;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * A twin's newest state, and its event. Most states are overtaken before anybody asks for them, so one is decoded when it is first
 * looked at, and encoded once for all who see it.
 */
final class LiveTwin {

    private final byte[] bytes;
    private volatile @Nullable TwinState decoded;
    private volatile @Nullable Buffer event;

    /**
     * @param bytes as they stand on the topic, see {@link TwinState#JSON}
     */
    LiveTwin(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Two may decode it at the same time; both come to the same. */
    TwinState state() {
        TwinState state = decoded;
        if (state == null) {
            state = TwinState.JSON.read(bytes);
            decoded = state;
        }
        return state;
    }

    /** Two viewers may encode it at the same time; both come to the same bytes. */
    Buffer event() {
        Buffer encoded = event;
        if (encoded == null) {
            TwinState state = state();
            encoded = ServerSentEvent.of("state", state.position(), TwinView.JSON.write(TwinView.of(state)));
            event = encoded;
        }
        return encoded;
    }
}
