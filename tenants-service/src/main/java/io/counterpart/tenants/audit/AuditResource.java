package io.counterpart.tenants.audit;

import io.counterpart.contracts.access.Permission;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.tenants.caller.CurrentCaller;
import io.counterpart.tenants.database.TenantDatabase;
import io.counterpart.tenants.http.Limit;
import io.counterpart.tenants.http.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Who did what in the caller's tenant. */
@Path(ApiRoute.ROOT + "/audit")
@Tag(name = "Audit")
class AuditResource {

    private static final int VERIFIED_AT_ONCE = 1000;

    private final TenantDatabase database;
    private final AuditTrail trail;
    private final CurrentCaller caller;

    @Inject
    AuditResource(TenantDatabase database, AuditTrail trail, CurrentCaller caller) {
        this.database = database;
        this.trail = trail;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ_AUDIT)
    @Operation(summary = "What was done, newest first")
    public Uni<Page<AuditEntry>> list(
            @QueryParam("limit") @DefaultValue("100") Limit limit,
            @QueryParam("after") @DefaultValue("9223372036854775807") long after) {
        return database.within(caller.tenant(), session -> trail.before(session, after, limit.andOne()))
                .map(entries -> Page.of(entries, limit, entry -> Long.toString(entry.sequence())));
    }

    @GET
    @Path("/verification")
    @RolesAllowed(Permission.READ_AUDIT)
    @Operation(summary = "Whether the chain is whole, from its first entry to its last")
    public Uni<Verification> verify() {
        return verifyFrom(caller.tenant(), 0, AuditEntry.START);
    }

    private Uni<Verification> verifyFrom(TenantId tenant, long sequence, String hash) {
        return database.within(tenant, session -> trail.after(session, sequence, VERIFIED_AT_ONCE))
                .chain(entries -> verify(tenant, entries, sequence, hash));
    }

    private Uni<Verification> verify(TenantId tenant, List<AuditEntry> entries, long sequence, String hash) {
        if (entries.isEmpty()) {
            return Uni.createFrom().item(new Verification(true, sequence, hash, null));
        }
        long lastSequence = sequence;
        String lastHash = hash;
        for (AuditEntry entry : entries) {
            if (!entry.follows(lastSequence, lastHash)) {
                return Uni.createFrom().item(new Verification(false, lastSequence, lastHash, entry.sequence()));
            }
            lastSequence = entry.sequence();
            lastHash = entry.hash();
        }
        return verifyFrom(tenant, lastSequence, lastHash);
    }

    /**
     * What a verification found.
     *
     * @param whole whether each entry follows from the one before
     * @param entries how many do, from the first on
     * @param hash of the last of them: kept elsewhere, it shows later whether the end was cut off
     * @param brokenAt the first entry that does not follow
     */
    record Verification(
            boolean whole,
            long entries,
            String hash,
            @Nullable Long brokenAt) {}
}
