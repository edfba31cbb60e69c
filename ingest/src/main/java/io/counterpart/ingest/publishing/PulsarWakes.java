package io.counterpart.ingest.publishing;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.jspecify.annotations.Nullable;

/** Tells of it on the {@code activity} topic. */
@ApplicationScoped
class PulsarWakes implements Wakes {

    private final PulsarClient client;
    private final long withinMs;
    private @Nullable CompletableFuture<Producer<byte[]>> producer;

    PulsarWakes(PulsarClient client, PublishingConfig config) {
        this.client = client;
        this.withinMs = config.idleAfter().toMillis();
    }

    @Override
    public CompletionStage<?> wake(TenantId tenant, int partition) {
        var awake = new ActivityEvent.Awake(tenant, partition, UUID.randomUUID().toString(), withinMs);
        return producer()
                .thenCompose(open -> open.newMessage()
                        .key(awake.key())
                        .value(ActivityEvent.JSON.write(awake))
                        .sendAsync());
    }

    /** One that could not be opened is opened anew the next time. */
    private synchronized CompletableFuture<Producer<byte[]>> producer() {
        CompletableFuture<Producer<byte[]>> known = producer;
        if (known == null || known.isCompletedExceptionally()) {
            known = client.newProducer(Schema.BYTES)
                    .topic(Topics.ACTIVITY)
                    // Like the frames that wait for it: as long as the broker is away.
                    .sendTimeout(0, TimeUnit.SECONDS)
                    .maxPendingMessages(0)
                    .batchingMaxPublishDelay(1, TimeUnit.MILLISECONDS)
                    .createAsync();
            producer = known;
        }
        return known;
    }
}
