package io.counterpart.portal.access;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.ProblemMappers;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns a refused request into a problem; where a browser is to log in, into a redirect. */
public final class SecurityMappers {

    private final HttpAuthenticator authenticator;
    private final Caller caller;

    SecurityMappers(HttpAuthenticator authenticator, Caller caller) {
        this.authenticator = authenticator;
        this.caller = caller;
    }

    @ServerExceptionMapper
    public Uni<Response> of(UnauthorizedException nobody, RoutingContext request) {
        return challenge(request);
    }

    @ServerExceptionMapper
    public Uni<Response> of(AuthenticationFailedException unknown, RoutingContext request) {
        return challenge(request);
    }

    private Uni<Response> challenge(RoutingContext request) {
        return authenticator.getChallenge(request).map(SecurityMappers::response);
    }

    private static Response response(ChallengeData challenge) {
        if (challenge == null || challenge.status == ProblemType.UNAUTHENTICATED.status()) {
            return ProblemMappers.response(Refusals.unauthenticated().problem());
        }
        Response.ResponseBuilder response = Response.status(challenge.status);
        challenge.getHeaders().forEach((name, value) -> response.header(name.toString(), value));
        return response.build();
    }

    @ServerExceptionMapper
    public Response of(ForbiddenException refused) {
        try {
            return ProblemMappers.response(Refusals.of(caller.admission()).problem());
        } catch (ApiProblem nobody) {
            return ProblemMappers.response(nobody.problem());
        }
    }
}
