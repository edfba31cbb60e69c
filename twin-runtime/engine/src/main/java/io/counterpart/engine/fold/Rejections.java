package io.counterpart.engine.fold;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.contracts.twin.RejectionReason;
import io.counterpart.engine.output.EventSink;
import org.jspecify.annotations.Nullable;

/** Says what was wrong with parts of one reading's message, numbered within it. */
final class Rejections {

    private final EventSink events;
    private FrameReader reading = new FrameReader();
    private long position;
    private long knownAt;
    private int ordinal;

    Rejections(EventSink events) {
        this.events = events;
    }

    void of(FrameReader newReading, long newPosition, long newKnownAt) {
        reading = newReading;
        position = newPosition;
        knownAt = newKnownAt;
        ordinal = 0;
    }

    /** Rejects the payload as a whole. */
    void payload(RejectionReason reason, String detail) {
        part(reason, detail, null, reading.payloadOffset(), reading.payloadLength());
    }

    /** Rejects a part of it; of the bytes only that part is kept, so that many rejections are no more than the payload. */
    void part(RejectionReason reason, String detail, @Nullable String property, int offset, int length) {
        TwinId twin = reading.twin();
        DeviceId device = reading.device();
        String kept = Rejection.kept(reading.bytes(), offset, length);
        events.rejection(
                new Rejection(twin, device, position, ordinal++, knownAt, reason, detail, property, kept, length));
    }
}
