package io.counterpart.ingest.desired;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.twin.TwinDesired;
import io.counterpart.ingest.following.Followers;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of every twin, newest of each, and who follows which. It holds bytes, and reads them when a device asks: of most twins
 * nobody does here.
 */
public final class DesiredDirectory {

    private static final Logger LOG = Logger.getLogger(DesiredDirectory.class);

    private final Map<String, byte[]> desired = new ConcurrentHashMap<>();

    /** By twin. */
    private final Followers followers = new Followers();

    private volatile boolean whole;

    /**
     * Something else is wanted of a twin.
     *
     * @param key as it stands on {@code desired}
     * @param bytes what is wanted, null for nothing any more
     */
    public void apply(String key, byte @Nullable [] bytes) {
        if (bytes == null) {
            desired.remove(key);
        } else {
            desired.put(key, bytes);
        }
        followers.tell(key);
    }

    /** From here on it is known what is wanted of every twin, and of which nothing is. */
    public void becomeWhole() {
        whole = true;
        followers.tellAll();
    }

    /** Whether it is known of every twin; before that nobody is to be told that nothing is wanted. */
    public boolean isWhole() {
        return whole;
    }

    /** What is wanted of this twin; empty for nothing. */
    public Optional<TwinDesired> of(TenantId tenant, TwinId twin) {
        String key = TwinDesired.key(tenant, twin);
        byte[] bytes = desired.get(key);
        try {
            return Optional.ofNullable(bytes).map(TwinDesired.JSON::read);
        } catch (MalformedContract e) {
            LOG.errorf("what is desired of a twin is not readable, passed over key=%s cause=%s", key, e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * From here on tells this follower when something else is wanted of the twin, or when it becomes known at all.
     *
     * @param changed called on any thread, and not to wait there
     */
    public void follow(TenantId tenant, TwinId twin, Runnable changed) {
        followers.follow(TwinDesired.key(tenant, twin), changed);
    }

    /** Tells this follower no more. */
    public void leave(TenantId tenant, TwinId twin, Runnable changed) {
        followers.leave(TwinDesired.key(tenant, twin), changed);
    }

    /** Of how many twins something is wanted. */
    int size() {
        return desired.size();
    }

    /** How many twins somebody follows. */
    public int followed() {
        return followers.followed();
    }
}
