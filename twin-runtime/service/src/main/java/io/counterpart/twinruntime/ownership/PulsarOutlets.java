package io.counterpart.twinruntime.ownership;

import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinCommand;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.counterpart.twinruntime.outputs.Outlets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.ProducerBuilder;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A partition's outlets in Pulsar. Batches are made only of messages that the broker has not had: it tells a repeated batch by its first
 * number, and what an earlier owner sent is left out before it comes here.
 */
final class PulsarOutlets implements Outlets {

    private static final int BATCH_DELAY_MS = 2;
    private static final int STATES_A_MS_BITS = 20;

    private final PulsarClient client;
    private final PartitionId partition;
    private final Producer<byte[]> events;
    private final Producer<byte[]> rejections;
    private final Producer<byte[]> states;
    private final PulsarMessages messages;
    private @Nullable CompletableFuture<Producer<byte[]>> ticks;
    private final PulsarKeptOutlet wishes;
    private final PulsarKeptOutlet commands;

    private PulsarOutlets(
            PulsarClient client,
            PartitionId partition,
            PulsarMessages messages,
            Producer<byte[]> events,
            Producer<byte[]> rejections,
            Producer<byte[]> states) {
        this.client = client;
        this.partition = partition;
        this.messages = messages;
        this.events = events;
        this.rejections = rejections;
        this.states = states;
        this.wishes = new PulsarKeptOutlet(client, Topics.DESIRED, partition);
        this.commands = new PulsarKeptOutlet(client, Topics.COMMANDS, partition);
    }

    /**
     * Opens them.
     *
     * @param messages what twins have for one another, not yet used
     * @param nowMs the time. States are numbered from it, so that each owner's numbers are above those of the owner before and the
     *     broker takes none for a repetition; it holds as long as no owner's clock is behind by more than the one before held on
     */
    static CompletionStage<Outlets> open(
            PulsarClient client, PartitionId partition, PulsarMessages messages, long nowMs) {
        String name = nameOf(partition);
        CompletableFuture<Producer<byte[]>> events =
                named(client, Topics.events(partition.tenant()), name).createAsync();
        CompletableFuture<Producer<byte[]>> rejections =
                named(client, Topics.rejected(partition.tenant()), name).createAsync();
        CompletableFuture<Producer<byte[]>> states = named(client, Topics.state(partition.tenant()), name)
                .initialSequenceId(nowMs << STATES_A_MS_BITS)
                .createAsync();
        return CompletableFuture.allOf(events, rejections, states)
                .<CompletionStage<Outlets>>handle((done, cause) -> cause == null
                        ? CompletableFuture.completedFuture(new PulsarOutlets(
                                client, partition, messages, events.join(), rejections.join(), states.join()))
                        : CompletableFuture.allOf(closed(events), closed(rejections), closed(states))
                                .thenCompose(closed -> CompletableFuture.failedFuture(cause)))
                .thenCompose(outlets -> outlets);
    }

    /** Under which all that the partition's owner sends is numbered. */
    static String nameOf(PartitionId partition) {
        return "fold-" + partition.epoch() + "-" + partition.number();
    }

    /** Closes what may have been opened, whatever becomes of it; null where nothing was. */
    static CompletableFuture<@Nullable Void> closed(@Nullable CompletableFuture<Producer<byte[]>> opening) {
        return opening == null
                ? CompletableFuture.completedFuture(null)
                : opening.thenCompose(Producer::closeAsync).handle((done, cause) -> null);
    }

    static ProducerBuilder<byte[]> named(PulsarClient client, String topic, String name) {
        return client.newProducer(Schema.BYTES)
                .topic(topic)
                .producerName(name)
                // Without an end: the broker tells a repeated message by its number only if no send is ever given up.
                .sendTimeout(0, TimeUnit.SECONDS)
                .maxPendingMessages(0)
                .batchingMaxPublishDelay(BATCH_DELAY_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public long lastEvent() {
        return events.getLastSequenceId();
    }

    @Override
    public long lastRejection() {
        return rejections.getLastSequenceId();
    }

    @Override
    public CompletionStage<?> event(long sequence, TwinId twin, byte[] event) {
        return events.newMessage()
                .sequenceId(sequence)
                .key(twin.value())
                .value(event)
                .sendAsync();
    }

    @Override
    public CompletionStage<?> rejection(long sequence, DeviceId device, byte[] rejection) {
        return rejections
                .newMessage()
                .sequenceId(sequence)
                .key(device.value())
                .value(rejection)
                .sendAsync();
    }

    @Override
    public CompletionStage<?> desired(long sequence, TwinId twin, byte @Nullable [] desired) {
        return wishes.send(sequence, TwinDesired.key(partition.tenant(), twin), desired);
    }

    @Override
    public CompletionStage<?> command(long sequence, TwinId twin, CommandId id, byte @Nullable [] command) {
        return commands.send(sequence, TwinCommand.key(partition.tenant(), twin, id), command);
    }

    @Override
    public CompletionStage<?> state(TwinId twin, byte @Nullable [] state) {
        return states.newMessage().key(twin.value()).value(state).sendAsync();
    }

    @Override
    public CompletionStage<?> input(byte[] frame) {
        if (ticks == null) {
            ticks = client.newProducer(Schema.BYTES)
                    .topic(Topics.inputs(partition.tenant(), partition.number()))
                    .enableBatching(false)
                    .sendTimeout(0, TimeUnit.SECONDS)
                    .createAsync();
        }
        return ticks.thenCompose(producer -> producer.sendAsync(frame));
    }

    @Override
    public CompletionStage<?> message(int to, long sequence, byte[] frame) {
        return messages.send(to, sequence, frame);
    }

    @Override
    public CompletionStage<?> flush() {
        return CompletableFuture.allOf(events.flushAsync(), rejections.flushAsync(), states.flushAsync());
    }

    @Override
    public CompletionStage<?> close() {
        return CompletableFuture.allOf(
                events.closeAsync(),
                rejections.closeAsync(),
                states.closeAsync(),
                closed(ticks),
                wishes.close(),
                commands.close(),
                messages.close());
    }
}
