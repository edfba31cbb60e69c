package io.counterpart.ingest.http;

import io.counterpart.ingest.access.DeviceIdentity;
import io.counterpart.ingest.publishing.InputLane;
import io.counterpart.ingest.publishing.InputLanes;
import io.counterpart.ingest.publishing.InputSource;
import io.counterpart.ingest.publishing.Said;
import io.netty.buffer.Unpooled;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One reading by HTTP, from its arrival until it is durable. */
final class HttpReading implements InputSource {

    /** What became of it. */
    enum Outcome {
        DURABLE,
        /** Too much waits already; it was not taken. */
        NO_ROOM,
        /** The log refused it. */
        LOST
    }

    private final DeviceIdentity device;
    private final Said said;
    private final byte[] payload;
    private final InstantSource clock;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    HttpReading(DeviceIdentity device, @Nullable String component, byte[] payload, InstantSource clock) {
        this.device = device;
        this.said = component == null ? Said.READING : Said.reading(component);
        this.payload = payload;
        this.clock = clock;
    }

    /** Publishes it on the lanes' own loop. */
    CompletionStage<Outcome> publishOn(InputLanes lanes) {
        lanes.loop().execute(() -> {
            InputLane lane = lanes.lane(device.tenant(), device.partition());
            if (lane.isHeld()) {
                outcome.complete(Outcome.NO_ROOM);
            } else {
                lane.publish(this, 0, device.speaker(), clock.millis(), said, Unpooled.wrappedBuffer(payload));
            }
        });
        return outcome;
    }

    @Override
    public void durable(int receipt) {
        outcome.complete(Outcome.DURABLE);
    }

    @Override
    public void flush() {}

    @Override
    public void lost() {
        outcome.complete(Outcome.LOST);
    }

    /** One reading alone cannot be held up: it was taken, or it was not. */
    @Override
    public void hold() {}

    @Override
    public void release() {}
}
