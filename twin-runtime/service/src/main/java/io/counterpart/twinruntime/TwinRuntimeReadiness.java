package io.counterpart.twinruntime;

import io.counterpart.twinruntime.feeds.DefinitionFeed;
import io.counterpart.twinruntime.feeds.TenantFeed;
import io.counterpart.twinruntime.history.HistoryTables;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready: tenants and types are known, Pulsar is connected, and history has its tables. */
@Readiness
@ApplicationScoped
public class TwinRuntimeReadiness implements HealthCheck {

    private final TenantFeed tenants;
    private final DefinitionFeed definitions;
    private final HistoryTables history;

    TwinRuntimeReadiness(TenantFeed tenants, DefinitionFeed definitions, HistoryTables history) {
        this.tenants = tenants;
        this.definitions = definitions;
        this.history = history;
    }

    @Override
    public HealthCheckResponse call() {
        boolean access = tenants.isReady();
        boolean types = definitions.isReady();
        boolean pulsar = tenants.isConnected() && definitions.isConnected();
        return HealthCheckResponse.named("twin-runtime")
                .withData("access", access)
                .withData("definitions", types)
                .withData("pulsar", pulsar)
                .withData("history", history.isReady())
                .status(access && types && pulsar && history.isReady())
                .build();
    }
}
