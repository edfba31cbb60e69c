package io.counterpart.contracts.broker;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.ProducerBuilder;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jspecify.annotations.Nullable;

/** A producer that is opened when it is first used; one that could not be opened is opened anew the next time. */
public final class LazyProducer {

    private final ProducerBuilder<byte[]> settings;
    private @Nullable CompletableFuture<Producer<byte[]>> producer;

    /**
     * @param settings its topic, and how it sends
     */
    public LazyProducer(ProducerBuilder<byte[]> settings) {
        this.settings = settings;
    }

    /**
     * Sends a message under this key.
     *
     * @param value its bytes, null to take what stands under the key off a compacted topic
     * @return done when the broker has it durably
     */
    public CompletionStage<MessageId> send(String key, byte @Nullable [] value) {
        return open().thenCompose(open -> {
            TypedMessageBuilder<byte[]> message = open.newMessage().key(key);
            // Without a value the message is empty; with null for one it would be another kind of message to its
            // readers.
            return (value == null ? message : message.value(value)).sendAsync();
        });
    }

    private synchronized CompletableFuture<Producer<byte[]>> open() {
        CompletableFuture<Producer<byte[]>> known = producer;
        if (known == null || known.isCompletedExceptionally()) {
            known = settings.clone().createAsync();
            producer = known;
        }
        return known;
    }
}
