package io.counterpart.portal.log;

import io.counterpart.portal.log.TopicLog.Entry;
import io.counterpart.portal.log.TopicLog.Following;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.SubscriptionInitialPosition;
import org.apache.pulsar.client.api.SubscriptionType;
import org.jboss.logging.Logger;

/** Works one topic off by a durable subscription, on a virtual thread of its own: a message is acknowledged when its work is done. */
final class PulsarWorker implements Following {

    private static final Logger LOG = Logger.getLogger(PulsarWorker.class);
    private static final Duration LAST_RETRY = Duration.ofSeconds(30);

    private final PulsarClient client;
    private final String topic;
    private final String subscription;
    private final Duration firstRetry;
    private final Function<Entry, CompletionStage<Void>> work;
    private volatile boolean closed;
    private volatile Thread thread = Thread.currentThread();

    private PulsarWorker(
            PulsarClient client,
            String topic,
            String subscription,
            Duration firstRetry,
            Function<Entry, CompletionStage<Void>> work) {
        this.client = client;
        this.topic = topic;
        this.subscription = subscription;
        this.firstRetry = firstRetry;
        this.work = work;
    }

    static PulsarWorker start(
            PulsarClient client,
            String topic,
            String subscription,
            Duration firstRetry,
            Function<Entry, CompletionStage<Void>> work) {
        PulsarWorker worker = new PulsarWorker(client, topic, subscription, firstRetry, work);
        worker.thread = Thread.ofVirtual().name("work-" + topic).start(worker::run);
        return worker;
    }

    private void run() {
        try {
            while (!closed) {
                try (Consumer<byte[]> consumer = open()) {
                    workOff(consumer);
                } catch (PulsarClientException e) {
                    if (!closed) {
                        LOG.warnf("topic not readable, trying again topic=%s reason=%s", topic, e.getMessage());
                        Thread.sleep(firstRetry);
                    }
                }
            }
        } catch (InterruptedException e) {
            if (!closed) {
                LOG.errorf(e, "topic not worked off any more topic=%s", topic);
            }
        }
    }

    private Consumer<byte[]> open() throws PulsarClientException {
        return client.newConsumer(Schema.BYTES)
                .topic(topic)
                .subscriptionName(subscription)
                .subscriptionType(SubscriptionType.Failover)
                .subscriptionInitialPosition(SubscriptionInitialPosition.Earliest)
                .receiverQueueSize(1)
                .subscribe();
    }

    private void workOff(Consumer<byte[]> consumer) throws PulsarClientException, InterruptedException {
        while (!closed) {
            Message<byte[]> message = consumer.receive();
            Duration wait = firstRetry;
            while (!isDone(message)) {
                Thread.sleep(wait);
                wait = wait.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? wait.multipliedBy(2) : LAST_RETRY;
            }
            consumer.acknowledge(message);
        }
    }

    private boolean isDone(Message<byte[]> message) throws InterruptedException {
        byte[] payload = message.size() == 0 ? null : message.getValue();
        try {
            work.apply(new Entry(message.getKey(), payload))
                    .toCompletableFuture()
                    .get();
            return true;
        } catch (ExecutionException | RuntimeException e) {
            Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
            LOG.warnf("message not worked off, trying again topic=%s key=%s reason=%s", topic, message.getKey(), cause);
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
