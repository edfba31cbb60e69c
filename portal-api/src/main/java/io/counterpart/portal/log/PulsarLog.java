package io.counterpart.portal.log;

import io.counterpart.contracts.broker.BrokerConnection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Schema;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The log in Pulsar: one client, a virtual thread for each topic that is followed, a bounded number of producers. */
final class PulsarLog implements TopicLog, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PulsarLog.class);

    private final BrokerConnection connection;
    private final PulsarClient client;
    private final PulsarConfig config;
    private final Map<String, CompletableFuture<Producer<byte[]>>> producers = new LinkedHashMap<>(16, 0.75f, true);

    PulsarLog(PulsarConfig config) throws PulsarClientException {
        this.config = config;
        connection = BrokerConnection.open(config.serviceUrl(), config.tokenFile(), config.waitingBytesMax());
        client = connection.client();
    }

    @Override
    public Following follow(String topic, From from, Consumer<Entry> listener, Runnable caughtUp) {
        return PulsarFollower.start(client, topic, from, config.retryAfter(), listener, caughtUp);
    }

    @Override
    public Following carryOut(String topic, String subscription, Function<Entry, CompletionStage<Void>> work) {
        return PulsarWorker.start(client, topic, subscription, config.retryAfter(), work);
    }

    @Override
    public CompletionStage<Void> publish(String topic, @Nullable String key, byte @Nullable [] payload) {
        return producer(topic).thenCompose(producer -> {
            TypedMessageBuilder<byte[]> message = producer.newMessage();
            if (payload != null) {
                message.value(payload);
            }
            if (key != null) {
                message.key(key);
            }
            return message.sendAsync().thenAccept(id -> {});
        });
    }

    private CompletableFuture<Producer<byte[]>> producer(String topic) {
        synchronized (producers) {
            CompletableFuture<Producer<byte[]>> known = producers.get(topic);
            if (known != null && !known.isCompletedExceptionally()) {
                return known;
            }
            CompletableFuture<Producer<byte[]>> opened = client.newProducer(Schema.BYTES)
                    .topic(topic)
                    .sendTimeout(Math.toIntExact(config.sendTimeout().toMillis()), TimeUnit.MILLISECONDS)
                    .enableBatching(false)
                    .createAsync();
            producers.put(topic, opened);
            closeLongestUnused();
            return opened;
        }
    }

    private void closeLongestUnused() {
        Iterator<CompletableFuture<Producer<byte[]>>> longestUnusedFirst =
                producers.values().iterator();
        while (producers.size() > config.producersMax()) {
            close(longestUnusedFirst.next());
            longestUnusedFirst.remove();
        }
    }

    private static void close(CompletableFuture<Producer<byte[]>> producer) {
        // What was sent is confirmed before the producer goes; nobody waits for it.
        var _ = producer.thenAccept(open -> open.flushAsync()
                .thenCompose(flushed -> open.closeAsync())
                .exceptionally(failure -> {
                    LOG.warnf("producer not closed in order topic=%s reason=%s", open.getTopic(), failure.getMessage());
                    return null;
                }));
    }

    @Override
    public void close() throws PulsarClientException {
        connection.close();
    }
}
