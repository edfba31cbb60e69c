package io.counterpart.twinruntime.feeds;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.MessageId;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.PulsarClientException;
import org.apache.pulsar.client.api.Reader;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows one compacted topic on a thread of its own: first what compaction kept, then the log itself, where every removal
 * still stands. What it cannot reach it tries again, for ever.
 */
final class KeptTopic implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(KeptTopic.class);
    private static final int WAIT_SECONDS = 1;

    /** Takes a key and what stands under it, null for nothing. */
    @FunctionalInterface
    interface Taker {
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

    KeptTopic(PulsarClient client, String topic, Taker taker) {
        this(client, topic, taker, () -> {});
    }

    /**
     * @param whenWhole called once, on the reading thread, when everything that stood there at the start was taken
     */
    KeptTopic(PulsarClient client, String topic, Taker taker, Runnable whenWhole) {
        this.client = client;
        this.topic = topic;
        this.taker = taker;
        this.whenWhole = whenWhole;
    }

    void start(String thread) {
        Thread.ofPlatform().name(thread).daemon().start(this::follow);
    }

    /** Whether everything that stood there at the start was read. */
    boolean isWhole() {
        return whole;
    }

    boolean isConnected() {
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
            } catch (IOException | RuntimeException e) {
                LOG.warnf("topic cannot be read, will try again topic=%s cause=%s", topic, e.getMessage());
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
                    LOG.infof("topic was read to its end topic=%s", topic);
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
