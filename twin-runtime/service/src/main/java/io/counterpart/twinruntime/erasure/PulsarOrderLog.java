package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.erasure.ErasureOrder;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.topic.ServiceRole;
import io.counterpart.contracts.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.ConsumerEventListener;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Orders and answers in Pulsar. The subscription begins at the first order there ever was: none is missed while nobody is here. */
@ApplicationScoped
class PulsarOrderLog implements OrderLog {

    private static final Logger LOG = Logger.getLogger(PulsarOrderLog.class);
    private static final int SEND_TIMEOUT_SECONDS = 10;

    private final PulsarClient client;

    PulsarOrderLog(PulsarClient client) {
        this.client = client;
    }

    @Override
    public Orders open() throws IOException {
        Turn turn = new Turn();
        Consumer<byte[]> consumer = client.newConsumer()
                .topic(Topics.ERASURES)
                .subscriptionName(ServiceRole.TWIN_RUNTIME.role())
                .subscriptionType(SubscriptionType.Failover)
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .consumerEventListener(turn)
                .receiverQueueSize(1)
                .subscribe();
        try {
            return new PulsarOrders(consumer, turn, answers());
        } catch (PulsarClientException e) {
            consumer.close();
            throw e;
        }
    }

    private Producer<byte[]> answers() throws PulsarClientException {
        return client.newProducer()
                .topic(Topics.ERASED)
                .enableBatching(false)
                .sendTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .create();
    }

    /** Whether the broker gives the orders to us. */
    private static final class Turn implements ConsumerEventListener {

        private static final long serialVersionUID = 1L;

        private volatile boolean ours;

        @Override
        public void becameActive(Consumer<?> consumer, int partition) {
            ours = true;
        }

        @Override
        public void becameInactive(Consumer<?> consumer, int partition) {
            ours = false;
        }
    }

    private record PulsarGiven(ErasureOrder order, MessageId id) implements Given {}

    private record PulsarOrders(Consumer<byte[]> consumer, Turn turn, Producer<byte[]> answers) implements Orders {

        @Override
        public @Nullable Given next(Duration patience) throws IOException {
            Message<byte[]> message = consumer.receive(Math.toIntExact(patience.toMillis()), TimeUnit.MILLISECONDS);
            if (message == null) {
                return null;
            }
            try {
                return new PulsarGiven(ErasureOrder.JSON.read(message.getData()), message.getMessageId());
            } catch (MalformedContract e) {
                LOG.errorf("order is not readable, passed over key=%s cause=%s", message.getKey(), e.getMessage());
                consumer.acknowledge(message.getMessageId());
                return null;
            }
        }

        @Override
        public boolean isOurs() {
            return turn.ours && consumer.isConnected();
        }

        @Override
        public void answer(StoreErased answer) throws IOException {
            answers.newMessage()
                    .key(answer.key())
                    .value(StoreErased.JSON.write(answer))
                    .send();
        }

        @Override
        public void acknowledge(Given order) throws IOException {
            if (order instanceof PulsarGiven given) {
                consumer.acknowledge(given.id());
            }
        }

        @Override
        public void close() throws IOException {
            try (answers) {
                consumer.close();
            }
        }
    }
}
