package io.counterpart.twinruntime.ownership;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClientException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A partition's frames from Pulsar. One receive is asked for at a time, so what waits is the receiver queue and no more. */
final class PulsarInputs implements Inputs {

    private static final Logger LOG = Logger.getLogger(PulsarInputs.class);

    private final Consumer<byte[]> consumer;
    private final AtomicReference<@Nullable Message<byte[]>> came = new AtomicReference<>();

    PulsarInputs(Consumer<byte[]> consumer) {
        this.consumer = consumer;
    }

    @Override
    public @Nullable Frame poll() {
        Message<byte[]> message = came.getAndSet(null);
        if (message == null) {
            message = receiveNow();
        }
        return message == null ? null : frame(message);
    }

    private @Nullable Message<byte[]> receiveNow() {
        try {
            return consumer.receive(0, TimeUnit.MILLISECONDS);
        } catch (PulsarClientException e) {
            throw new InputsLost("the log cannot be read", e);
        }
    }

    private static Frame frame(Message<byte[]> message) {
        long index = index(message);
        long brokerTimeMs = message.getBrokerPublishTime().orElseThrow(PulsarInputs::noMetadata);
        return new Frame(message.getData(), index, brokerTimeMs, message.getMessageId());
    }

    static long index(Message<byte[]> message) {
        return message.getIndex().orElseThrow(PulsarInputs::noMetadata);
    }

    private static InputsLost noMetadata() {
        return new InputsLost(
                "the broker does not say index and time of its entries; see exposingBrokerEntryMetadataToClientEnabled",
                null);
    }

    @Override
    public void whenReady(Runnable wake) {
        CompletionStage<Message<byte[]>> coming = consumer.receiveAsync();
        coming.whenComplete((message, cause) -> {
            // A closed consumer's last receive fails; who closed it knows.
            if (message != null) {
                came.set(message);
                wake.run();
            }
        });
    }

    @Override
    public void acknowledge(MessageId upTo) {
        CompletionStage<Void> taken = consumer.acknowledgeCumulativeAsync(upTo);
        taken.whenComplete((done, cause) -> {
            if (cause != null) {
                LOG.warnf(
                        "acknowledgement was not taken, the next will do topic=%s cause=%s",
                        consumer.getTopic(), cause.getMessage());
            }
        });
    }

    @Override
    public CompletionStage<?> close() {
        return consumer.closeAsync();
    }
}
