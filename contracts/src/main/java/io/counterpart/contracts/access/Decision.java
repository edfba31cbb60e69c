package io.counterpart.contracts.access;

import io.counterpart.contracts.identity.TenantId;
import java.util.Set;

/** Whether a person or program is let in, and as what. */
public sealed interface Decision {

    /** In this tenant, with these roles. */
    record Granted(TenantId tenant, Set<Role> roles) implements Decision {}

    /** Of the platform's own people, in no tenant. */
    record OfPlatform(Set<Role> roles) implements Decision {}

    /** Known, but in several tenants, and the request names none. */
    record TenantRequired(Set<TenantId> tenants) implements Decision {}

    /** The tenant is suspended. */
    record Suspended(TenantId tenant) implements Decision {}

    /** In no tenant, or not in the one that was named: as far as the caller is told, there is no such tenant. */
    record NotAMember() implements Decision {}
}
