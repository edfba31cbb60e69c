package io.counterpart.history.writer;

import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.history.connection.QuestDbAddress;
import io.questdb.client.Sender;

/** Makes writers, one for each lane of the fold. */
public final class HistoryWriters {

    /** Well above a full batch: what a batch may grow to by the frame that overfills it, in bytes. */
    private static final int LARGEST_BUFFER = 256 << 20;

    private final QuestDbAddress address;
    private final WriterLimits limits;

    public HistoryWriters(QuestDbAddress address, WriterLimits limits) {
        this.address = address;
        this.limits = limits;
    }

    /** A writer with a thread of its own. It needs no QuestDB to be there yet: rows wait until it is. */
    public HistoryWriter open() {
        return new QuestDbWriter(this::sender, limits);
    }

    private Sender sender() {
        // No more time for more bytes: a request lasts as long as the limits say, see Delivery.
        // The version is given, not asked for: asking would need QuestDB to be up. Version 2 is what carries arrays.
        return Sender.builder(Sender.Transport.HTTP)
                .address(address.http())
                .httpUsernamePassword(address.user(), address.password())
                .protocolVersion(Sender.PROTOCOL_VERSION_V2)
                .httpTimeoutMillis((int) limits.request().toMillis())
                .retryTimeoutMillis(0)
                .minRequestThroughput(Integer.MAX_VALUE)
                .maxBufferCapacity(LARGEST_BUFFER)
                .disableAutoFlush()
                .build();
    }
}
