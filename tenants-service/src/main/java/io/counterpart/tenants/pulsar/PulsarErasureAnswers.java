package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.topic.ServiceRole;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.tenants.provisioning.ErasureAnswers;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;
import org.jboss.logging.Logger;

/** Reads {@code erased} by a durable subscription, from its very beginning, so that no answer is missed while nobody is here. */
@ApplicationScoped
class PulsarErasureAnswers implements ErasureAnswers {

    private static final Logger LOG = Logger.getLogger(PulsarErasureAnswers.class);
    private static final int QUEUE = 16;

    private final PulsarClient client;

    @Inject
    PulsarErasureAnswers(PulsarClient client) {
        this.client = client;
    }

    @Override
    public Uni<Void> follow(Function<StoreErased, Uni<Void>> listener) {
        return Uni.createFrom()
                .completionStage(() -> client.newConsumer()
                        .topic(Topics.ERASED)
                        .subscriptionName(ServiceRole.TENANTS_SERVICE.role())
                        .subscriptionType(SubscriptionType.Failover)
                        .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                        .receiverQueueSize(QUEUE)
                        .subscribeAsync())
                .chain(consumer -> Multi.createBy()
                        .repeating()
                        .uni(() -> next(consumer, listener))
                        .indefinitely()
                        .collect()
                        .last()
                        .eventually(() -> Uni.createFrom().completionStage(consumer::closeAsync)));
    }

    private static Uni<Void> next(Consumer<byte[]> consumer, Function<StoreErased, Uni<Void>> listener) {
        return Uni.createFrom()
                .completionStage(consumer::receiveAsync)
                .chain(message -> answer(message)
                        .map(listener)
                        .orElseGet(() -> Uni.createFrom().voidItem())
                        .chain(() -> Uni.createFrom().completionStage(() -> consumer.acknowledgeAsync(message))));
    }

    private static Optional<StoreErased> answer(Message<byte[]> message) {
        try {
            return Optional.of(StoreErased.JSON.read(message.getData()));
        } catch (MalformedContract e) {
            LOG.errorf(
                    "answer to an erasure is not readable, passed over key=%s cause=%s",
                    message.getKey(), e.getMessage());
            return Optional.empty();
        }
    }
}
