package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
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
 * Reads {@code access} on a thread of its own: first what compaction kept, then the log itself from there on.
 *
 * <p>The second half is why this is no {@code TableView}: that one reads the compacted topic throughout. A revocation is a
 * message without payload, which compaction removes; a view that was cut off while that happened would let the device in for
 * ever. The log keeps every revocation.
 */
@ApplicationScoped
public class PulsarAccessFeed implements AccessFeed {

    private static final Logger LOG = Logger.getLogger(PulsarAccessFeed.class);
    private static final int WAIT_SECONDS = 1;

    private final PulsarClient client;
    private final AccessDirectory directory = new AccessDirectory();
    private final AccessFold fold = new AccessFold(directory);
    private final CountDownLatch stop = new CountDownLatch(1);

    private volatile boolean ready;
    private volatile @Nullable Reader<byte[]> reader;

    /** What was read last; only the reading thread knows it. */
    private @Nullable MessageId last;

    PulsarAccessFeed(PulsarClient client) {
        this.client = client;
    }

    @Override
    public void start() {
        Thread.ofPlatform().name("access-feed").daemon().start(this::follow);
    }

    @PreDestroy
    void stop() {
        stop.countDown();
    }

    @Override
    public AccessDirectory directory() {
        return directory;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public boolean isConnected() {
        Reader<byte[]> current = reader;
        return current != null && current.isConnected();
    }

    private void follow() {
        while (stop.getCount() > 0) {
            try {
                if (last == null) {
                    readKept();
                }
                readLog();
            } catch (PulsarClientException e) {
                LOG.warnf("access topic cannot be read, will try again cause=%s", e.getMessage());
                pause();
            } catch (RuntimeException e) {
                LOG.error("access topic cannot be read, will try again", e);
                pause();
            }
        }
    }

    /** Reads what compaction left, up to today's end. If the broker announces more than it sends, the log has the rest. */
    private void readKept() throws PulsarClientException {
        try (Reader<byte[]> kept = open(MessageId.earliest, true)) {
            reader = kept;
            while (stop.getCount() > 0 && kept.hasMessageAvailable()) {
                Message<byte[]> message = kept.readNext(WAIT_SECONDS, TimeUnit.SECONDS);
                if (message == null && kept.isConnected()) {
                    return;
                }
                take(message);
            }
        } catch (PulsarClientException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new PulsarClientException(e);
        }
    }

    private void readLog() throws PulsarClientException {
        MessageId from = last == null ? MessageId.earliest : last;
        try (Reader<byte[]> log = open(from, false)) {
            reader = log;
            while (stop.getCount() > 0) {
                if (!ready && !log.hasMessageAvailable()) {
                    ready = true;
                    LOG.infof(
                            "access directory is whole tenants=%d devices=%d",
                            directory.tenants().size(), directory.devices().size());
                }
                take(log.readNext(WAIT_SECONDS, TimeUnit.SECONDS));
            }
        } catch (PulsarClientException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw new PulsarClientException(e);
        }
    }

    private Reader<byte[]> open(MessageId from, boolean compacted) throws PulsarClientException {
        return client.newReader()
                .topic(Topics.ACCESS)
                .startMessageId(from)
                .readCompacted(compacted)
                .create();
    }

    private void take(@Nullable Message<byte[]> message) {
        if (message == null) {
            return;
        }
        if (message.hasKey()) {
            fold.take(message.getKey(), message.getData());
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
