package io.counterpart.tenants.pulsar;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.Rejection;
import io.counterpart.tenants.device.RejectionLog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Reader;

/** Reads the end of the tenant's topic {@code rejected}, on demand and leaving nothing behind. */
@ApplicationScoped
class PulsarRejectionLog implements RejectionLog {

    private final PulsarClient client;
    private final TopicTail tail;
    private final PulsarConfig config;

    @Inject
    PulsarRejectionLog(PulsarClient client, TopicTail tail, PulsarConfig config) {
        this.client = client;
        this.tail = tail;
        this.config = config;
    }

    @Override
    public Uni<List<Rejection>> newest(TenantId tenant, DeviceId device, int limit) {
        String topic = Topics.rejected(tenant);
        NewestOf found = new NewestOf(device, limit);
        return tail.start(topic, config.rejectionsScannedMax())
                .chain(start -> Uni.createFrom().completionStage(() -> open(topic, start)))
                .chain(reader -> Uni.createFrom()
                        .completionStage(() -> new Scan(reader, found, config.rejectionsScannedMax()).run())
                        .eventually(() -> Uni.createFrom().completionStage(reader::closeAsync)))
                .map(done -> found.newestFirst());
    }

    private CompletionStage<Reader<byte[]>> open(String topic, MessageId start) {
        return client.newReader()
                .topic(topic)
                .startMessageId(start)
                .startMessageIdInclusive()
                .createAsync();
    }
}
