package io.counterpart.ingest.publishing;

import org.jspecify.annotations.Nullable;

/** A frame that is closed, waiting to be sent or under way. */
final class SealedFrame {

    private final byte[] bytes;
    private final int readings;
    private final Receipts receipts;
    private boolean settled;
    private @Nullable Throwable failure;

    SealedFrame(byte[] bytes, int readings, Receipts receipts) {
        this.bytes = bytes;
        this.readings = readings;
        this.receipts = receipts;
    }

    byte[] bytes() {
        return bytes;
    }

    int readings() {
        return readings;
    }

    Receipts receipts() {
        return receipts;
    }

    /** The log has answered: durable, or failed. */
    void settle(@Nullable Throwable failure) {
        settled = true;
        this.failure = failure;
    }

    boolean isSettled() {
        return settled;
    }

    @Nullable Throwable failure() {
        return failure;
    }
}
