package io.counterpart.portal.live;

import io.counterpart.contracts.twin.TwinState;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The place of a twin's newest state: who holds it looks at the newest without searching for it again. */
public final class LiveTwin {

    private volatile @Nullable Newest newest;

    LiveTwin() {}

    /**
     * There is a newer state.
     *
     * @param bytes as they stand on the topic, see {@link TwinState#JSON}
     */
    void changed(byte[] bytes) {
        newest = new Newest(bytes);
    }

    /** There is no state any more; should there be one again, it gets another place. */
    void gone() {
        newest = null;
    }

    /** Whether there is a state. */
    public boolean isThere() {
        return newest != null;
    }

    @Nullable TwinState state() {
        Newest now = newest;
        return now == null ? null : now.state();
    }

    @Nullable Buffer event() {
        Newest now = newest;
        return now == null ? null : now.event();
    }

    /**
     * The newest measured value of a property, null for none.
     *
     * @param property its name, a component's after its name and a dot
     * @return a Double, Boolean, String or List of Doubles
     */
    public @Nullable Object value(String property) {
        Newest now = newest;
        return now == null ? null : now.values().of(property);
    }

    /** How far its signals are believed together, 0 to 100; null where nobody judges them. */
    public @Nullable Integer quality() {
        Newest now = newest;
        return now == null ? null : now.values().quality();
    }

    /** The twin as it is read, null where there is no state. */
    public @Nullable TwinView view() {
        TwinState state = state();
        return state == null ? null : TwinView.of(state);
    }

    /**
     * One state. Most are overtaken before anybody asks for them, so one is decoded when it is first looked at, and encoded once for all
     * who see it. Two may do so at the same time; both come to the same.
     */
    private static final class Newest {

        private final byte[] bytes;
        private volatile @Nullable TwinState decoded;
        private volatile @Nullable LiveValues values;
        private volatile @Nullable Buffer event;

        Newest(byte[] bytes) {
            this.bytes = bytes;
        }

        TwinState state() {
            TwinState state = decoded;
            if (state == null) {
                state = TwinState.JSON.read(bytes);
                decoded = state;
            }
            return state;
        }

        /** Whoever asks for values asks of thousands of twins: of those the values alone are kept. */
        LiveValues values() {
            LiveValues known = values;
            if (known == null) {
                TwinState state = decoded;
                known = LiveValues.of(state == null ? TwinState.JSON.read(bytes) : state);
                values = known;
            }
            return known;
        }

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
}
