package io.counterpart.ingest.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.pulsar.client.api.PulsarClient;
import org.jboss.logging.Logger;

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
    private static final byte[] GONE = {};

    private final AccessDirectory directory = new AccessDirectory();
    private final AccessFold fold = new AccessFold(directory);
    private final KeptTopic topic;

    PulsarAccessFeed(PulsarClient client) {
        topic = new KeptTopic(
                client, Topics.ACCESS, (key, bytes) -> fold.take(key, bytes == null ? GONE : bytes), this::sayWhole);
    }

    private void sayWhole() {
        LOG.infof(
                "access directory is whole tenants=%d devices=%d",
                directory.tenants().size(), directory.devices().size());
    }

    @Override
    public void start() {
        topic.start("access-feed");
    }

    @PreDestroy
    void stop() {
        topic.close();
    }

    @Override
    public AccessDirectory directory() {
        return directory;
    }

    @Override
    public boolean isReady() {
        return topic.isWhole();
    }

    @Override
    public boolean isConnected() {
        return topic.isConnected();
    }
}
