package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.tenants.access.AccessPublisher;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jspecify.annotations.Nullable;

/** Publishes on {@code access}, one message for one fact: a waiting batch would only delay a revocation. */
@ApplicationScoped
class PulsarAccessPublisher implements AccessPublisher {

    private static final int SEND_TIMEOUT_SECONDS = 10;

    private final Uni<Producer<byte[]>> producer;

    @Inject
    PulsarAccessPublisher(PulsarClient client) {
        this.producer = Uni.createFrom()
                .completionStage(() -> client.newProducer()
                        .topic(Topics.ACCESS)
                        .enableBatching(false)
                        .sendTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .createAsync())
                .memoize()
                .until(() -> false);
    }

    @Override
    public Uni<Void> publish(String key, @Nullable AccessEvent event) {
        return producer.chain(open -> Uni.createFrom().completionStage(() -> send(open, key, event)))
                .replaceWithVoid();
    }

    private static java.util.concurrent.CompletableFuture<MessageId> send(
            Producer<byte[]> producer, String key, @Nullable AccessEvent event) {
        TypedMessageBuilder<byte[]> message = producer.newMessage().key(key);
        // A message without a value is what compaction takes for a removal.
        return (event == null ? message : message.value(AccessEvent.JSON.write(event))).sendAsync();
    }
}
