package io.counterpart.tenants.caller;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.tenants.http.ProblemException;
import io.counterpart.tenants.http.RequestId;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;

/** The caller of this request, for resources whose annotation has let it in. */
@RequestScoped
public class CurrentCaller {

    private final SecurityIdentity identity;
    private final RequestId requestId;

    @Inject
    CurrentCaller(SecurityIdentity identity, RequestId requestId) {
        this.identity = identity;
        this.requestId = requestId;
    }

    /** The tenant that the request is about. */
    public TenantId tenant() {
        TenantId tenant = caller().tenant();
        if (tenant == null) {
            throw ProblemException.of(
                    ProblemType.TENANT_REQUIRED, "Name the tenant in the header " + RequestedTenant.HEADER + ".");
        }
        return tenant;
    }

    /** Whether this tenant may be shown to the caller. */
    public boolean maySee(TenantId tenant) {
        return caller().ofPlatform() || tenant.equals(caller().tenant());
    }

    /** Whether it is one of the platform's own people. */
    public boolean isOfPlatform() {
        return caller().ofPlatform();
    }

    /** As the audit names it. */
    public Author author() {
        return new Author(caller().actor(), requestId.value());
    }

    private Caller caller() {
        Caller caller = identity.getAttribute(Caller.ATTRIBUTE);
        if (caller == null) {
            throw new IllegalStateException("a resource without a permission asked who calls");
        }
        return caller;
    }
}
