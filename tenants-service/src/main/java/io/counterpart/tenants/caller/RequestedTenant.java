package io.counterpart.tenants.caller;

import io.counterpart.contracts.identity.TenantId;
import io.vertx.ext.web.RoutingContext;

/** Which tenant a request names, if any. */
sealed interface RequestedTenant {

    /** The header by which people of several tenants, and the platform's own, say which one they mean. */
    String HEADER = "Counterpart-Tenant";

    /** None: the caller's own. */
    record None() implements RequestedTenant {}

    record Named(TenantId tenant) implements RequestedTenant {}

    /** Something that can be no tenant, and so is answered as one that does not exist. */
    record Impossible() implements RequestedTenant {}

    static RequestedTenant of(RoutingContext request) {
        String header = request.request().getHeader(HEADER);
        if (header == null) {
            return new None();
        }
        try {
            return new Named(new TenantId(header));
        } catch (IllegalArgumentException notATenant) {
            return new Impossible();
        }
    }

    /** Whether a caller of this tenant alone may mean it. */
    default boolean allows(TenantId tenant) {
        return switch (this) {
            case None none -> true;
            case Named named -> named.tenant().equals(tenant);
            case Impossible impossible -> false;
        };
    }
}
