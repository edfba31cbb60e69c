package io.counterpart.tenants.provisioning;

import io.counterpart.contracts.identity.TenantId;
import io.smallrye.mutiny.Uni;

/** What the control plane asks of the identity provider. Every act may be repeated, after a crash in its middle too. */
public interface IdentityProviderAdmin {

    /** There is an organization whose alias is the tenant's id. */
    Uni<Void> ensureOrganization(TenantId tenant);

    /**
     * There is a person of this address, and it is in the tenant's organization. A new one is asked to prove the address and to choose
     * a password at its first login.
     *
     * @return its subject
     */
    Uni<String> ensureMember(TenantId tenant, String email);

    /** The person is not in the tenant's organization; it keeps its login, which may be of use to other tenants. */
    Uni<Void> removeMember(TenantId tenant, String subject);

    /** There is no such organization. */
    Uni<Void> removeOrganization(TenantId tenant);
}
