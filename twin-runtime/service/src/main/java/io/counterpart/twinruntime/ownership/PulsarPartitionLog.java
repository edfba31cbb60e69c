package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.Checkpoint;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.feeds.ActivityFeed;
import io.counterpart.twinruntime.outputs.Outlets;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerEventListener;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.MessageIdAdv;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.ProducerAccessMode;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;

/** The partitions' log in Pulsar. */
@ApplicationScoped
public class PulsarPartitionLog implements PartitionLog {

    private static final long ANSWER_SECONDS = 30;

    private final PulsarClient client;
    private final OwnershipConfig config;
    private final ActivityFeed activity;
    private final InstantSource clock = InstantSource.system();

    /** Under it the broker deals out partitions, in a way that changes little when processes come and go. */
    private final String processName = UUID.randomUUID().toString();

    PulsarPartitionLog(PulsarClient client, OwnershipConfig config, ActivityFeed activity) {
        this.client = client;
        this.config = config;
        this.activity = activity;
    }

    @Override
    public CompletionStage<Inputs> subscribe(PartitionId partition, Inputs.Listener listener) {
        return client.newConsumer(Schema.BYTES)
                .topic(Topics.inputs(partition.tenant(), partition.number()))
                .subscriptionName(Topics.OWNERS_SUBSCRIPTION)
                .subscriptionType(SubscriptionType.Failover)
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .consumerName(processName)
                .receiverQueueSize(config.receiverQueue())
                .consumerEventListener(new ActiveListener(listener))
                .subscribeAsync()
                .thenApply(PulsarInputs::new);
    }

    private record ActiveListener(Inputs.Listener listener) implements ConsumerEventListener {

        private static final long serialVersionUID = 1L;

        @Override
        public void becameActive(Consumer<?> consumer, int partition) {
            listener.becameActive();
        }

        @Override
        public void becameInactive(Consumer<?> consumer, int partition) {
            listener.becameInactive();
        }
    }

    @Override
    public CompletionStage<Fence> fence(PartitionId partition) {
        return client.newProducer(Schema.BYTES)
                .topic(Topics.control(partition.tenant(), partition.number()))
                .accessMode(ProducerAccessMode.ExclusiveWithFencing)
                .enableBatching(false)
                .sendTimeout(0, TimeUnit.SECONDS)
                .createAsync()
                .thenApply(PulsarFence::new);
    }

    private record PulsarFence(Producer<byte[]> producer) implements Fence {

        @Override
        public CompletionStage<?> point(Checkpoint checkpoint) {
            return producer.newMessage()
                    .key(Checkpoint.KEY)
                    .value(Checkpoint.JSON.write(checkpoint))
                    .sendAsync();
        }

        @Override
        public CompletionStage<?> close() {
            return producer.closeAsync();
        }
    }

    @Override
    public CompletionStage<Optional<Checkpoint>> lastCheckpoint(PartitionId partition) {
        return last(Topics.control(partition.tenant(), partition.number()))
                .thenApply(last -> last.map(message -> Checkpoint.JSON.read(message.getData())));
    }

    @Override
    public CompletionStage<OptionalLong> lastIndex(PartitionId partition) {
        return last(Topics.inputs(partition.tenant(), partition.number()))
                .thenApply(last -> last.map(message -> OptionalLong.of(PulsarInputs.index(message)))
                        .orElseGet(OptionalLong::empty));
    }

    /**
     * The last message, read by its own id. A reader that begins at "the latest, inclusive" would find it too, but by moving the cursor of
     * an open subscription, and the broker now and then never delivers to such a one.
     */
    private CompletionStage<Optional<Message<byte[]>>> last(String topic) {
        return ofReader(topic, MessageId.latest, Reader::getLastMessageIdsAsync)
                .thenApply(ids -> (MessageIdAdv) ids.getFirst())
                .thenCompose(id -> id.getEntryId() < 0
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : ofReader(topic, id, Reader::readNextAsync).thenApply(Optional::of));
    }

    /** What a reader of the topic answers; it has to within some time, and the reader is closed in any case. */
    private <T> CompletionStage<T> ofReader(
            String topic, MessageId from, Function<Reader<byte[]>, CompletableFuture<T>> question) {
        return client.newReader(Schema.BYTES)
                .topic(topic)
                .startMessageId(from)
                .startMessageIdInclusive()
                .createAsync()
                .thenCompose(reader -> {
                    CompletableFuture<T> answer =
                            question.apply(reader).copy().orTimeout(ANSWER_SECONDS, TimeUnit.SECONDS);
                    // What was answered is good, however the reader takes its leave.
                    return answer.<CompletionStage<?>>handle((read, cause) -> reader.closeAsync())
                            .thenCompose(closing -> closing)
                            .handle((closed, cause) -> null)
                            .thenCompose(closed -> answer);
                });
    }

    @Override
    public CompletionStage<Outlets> outlets(PartitionId partition) {
        // Whoever is awake stays so for twice as long as it is taken to be.
        PulsarMessages messages = new PulsarMessages(
                client, partition, activity::say, config.parkAfter().dividedBy(2), clock);
        return PulsarOutlets.open(client, partition, messages, clock.millis());
    }
}
