package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.tenant.Tenants;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Takes a tenant out of every store of ours, notes each that is done, and has the other services empty theirs. */
@ApplicationScoped
class Erasing {

    private final Tenants tenants;
    private final Publication publication;
    private final BrokerAdmin broker;
    private final IdentityProviderAdmin people;
    private final TenantDatabase database;

    @Inject
    Erasing(
            Tenants tenants,
            Publication publication,
            BrokerAdmin broker,
            IdentityProviderAdmin people,
            TenantDatabase database) {
        this.tenants = tenants;
        this.publication = publication;
        this.broker = broker;
        this.people = people;
        this.database = database;
    }

    Uni<Void> run(TenantId tenant, Task.ErasureStep step) {
        return switch (step) {
            case ACCESS -> publication.withdrawAll(tenant).chain(() -> tenants.accessWithdrawn(tenant));
            case BROKER -> broker.erase(tenant).chain(() -> tenants.erased(tenant, Store.PULSAR));
            case ORDER -> tenants.order(tenant).chain(publication::order);
            case ORGANIZATION -> people.removeOrganization(tenant).chain(() -> tenants.erased(tenant, Store.KEYCLOAK));
            case ROWS -> eraseRows(tenant).chain(() -> tenants.erased(tenant, Store.TENANTS));
            case RECEIPT -> tenants.completeErasureWhenAllHaveAnswered(tenant);
        };
    }

    private Uni<Void> eraseRows(TenantId tenant) {
        return database.within(
                tenant,
                session -> session.createNativeQuery("select erase_tenant_rows() is null", Boolean.class)
                        .getSingleResult()
                        .replaceWithVoid());
    }
}
