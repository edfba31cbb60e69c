package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.tenants.audit.AuditTrail;
import io.counterpart.tenants.caller.Author;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.outbox.Task;
import io.counterpart.tenants.tenant.Tenant;
import io.counterpart.tenants.tenant.TenantRows;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/** Adds to a tenant's audit what was done to it from outside, once, however often it is told. */
@ApplicationScoped
class Recording {

    private final TenantDatabase database;
    private final TenantRows tenants;
    private final AuditTrail audit;

    @Inject
    Recording(TenantDatabase database, TenantRows tenants, AuditTrail audit) {
        this.database = database;
        this.tenants = tenants;
        this.audit = audit;
    }

    Uni<Void> run(TenantId tenant, Task.Note entry) {
        Author author = new Author(entry.actor(), entry.requestId());
        Instant at = Instant.ofEpochMilli(entry.atMs());
        return database.exclusively(
                tenant,
                session -> isLive(tenant)
                        .chain(live -> live
                                ? audit.appendOnce(session, author, at, entry.action(), entry.target())
                                : Uni.createFrom().voidItem()));
    }

    private Uni<Boolean> isLive(TenantId tenant) {
        return tenants.find(tenant)
                .map(found -> found.filter(live -> live.status() != Tenant.Status.ERASING)
                        .isPresent());
    }
}
