package io.counterpart.twinruntime;

import io.counterpart.twinruntime.erasure.Erasures;
import io.counterpart.twinruntime.feeds.ActivityFeed;
import io.counterpart.twinruntime.feeds.DefinitionFeed;
import io.counterpart.twinruntime.feeds.TenantFeed;
import io.counterpart.twinruntime.history.HistoryTables;
import io.counterpart.twinruntime.ownership.Ownership;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The service's life: first types and history, then the tenants, whose partitions are taken when they are awake, and erasures. */
@ApplicationScoped
public class TwinRuntime {

    private final DefinitionFeed definitions;
    private final HistoryTables history;
    private final TenantFeed tenants;
    private final ActivityFeed activity;
    private final Ownership ownership;
    private final Erasures erasures;

    TwinRuntime(
            DefinitionFeed definitions,
            HistoryTables history,
            TenantFeed tenants,
            ActivityFeed activity,
            Ownership ownership,
            Erasures erasures) {
        this.definitions = definitions;
        this.history = history;
        this.tenants = tenants;
        this.activity = activity;
        this.ownership = ownership;
        this.erasures = erasures;
    }

    void start(@Observes StartupEvent event) {
        definitions.start();
        history.install(() -> {
            tenants.start(ownership::tenant);
            activity.start(ownership);
            erasures.start();
        });
    }

    void stop(@Observes ShutdownEvent event) {
        erasures.stop();
        ownership.stop();
    }
}
