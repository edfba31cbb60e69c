package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.broker.LazyProducer;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinDesired;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;

/** Reads topic {@code desired} once, and takes what it finds of the tenant off it. */
@Singleton
final class PulsarDesiredErasure implements DesiredErasure {

    private static final int READ_WITHIN_SECONDS = 60;
    private static final int SEND_TIMEOUT_SECONDS = 30;

    private final PulsarClient client;
    private final LazyProducer producer;

    PulsarDesiredErasure(PulsarClient client) {
        this.client = client;
        this.producer = new LazyProducer(client.newProducer(Schema.BYTES)
                .topic(Topics.DESIRED)
                .sendTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    @Override
    public void erase(TenantId tenant) throws IOException, InterruptedException {
        for (String key : keys(tenant)) {
            try {
                producer.send(key, null).toCompletableFuture().get();
            } catch (ExecutionException e) {
                throw new IOException("what is desired of a twin cannot be taken off its topic", e.getCause());
            }
        }
    }

    private List<String> keys(TenantId tenant) throws IOException, InterruptedException {
        String prefix = TwinDesired.keyPrefix(tenant);
        Set<String> keys = new TreeSet<>();
        CountDownLatch whole = new CountDownLatch(1);
        KeptTopic.Taker taker = (key, bytes) -> {
            if (key.startsWith(prefix) && bytes != null) {
                keys.add(key);
            } else {
                keys.remove(key);
            }
        };
        try (KeptTopic topic = new KeptTopic(client, Topics.DESIRED, taker, whole::countDown)) {
            topic.start("desired-erasure");
            if (!whole.await(READ_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("what is desired of twins was not read within " + READ_WITHIN_SECONDS + " s");
            }
        }
        return List.copyOf(keys);
    }
}
