package io.counterpart.portal.database;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Topics that could not be reached lately. At most one a partition of a tenant, and each forgotten after its time. */
final class PassedOver {

    private final Map<String, Long> until = new ConcurrentHashMap<>();
    private final Duration time;

    PassedOver(Duration time) {
        this.time = time;
    }

    void add(String topic) {
        until.put(topic, System.nanoTime() + time.toNanos());
    }

    boolean contains(String topic) {
        return until.containsKey(topic);
    }

    /** Those whose time is not over. */
    String[] topics() {
        long now = System.nanoTime();
        until.values().removeIf(end -> end - now <= 0);
        return until.keySet().toArray(String[]::new);
    }
}
