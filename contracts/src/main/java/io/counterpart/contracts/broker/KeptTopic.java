package io.counterpart.contracts.broker;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Follows one compacted topic on a thread of its own: first what compaction kept, then the log itself, where every removal
 * still stands. What it cannot reach it tries again, for ever.
 */
public final class KeptTopic implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(KeptTopic.class.getName());
    private static final int WAIT_SECONDS = 1;

    /** Takes a key and what stands under it, null for nothing. */
    @FunctionalInterface
    public interface Taker {
        void take(String key, byte @Nullable [] bytes);
    }

    private final PulsarClient client;
    private final String topic;
    private final Taker taker;
    private final Runnable whenWhole;
    private final CountDownLatch stop = new CountDownLatch(1);

    private volatile boolean whole;
    private volatile @Nullable Reader<byte[]> reader;

    /** What was read last; only the reading thread knows it. */
    private @Nullable MessageId last;

    /**
     * @param taker called for every message, on the reading thread
     */
    public KeptTopic(PulsarClient client, String topic, Taker taker) {
        this(client, topic, taker, () -> {});
    }

    /**
     * @param whenWhole called once, on the reading thread, when everything that stood there at the start was taken
     */
    public KeptTopic(PulsarClient client, String topic, Taker taker, Runnable whenWhole) {
        this.client = client;
        this.topic = topic;
        this.taker = taker;
        this.whenWhole = whenWhole;
    }

    /** Begins, on a thread of this name. */
    public void start(String thread) {
        Thread.ofPlatform().name(thread).daemon().start(this::follow);
    }

    /** Whether everything that stood there at the start was read. */
    public boolean isWhole() {
        return whole;
    }

    /** Whether the broker can be reached at the moment. */
    public boolean isConnected() {
        Reader<byte[]> current = reader;
        return current != null && current.isConnected();
    }

    @Override
    public void close() {
        stop.countDown();
    }

    private void follow() {
        while (stop.getCount() > 0) {
            try {
                if (last == null) {
                    readKept();
                }
                readLog();
            } catch (IOException e) {
                LOG.log(
                        Level.WARNING,
                        "topic cannot be read, will try again topic={0} cause={1}",
                        topic,
                        e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "topic cannot be taken, will try again topic=" + topic, e);
                pause();
            }
        }
    }

    private void readKept() throws IOException {
        try (Reader<byte[]> kept = open(MessageId.earliest, true)) {
            reader = kept;
            while (stop.getCount() > 0 && kept.hasMessageAvailable()) {
                Message<byte[]> message = kept.readNext(WAIT_SECONDS, TimeUnit.SECONDS);
                if (message == null && kept.isConnected()) {
                    // The broker announced more than compaction left; the log has the rest.
                    return;
                }
                take(message);
            }
        }
    }

    private void readLog() throws IOException {
        try (Reader<byte[]> log = open(last == null ? MessageId.earliest : last, false)) {
            reader = log;
            while (stop.getCount() > 0) {
                if (!whole && !log.hasMessageAvailable()) {
                    whole = true;
                    LOG.log(Level.INFO, "topic was read to its end topic={0}", topic);
                    whenWhole.run();
                }
                take(log.readNext(WAIT_SECONDS, TimeUnit.SECONDS));
            }
        }
    }

    private Reader<byte[]> open(MessageId from, boolean compacted) throws PulsarClientException {
        return client.newReader()
                .topic(topic)
                .startMessageId(from)
                .readCompacted(compacted)
                .create();
    }

    private void take(@Nullable Message<byte[]> message) {
        if (message == null) {
            return;
        }
        if (message.hasKey()) {
            taker.take(message.getKey(), message.size() == 0 ? null : message.getData());
        }
        last = message.getMessageId();
    }

    private void pause() {
        try {
            stop.await(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop.countDown();
        }
    }
}
