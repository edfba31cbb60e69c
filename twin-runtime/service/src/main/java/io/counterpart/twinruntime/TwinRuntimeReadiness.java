package io.counterpart.twinruntime;

import io.counterpart.twinruntime.feeds.ActivityFeed;
import io.counterpart.twinruntime.feeds.DefinitionFeed;
import io.counterpart.twinruntime.feeds.TenantFeed;
import io.counterpart.twinruntime.history.HistoryTables;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: tenants, types and what is awake are known, Pulsar is connected, and history has its tables. */
@Readiness
@ApplicationScoped
public class TwinRuntimeReadiness implements HealthCheck {

    private final TenantFeed tenants;
    private final DefinitionFeed definitions;
    private final ActivityFeed activity;
    private final HistoryTables history;

    TwinRuntimeReadiness(TenantFeed tenants, DefinitionFeed definitions, ActivityFeed activity, HistoryTables history) {
        this.activity = activity;
        this.tenants = tenants;
        this.definitions = definitions;
        this.history = history;
    }

    @Override
    public HealthCheckResponse call() {
        boolean access = tenants.isReady();
        boolean types = definitions.isReady();
        boolean awake = activity.isReady();
        boolean pulsar = tenants.isConnected() && definitions.isConnected() && activity.isConnected();
        return HealthCheckResponse.named("twin-runtime")
                .withData("access", access)
                .withData("definitions", types)
                .withData("activity", awake)
                .withData("pulsar", pulsar)
                .withData("history", history.isReady())
                .status(access && types && awake && pulsar && history.isReady())
                .build();
    }
}
