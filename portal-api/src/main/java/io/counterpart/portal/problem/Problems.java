package io.counterpart.portal.problem;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers a request that no resource handles with a problem. */
public final class Problems {

    private static final long RETRY_AFTER_S = 1;

    private Problems() {}

    public static void send(RoutingContext request, ProblemType type, String detail) {
        send(request, Problem.of(type, detail));
    }

    public static void send(RoutingContext request, Problem problem) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            response.reset();
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (problem.status() == ProblemType.UNAUTHENTICATED.status()) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER_S));
        }
        response.end(Buffer.buffer(Problem.JSON.write(problem)));
    }
}
