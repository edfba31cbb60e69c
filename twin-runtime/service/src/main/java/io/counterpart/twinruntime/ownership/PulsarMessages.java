package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.activity.Waking;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What the twins of one partition have for those of others: into the others' logs, each message once and in order, and the others woken
 * where nobody looks after them. A partition is opened when the first message goes to it. It belongs to one thread.
 */
final class PulsarMessages {

    private final PulsarClient client;
    private final PartitionId from;
    private final Function<ActivityEvent.Awake, CompletionStage<?>> say;
    private final Duration within;
    private final InstantSource clock;
    private final Map<Integer, Way> ways = new HashMap<>();

    /**
     * Opens none yet.
     *
     * @param say says that a partition is awake; ends when everybody hears of it
     * @param within how long a partition is taken for awake after it was written into
     */
    PulsarMessages(
            PulsarClient client,
            PartitionId from,
            Function<ActivityEvent.Awake, CompletionStage<?>> say,
            Duration within,
            InstantSource clock) {
        this.client = client;
        this.from = from;
        this.say = say;
        this.within = within;
        this.clock = clock;
    }

    /** Sends a frame, unless the broker has it from an earlier owner. */
    CompletionStage<?> send(int to, long sequence, byte[] frame) {
        Way way = ways.computeIfAbsent(to, Way::new);
        return way.waking.send(() -> way.send(sequence, frame));
    }

    /** Closes them all. */
    CompletableFuture<?> close() {
        return CompletableFuture.allOf(ways.values().stream().map(Way::close).toArray(CompletableFuture[]::new));
    }

    /** The way to one partition. */
    private final class Way {

        private final Waking waking;

        /** When all before it was handed over: what waits for one and the same thing would go in any order. */
        private CompletableFuture<Producer<byte[]>> ready;

        Way(int to) {
            waking = new Waking(() -> say.apply(awake(to)), within, clock);
            ready = client.newProducer(Schema.BYTES)
                    .topic(Topics.inputs(from.tenant(), to))
                    .producerName(PulsarOutlets.nameOf(from))
                    .enableBatching(false)
                    // Without an end: the broker tells a repeated message by its number only if no send is ever given
                    // up.
                    .sendTimeout(0, TimeUnit.SECONDS)
                    .maxPendingMessages(0)
                    .createAsync();
        }

        private ActivityEvent.Awake awake(int to) {
            return new ActivityEvent.Awake(from.tenant(), to, UUID.randomUUID().toString(), within.toMillis());
        }

        CompletionStage<?> send(long sequence, byte[] frame) {
            CompletableFuture<@Nullable MessageId> sent = new CompletableFuture<>();
            ready = ready.whenComplete((producer, cause) -> {
                if (cause != null) {
                    sent.completeExceptionally(cause);
                } else if (sequence <= producer.getLastSequenceId()) {
                    sent.complete(null);
                } else {
                    hand(producer, sequence, frame, sent);
                }
            });
            return sent;
        }

        private static void hand(
                Producer<byte[]> producer, long sequence, byte[] frame, CompletableFuture<@Nullable MessageId> sent) {
            var _ = producer.newMessage()
                    .sequenceId(sequence)
                    .value(frame)
                    .sendAsync()
                    .whenComplete((id, cause) -> {
                        if (cause == null) {
                            sent.complete(id);
                        } else {
                            sent.completeExceptionally(cause);
                        }
                    });
        }

        CompletableFuture<?> close() {
            return PulsarOutlets.closed(ready);
        }
    }
}
