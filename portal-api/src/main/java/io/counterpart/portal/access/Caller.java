package io.counterpart.portal.access;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Who makes this request. Resources ask it for the tenant, and hand that on as the first parameter of everything. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /** The tenant the caller was let into; a method that asks for it is annotated with a permission of tenants. */
    public TenantId tenant() {
        TenantId tenant = admission().tenant();
        if (tenant == null) {
            throw Refusals.of(admission());
        }
        return tenant;
    }

    /** Whether it may do this in its tenant; for requests of which a part needs more than the method's annotation says. */
    public boolean may(String permission) {
        return admission().permissions().contains(permission);
    }

    /** Ends the request where it may not do this in its tenant. */
    public void require(String permission) {
        if (!may(permission)) {
            throw Refusals.of(admission());
        }
    }

    /** Who it is, for those who ask later: a person's address, {@code key:} and the id of a program's key. */
    public String who() {
        Admission.Person person = admission().person();
        return person.email() == null ? person.subject() : person.email();
    }

    Admission admission() {
        if (identity.getAttribute(Doorkeeper.ADMISSION) instanceof Admission admission) {
            return admission;
        }
        throw new ApiProblem(ProblemType.UNAUTHENTICATED, "Log in, or send a token or an API key.");
    }
}
