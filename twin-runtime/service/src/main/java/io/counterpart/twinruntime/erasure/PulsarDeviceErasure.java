package io.counterpart.twinruntime.erasure;

import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.broker.LazyProducer;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinDesired;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;

/** Reads each topic once, and takes what it finds of the tenant off it. */
@Singleton
final class PulsarDeviceErasure implements DeviceErasure {

    private static final int READ_WITHIN_SECONDS = 60;
    private static final int SEND_TIMEOUT_SECONDS = 30;

    private final PulsarClient client;
    private final List<Told> topics;

    /** A topic of all tenants, and with what a tenant's keys there begin. */
    private record Told(String topic, Function<TenantId, String> keyPrefix, LazyProducer producer) {}

    PulsarDeviceErasure(PulsarClient client) {
        this.client = client;
        this.topics =
                List.of(told(Topics.DESIRED, TwinDesired::keyPrefix), told(Topics.COMMANDS, TwinCommand::keyPrefix));
    }

    private Told told(String topic, Function<TenantId, String> keyPrefix) {
        return new Told(
                topic,
                keyPrefix,
                new LazyProducer(client.newProducer(Schema.BYTES)
                        .topic(topic)
                        .sendTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS)));
    }

    @Override
    public void erase(TenantId tenant) throws IOException, InterruptedException {
        for (Told told : topics) {
            for (String key : keys(told, told.keyPrefix().apply(tenant))) {
                try {
                    told.producer().send(key, null).toCompletableFuture().get();
                } catch (ExecutionException e) {
                    throw new IOException("what devices are told cannot be taken off " + told.topic(), e.getCause());
                }
            }
        }
    }

    private List<String> keys(Told told, String prefix) throws IOException, InterruptedException {
        Set<String> keys = new TreeSet<>();
        CountDownLatch whole = new CountDownLatch(1);
        KeptTopic.Taker taker = (key, bytes) -> {
            if (key.startsWith(prefix) && bytes != null) {
                keys.add(key);
            } else {
                keys.remove(key);
            }
        };
        try (KeptTopic topic = new KeptTopic(client, told.topic(), taker, whole::countDown)) {
            topic.start("device-erasure");
            if (!whole.await(READ_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(told.topic() + " was not read within " + READ_WITHIN_SECONDS + " s");
            }
        }
        return List.copyOf(keys);
    }
}
