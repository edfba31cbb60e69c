package io.counterpart.tenants.tenant;

import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.access.AccessSource;
import io.counterpart.tenants.outbox.Task;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** What stands on {@code access} of tenants themselves. */
@ApplicationScoped
class TenantAccess implements AccessSource {

    private final TenantRows rows;

    @Inject
    TenantAccess(TenantRows rows) {
        this.rows = rows;
    }

    @Override
    public Task.Subject subject() {
        return Task.Subject.TENANT;
    }

    @Override
    public Uni<Fact> current(TenantId tenant, String id) {
        return rows.find(tenant)
                .map(found -> new Fact(
                        AccessEvent.Tenant.key(tenant),
                        found.flatMap(Tenant::published).orElse(null)));
    }

    @Override
    public Uni<List<String>> keys(TenantId tenant) {
        return Uni.createFrom().item(List.of(AccessEvent.Tenant.key(tenant)));
    }
}
