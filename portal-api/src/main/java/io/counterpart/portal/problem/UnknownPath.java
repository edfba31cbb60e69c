package io.counterpart.portal.problem;

import io.counterpart.contracts.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Answers what no resource and no route under {@code /api} has answered. */
@Singleton
final class UnknownPath {

    private static final Logger LOG = Logger.getLogger(UnknownPath.class);

    void route(@Observes Router router) {
        router.route("/api/*")
                .order(Integer.MAX_VALUE)
                .handler(request -> Problems.send(request, ProblemType.NOT_FOUND, "There is nothing at this path."));
        router.route("/api/*").order(Integer.MIN_VALUE).failureHandler(UnknownPath::failed);
    }

    private static void failed(RoutingContext request) {
        if (request.failure() instanceof AuthenticationFailedException) {
            Problems.send(request, ProblemType.UNAUTHENTICATED, "Send a valid token or API key, or log in.");
            return;
        }
        switch (request.statusCode()) {
            case 404 -> Problems.send(request, ProblemType.NOT_FOUND, "There is nothing at this path.");
            case 405 ->
                Problems.send(request, ProblemType.METHOD_NOT_ALLOWED, "This path does not answer this method.");
            case 413 ->
                Problems.send(request, ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than this path takes.");
            case 400 -> Problems.send(request, ProblemType.BAD_REQUEST, "The request is not valid HTTP.");
            default -> {
                LOG.errorf(request.failure(), "request failed");
                Problems.send(
                        request, ProblemType.INTERNAL, "The request could not be completed. Nothing of it was kept.");
            }
        }
    }
}
