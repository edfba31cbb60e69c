package io.counterpart.ingest.following;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Who follows what, and is told when that changes. Safe for any thread. */
public final class Followers {

    /** By what they follow; the sets are touched only while the map computes their key. */
    private final Map<String, Set<Runnable>> followers = new ConcurrentHashMap<>();

    /**
     * From here on tells this follower.
     *
     * @param key what it follows
     * @param changed called on any thread, and not to wait there
     */
    public void follow(String key, Runnable changed) {
        followers.compute(key, (same, known) -> {
            Set<Runnable> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(changed);
            return all;
        });
    }

    /** Tells this follower no more. */
    public void leave(String key, Runnable changed) {
        followers.computeIfPresent(key, (same, all) -> {
            all.remove(changed);
            return all.isEmpty() ? null : all;
        });
    }

    /** Tells who follows this. */
    public void tell(String key) {
        Set<Runnable> interested = followers.get(key);
        if (interested != null) {
            interested.forEach(Runnable::run);
        }
    }

    /** Tells everyone. */
    public void tellAll() {
        followers.keySet().forEach(this::tell);
    }

    /** How much is followed by anyone. */
    public int followed() {
        return followers.size();
    }
}
