package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.tenants.provisioning.ErasureOrders;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;

/** Publishes on {@code erasures}. Orders are rare: the producer lives for one. */
@ApplicationScoped
class PulsarErasureOrders implements ErasureOrders {

    private static final int SEND_TIMEOUT_SECONDS = 10;

    private final PulsarClient client;

    @Inject
    PulsarErasureOrders(PulsarClient client) {
        this.client = client;
    }

    @Override
    public Uni<Void> publish(ErasureOrder order) {
        return Uni.createFrom()
                .completionStage(() -> client.newProducer()
                        .topic(Topics.ERASURES)
                        .enableBatching(false)
                        .sendTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .createAsync())
                .chain(producer -> Uni.createFrom()
                        .completionStage(() -> send(producer, order))
                        .eventually(() -> Uni.createFrom().completionStage(producer::closeAsync)));
    }

    private static CompletionStage<Void> send(Producer<byte[]> producer, ErasureOrder order) {
        return producer.newMessage()
                .key(order.key())
                .value(ErasureOrder.JSON.write(order))
                .sendAsync()
                .thenApply(sent -> null);
    }
}
