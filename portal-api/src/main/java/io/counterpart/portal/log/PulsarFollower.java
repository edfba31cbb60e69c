package io.counterpart.portal.log;

import io.counterpart.portal.log.TopicLog.Entry;
import io.counterpart.portal.log.TopicLog.Following;
import io.counterpart.portal.log.TopicLog.From;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.apache.pulsar.client.api.Schema;
import org.jboss.logging.Logger;

/** Reads one topic on a virtual thread of its own, and begins again where it was when the reader is lost. */
final class PulsarFollower implements Following {

    private static final Logger LOG = Logger.getLogger(PulsarFollower.class);
    private static final int QUEUE = 500;

    private final PulsarClient client;
    private final String topic;
    private final boolean compacted;
    private final Duration retryAfter;
    private final Consumer<Entry> listener;
    private final Runnable caughtUp;
    private MessageId last;
    private boolean ready;
    private volatile boolean closed;
    private volatile Thread thread = Thread.currentThread();

    private PulsarFollower(
            PulsarClient client,
            String topic,
            From from,
            Duration retryAfter,
            Consumer<Entry> listener,
            Runnable caughtUp) {
        this.client = client;
        this.topic = topic;
        this.compacted = from == From.FIRST;
        this.last = compacted ? MessageId.earliest : MessageId.latest;
        this.retryAfter = retryAfter;
        this.listener = listener;
        this.caughtUp = caughtUp;
    }

    static PulsarFollower start(
            PulsarClient client,
            String topic,
            From from,
            Duration retryAfter,
            Consumer<Entry> listener,
            Runnable caughtUp) {
        PulsarFollower follower = new PulsarFollower(client, topic, from, retryAfter, listener, caughtUp);
        follower.thread = Thread.ofVirtual().name("follow-" + topic).start(follower::run);
        return follower;
    }

    private void run() {
        while (!closed) {
            try (Reader<byte[]> reader = open()) {
                read(reader);
            } catch (IOException e) {
                if (!closed) {
                    LOG.warnf("topic not readable, trying again topic=%s reason=%s", topic, e.getMessage());
                    pause();
                }
            }
        }
    }

    private Reader<byte[]> open() throws PulsarClientException {
        return client.newReader(Schema.BYTES)
                .topic(topic)
                .startMessageId(last)
                .readCompacted(compacted)
                .receiverQueueSize(QUEUE)
                .create();
    }

    private void read(Reader<byte[]> reader) throws PulsarClientException {
        while (!closed && !ready && compacted && reader.hasMessageAvailable()) {
            take(reader.readNext());
        }
        if (!ready) {
            ready = true;
            caughtUp.run();
        }
        while (!closed) {
            take(reader.readNext());
        }
    }

    private void take(Message<byte[]> message) {
        byte[] payload = message.size() == 0 ? null : message.getValue();
        try {
            listener.accept(new Entry(message.getKey(), payload));
        } catch (RuntimeException unusable) {
            LOG.errorf(unusable, "message not usable topic=%s message=%s", topic, message.getMessageId());
        }
        last = message.getMessageId();
    }

    private void pause() {
        try {
            Thread.sleep(retryAfter);
        } catch (InterruptedException e) {
            closed = true;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
