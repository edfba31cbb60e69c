package io.counterpart.twinruntime.ownership;

import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.ProducerBuilder;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.TypedMessageBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A partition's way to one compacted topic of all tenants, so its producer has the tenant's name too. It is opened by the first message: from
 * most partitions none comes. Few come at all, so one goes after the other, and what an earlier owner sent is left out by its number.
 */
final class PulsarKeptOutlet {

    private final ProducerBuilder<byte[]> builder;
    private @Nullable CompletableFuture<Producer<byte[]>> opening;
    private CompletableFuture<?> last = CompletableFuture.completedFuture(null);

    PulsarKeptOutlet(PulsarClient client, String topic, PartitionId partition) {
        builder = PulsarOutlets.named(
                        client,
                        topic,
                        "fold-" + partition.tenant() + "-" + partition.epoch() + "-" + partition.number())
                .enableBatching(false);
    }

    /**
     * Sends what stands under this key from here on, null for nothing any more.
     *
     * @param sequence larger than that of any before
     */
    CompletionStage<?> send(long sequence, String key, byte @Nullable [] bytes) {
        if (opening == null) {
            opening = builder.createAsync();
        }
        CompletableFuture<Producer<byte[]>> opened = opening;
        last = last.thenCompose(before -> opened).thenCompose(producer -> send(producer, sequence, key, bytes));
        return last;
    }

    private static CompletableFuture<?> send(
            Producer<byte[]> producer, long sequence, String key, byte @Nullable [] bytes) {
        if (sequence <= producer.getLastSequenceId()) {
            return CompletableFuture.completedFuture(null);
        }
        TypedMessageBuilder<byte[]> message =
                producer.newMessage().sequenceId(sequence).key(key);
        return (bytes == null ? message : message.value(bytes)).sendAsync();
    }

    CompletableFuture<?> close() {
        return PulsarOutlets.closed(opening);
    }
}
