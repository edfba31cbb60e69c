package io.counterpart.ingest.publishing;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;

/** Writes frames to Pulsar: one frame is one message, unbatched, so that it has an index of its own. */
@ApplicationScoped
@Typed(PulsarInputPublisher.class)
class PulsarInputPublisher implements InputPublisher {

    private final PulsarClient client;

    PulsarInputPublisher(PulsarClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<Outlet> open(TenantId tenant, int partition, String producerName) {
        return client.newProducer(Schema.BYTES)
                .topic(Topics.inputs(tenant, partition))
                .producerName(producerName)
                // Without an end: the broker tells a repeated frame by its sequence only if no send is ever given up.
                .sendTimeout(0, TimeUnit.SECONDS)
                .enableBatching(false)
                .blockIfQueueFull(false)
                .createAsync()
                .thenApply(PulsarOutlet::new);
    }

    private record PulsarOutlet(Producer<byte[]> producer) implements Outlet {

        @Override
        public CompletionStage<?> send(byte[] frame) {
            return producer.sendAsync(frame);
        }

        @Override
        public CompletionStage<?> close() {
            return producer.closeAsync();
        }
    }
}
