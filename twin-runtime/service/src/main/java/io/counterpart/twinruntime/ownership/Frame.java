package io.counterpart.twinruntime.ownership;

import org.apache.pulsar.client.api.MessageId;

/** A frame as the broker delivered it. */
final class Frame {

    private final byte[] bytes;
    private final long index;
    private final long brokerTimeMs;
    private final MessageId id;

    /**
     * @param bytes its bytes, which nobody changes any more
     * @param index the broker's index of its entry
     * @param brokerTimeMs the broker's time of its entry
     * @param id what is acknowledged
     */
    Frame(byte[] bytes, long index, long brokerTimeMs, MessageId id) {
        this.bytes = bytes;
        this.index = index;
        this.brokerTimeMs = brokerTimeMs;
        this.id = id;
    }

    byte[] bytes() {
        return bytes;
    }

    long index() {
        return index;
    }

    long brokerTimeMs() {
        return brokerTimeMs;
    }

    MessageId id() {
        return id;
    }
}
