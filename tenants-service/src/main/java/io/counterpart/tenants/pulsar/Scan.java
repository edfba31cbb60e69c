package io.counterpart.tenants.pulsar;

import java.util.concurrent.CompletableFuture;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Reader;

/** One pass over what a topic holds now, at most so many messages of it. */
final class Scan {

    private final Reader<byte[]> reader;
    private final NewestOf found;
    private int left;

    Scan(Reader<byte[]> reader, NewestOf found, int messagesMax) {
        this.reader = reader;
        this.found = found;
        this.left = messagesMax;
    }

    /** Completes at the end of the topic, or when it has seen enough. */
    CompletableFuture<Void> run() {
        return reader.hasMessageAvailableAsync()
                .thenCompose(more -> more && left-- > 0
                        ? reader.readNextAsync().thenAccept(this::take).thenComposeAsync(taken -> run())
                        : CompletableFuture.completedFuture(null));
    }

    private void take(Message<byte[]> message) {
        found.take(message.getKey(), message.getData());
    }
}
