package io.counterpart.portal.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.log.TopicLog;
import io.quarkus.runtime.Startup;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Keeps the directory of who may what in step with the {@code access} topic. Not ready before it has been read once. */
@Startup
@Singleton
public final class AccessFeed {

    private final AccessDirectory directory = new AccessDirectory();
    private final TopicLog.Following following;
    private volatile boolean ready;

    AccessFeed(TopicLog log) {
        following = log.follow(Topics.ACCESS, TopicLog.From.FIRST, this::apply, () -> ready = true);
    }

    private void apply(TopicLog.Entry entry) {
        if (entry.key() != null) {
            directory.apply(entry.key(), event(entry.payload()));
        }
    }

    private static @Nullable AccessEvent event(byte @Nullable [] payload) {
        return payload == null ? null : AccessEvent.JSON.read(payload);
    }

    @Produces
    @Singleton
    AccessDirectory directory() {
        return directory;
    }

    /** Whether the directory holds what stood on the topic when we started. */
    public boolean isReady() {
        return ready;
    }

    @PreDestroy
    void stop() {
        following.close();
    }
}
