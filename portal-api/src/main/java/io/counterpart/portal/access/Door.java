package io.counterpart.portal.access;

import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.Problems;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** What annotations are to a resource, for the routes that stream and so are none. */
@Singleton
public final class Door {

    private static final Logger LOG = Logger.getLogger(Door.class);

    private final HttpAuthenticator authenticator;

    Door(HttpAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    /** The caller's identity; fails with a problem when there is none. */
    public Uni<SecurityIdentity> anybodyKnown(RoutingContext request) {
        return QuarkusHttpUser.getSecurityIdentity(request, authenticator.getIdentityProviderManager())
                .onFailure(AuthenticationFailedException.class)
                .transform(unknown -> Refusals.unauthenticated())
                .onItem()
                .invoke(identity -> {
                    if (identity == null || identity.isAnonymous()) {
                        throw Refusals.unauthenticated();
                    }
                });
    }

    /** A caller with this permission in its tenant; fails with a problem for all others. */
    public Uni<Admission> withPermission(RoutingContext request, String permission) {
        return anybodyKnown(request).map(identity -> {
            Admission admission = identity.getAttribute(Doorkeeper.ADMISSION);
            if (admission == null) {
                throw Refusals.unauthenticated();
            }
            if (admission.tenant() == null || !identity.hasRole(permission)) {
                throw Refusals.of(admission);
            }
            return admission;
        });
    }

    /** Answers with what ended the request before it was let in, or while it was dealt with. */
    public void refuse(RoutingContext request, Throwable failure) {
        if (failure instanceof ApiProblem thrown) {
            Problems.send(request, thrown.problem());
        } else {
            LOG.errorf(failure, "request failed");
            request.fail(failure);
        }
    }
}
