package io.counterpart.ingest.publishing;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.broker.LazyProducer;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;

/** Tells of it on the {@code activity} topic. */
@ApplicationScoped
class PulsarWakes implements Wakes {

    private final LazyProducer producer;
    private final long withinMs;

    PulsarWakes(PulsarClient client, PublishingConfig config) {
        this.withinMs = config.idleAfter().toMillis();
        this.producer = new LazyProducer(client.newProducer(Schema.BYTES)
                .topic(Topics.ACTIVITY)
                // Like the frames that wait for it: as long as the broker is away.
                .sendTimeout(0, TimeUnit.SECONDS)
                .maxPendingMessages(0)
                .batchingMaxPublishDelay(1, TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletionStage<?> wake(TenantId tenant, int partition) {
        var awake = new ActivityEvent.Awake(tenant, partition, UUID.randomUUID().toString(), withinMs);
        return producer.send(awake.key(), ActivityEvent.JSON.write(awake));
    }
}
