package io.counterpart.bench;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;

/**
 * Writes into a tenant's inputs as ingest does, without devices: a hundred thousand of them would take an hour to make. For one thread.
 */
final class InputLog implements AutoCloseable {
    /** A frame is sent when no entry of up to this many bytes might fit any more. */
    private static final int ENTRY_BYTES_MAX = 1 << 10;

    /** Longer than any benchmark goes without writing. */
    private static final Duration WITHIN = Duration.ofMinutes(30);

    private static final int UNCONFIRMED_MAX = 16;

    private final PulsarClient client;
    private final List<Partition> partitions = new ArrayList<>();
    private final List<CompletableFuture<?>> unconfirmed = new ArrayList<>();

    private record Partition(Producer<byte[]> producer, FrameWriter frame) {}

    InputLog(LocalPlatform platform, TenantId tenant, int count) {
        try {
            client = PulsarClient.builder()
                    .serviceUrl(platform.pulsarUrl())
                    .authentication(AuthenticationFactory.token(platform.pulsarToken("admin")))
                    .build();
            for (int partition = 0; partition < count; partition++) {
                partitions.add(new Partition(producer(Topics.inputs(tenant, partition)), new FrameWriter()));
            }
            wakeAll(tenant);
        } catch (PulsarClientException e) {
            throw new PlatformException("There is no way into the log: " + e.getMessage(), e);
        }
    }

    private Producer<byte[]> producer(String topic) throws PulsarClientException {
        return client.newProducer()
                .topic(topic)
                // One frame is one message, so that it has an index of its own.
                .enableBatching(false)
                .sendTimeout(0, TimeUnit.SECONDS)
                .create();
    }

    private void wakeAll(TenantId tenant) throws PulsarClientException {
        try (Producer<byte[]> activity = producer(Topics.ACTIVITY)) {
            for (int partition = 0; partition < partitions.size(); partition++) {
                var awake = new ActivityEvent.Awake(
                        tenant, partition, UUID.randomUUID().toString(), WITHIN.toMillis());
                activity.newMessage()
                        .key(awake.key())
                        .value(ActivityEvent.JSON.write(awake))
                        .send();
            }
        }
    }

    /** The twin has this type from here on. */
    void define(TwinId twin, GroupId group, TypeId type) {
        frameOf(group).add(new Input.TwinDefined(twin, group, type, null));
    }

    /** Somebody looks at the twin for a while. */
    void watch(TwinId twin, GroupId group) {
        frameOf(group).add(new Input.TwinWatched(twin, Input.WATCHED_MS_MAX));
    }

    /**
     * A reading of the twin.
     *
     * @param arrivedAtMs epoch milliseconds
     * @param payload as a device would send it, 1 KiB at most
     */
    void reading(TwinId twin, GroupId group, long arrivedAtMs, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        frameOf(group)
                .addReading(new Speaker(twin, new DeviceId(twin.value()), 1), arrivedAtMs, null, bytes.length)
                .put(bytes);
    }

    private FrameWriter frameOf(GroupId group) {
        Partition partition = partitions.get(group.partition(partitions.size()));
        FrameWriter frame = partition.frame();
        if (frame.entries() == Position.ENTRIES_MAX || frame.length() + ENTRY_BYTES_MAX > FrameWriter.BYTES_MAX) {
            send(partition);
        }
        return frame;
    }

    private void send(Partition partition) {
        unconfirmed.add(partition.producer().sendAsync(partition.frame().toBytes()));
        partition.frame().clear();
        if (unconfirmed.size() >= UNCONFIRMED_MAX) {
            awaitConfirmed();
        }
    }

    /** Sends what is in the frames, and returns when all of it is durable. */
    void flush() {
        for (Partition partition : partitions) {
            if (partition.frame().entries() > 0) {
                send(partition);
            }
        }
        awaitConfirmed();
    }

    private void awaitConfirmed() {
        try {
            CompletableFuture.allOf(unconfirmed.toArray(CompletableFuture[]::new))
                    .join();
            unconfirmed.clear();
        } catch (CompletionException e) {
            throw new PlatformException("Inputs cannot be written: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (PulsarClientException e) {
            throw new PlatformException("The way into the log could not be closed.", e);
        }
    }
}
