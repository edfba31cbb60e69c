package io.counterpart.twinruntime.feeds;

import io.counterpart.contracts.activity.ActivityEvent;
import io.counterpart.contracts.broker.KeptTopic;
import io.counterpart.contracts.broker.LazyProducer;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.topic.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pulsar.client.api.PulsarClient;
import org.apache.pulsar.client.api.Schema;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Which partitions are written into, as topic {@code activity} says; what an owner adds to it goes there first and comes back from it. */
@ApplicationScoped
public class ActivityFeed {

    private static final Logger LOG = Logger.getLogger(ActivityFeed.class);
    private static final int SEND_TIMEOUT_SECONDS = 30;

    /** Hears what stands there; on one thread. */
    public interface Listener {

        /** What stands under this key now, null for nothing. */
        void take(String key, @Nullable ActivityEvent event);

        /** All that stood there at the start was taken. */
        void whole();
    }

    private final PulsarClient client;
    private final LazyProducer producer;
    private @Nullable KeptTopic topic;

    ActivityFeed(PulsarClient client) {
        this.client = client;
        this.producer = new LazyProducer(client.newProducer(Schema.BYTES)
                .topic(Topics.ACTIVITY)
                .sendTimeout(SEND_TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    public synchronized void start(Listener listener) {
        topic = new KeptTopic(client, Topics.ACTIVITY, (key, bytes) -> take(listener, key, bytes), listener::whole);
        topic.start("activity-feed");
    }

    private static void take(Listener listener, String key, byte @Nullable [] bytes) {
        try {
            listener.take(key, bytes == null ? null : ActivityEvent.JSON.read(bytes));
        } catch (MalformedContract e) {
            LOG.errorf("activity message is not readable, passed over key=%s cause=%s", key, e.getMessage());
        }
    }

    /** Adds this; completes when everybody will hear of it. */
    public CompletionStage<?> say(ActivityEvent event) {
        return producer.send(event.key(), ActivityEvent.JSON.write(event));
    }

    /** Takes what stands under this key off the topic. */
    public CompletionStage<?> forget(String key) {
        return producer.send(key, null);
    }

    public synchronized boolean isReady() {
        return topic != null && topic.isWhole();
    }

    public synchronized boolean isConnected() {
        return topic != null && topic.isConnected();
    }

    @PreDestroy
    synchronized void stop() {
        if (topic != null) {
            topic.close();
        }
    }
}
