package io.counterpart.tenants.access;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Waits until what was published has come back on the topic: only then do we decide by it ourselves, and a caller who is told of it
 * before would be refused with what it was just given.
 */
@ApplicationScoped
public class Sightings {

    private static final Logger LOG = Logger.getLogger(Sightings.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final AccessDirectory directory;
    private final Map<String, CompletableFuture<Void>> nextOf = new ConcurrentHashMap<>();

    @Inject
    Sightings(AccessDirectory directory) {
        this.directory = directory;
        directory.onChange(change -> {
            CompletableFuture<Void> awaited = nextOf.remove(change.key());
            if (awaited != null) {
                awaited.complete(null);
            }
        });
    }

    /**
     * Completes when the directory has this fact, null for none, under the key; after two seconds in any case, for it stands on
     * the topic all the same.
     */
    public Uni<Void> await(String key, @Nullable AccessEvent fact) {
        return seen(key, fact).ifNoItem().after(PATIENCE).recoverWithUni(() -> {
            LOG.warnf("what was published has not come back yet key=%s", key);
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> seen(String key, @Nullable AccessEvent fact) {
        return Uni.createFrom().deferred(() -> {
            CompletableFuture<Void> next = nextOf.computeIfAbsent(key, none -> new CompletableFuture<>());
            if (Objects.equals(directory.fact(key).orElse(null), fact)) {
                nextOf.remove(key, next);
                next.complete(null);
                return Uni.createFrom().voidItem();
            }
            // A copy: who runs out of patience cancels his own, and others may wait for the same.
            return Uni.createFrom().completionStage(next.copy()).chain(() -> seen(key, fact));
        });
    }
}
