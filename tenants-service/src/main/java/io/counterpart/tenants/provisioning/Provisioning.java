package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.tenant.Tenant;
import io.counterpart.tenants.tenant.TenantRows;
import io.counterpart.tenants.tenant.Tenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Brings a new tenant into the other systems. A tenant that is gone or going needs nothing there any more. */
@ApplicationScoped
class Provisioning {

    private final TenantRows rows;
    private final Tenants tenants;
    private final BrokerAdmin broker;
    private final IdentityProviderAdmin people;

    @Inject
    Provisioning(TenantRows rows, Tenants tenants, BrokerAdmin broker, IdentityProviderAdmin people) {
        this.rows = rows;
        this.tenants = tenants;
        this.broker = broker;
        this.people = people;
    }

    Uni<Void> run(TenantId id, Task.ProvisioningStep step) {
        return rows.find(id)
                .chain(found -> found.filter(tenant -> tenant.status() == Tenant.Status.PROVISIONING)
                        .map(tenant -> run(tenant, step))
                        .orElseGet(() -> Uni.createFrom().voidItem()));
    }

    private Uni<Void> run(Tenant tenant, Task.ProvisioningStep step) {
        return switch (step) {
            case BROKER_TENANT -> broker.ensureTenant(tenant.id());
            case BROKER_LOG -> broker.ensureLog(tenant.id(), tenant.partitions());
            case BROKER_KEPT -> broker.ensureKept(tenant.id(), tenant.partitions());
            case ORGANIZATION -> people.ensureOrganization(tenant.id());
            case ACTIVATION -> tenants.activate(tenant.id());
        };
    }
}
