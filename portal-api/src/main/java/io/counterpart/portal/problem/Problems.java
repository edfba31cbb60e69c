package io.counterpart.portal.problem;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers a request that no resource handles with a problem. */
public final class Problems {

    /** After how long it may be tried again where nothing tells how long it takes. */
    static final long RETRY_AFTER_S = 1;

    private static final long LINGER_MS = 2_000;

    private Problems() {}

    public static void send(RoutingContext request, ProblemType type, String detail) {
        send(request, Problem.of(type, detail));
    }

    /**
     * Refuses a body, and reads what is still sent of it without keeping it, for some time; then hangs up. At once would be too soon: whoever
     * is hung up on while it sends may never see the answer.
     *
     * @param bytesMax what it may have
     */
    public static void sendTooLarge(RoutingContext request, long bytesMax) {
        if (!request.request().isEnded()) {
            long patience = request.vertx().setTimer(LINGER_MS, late -> hangUp(request));
            request.request()
                    .handler(unread -> {})
                    .endHandler(sent -> request.vertx().cancelTimer(patience))
                    .exceptionHandler(gone -> request.vertx().cancelTimer(patience))
                    .resume();
        }
        send(request, ProblemType.PAYLOAD_TOO_LARGE, "The body may have " + bytesMax + " bytes here.");
    }

    private static void hangUp(RoutingContext request) {
        Future<Void> closed = request.request().connection().close();
        closed.onFailure(alreadyGone -> {});
    }

    /** Whether the same request may succeed in a while. */
    static boolean mayBeTriedAgain(Problem problem) {
        return problem.status() == ProblemType.UNAVAILABLE.status()
                || problem.status() == ProblemType.QUOTA_EXCEEDED.status();
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
        if (mayBeTriedAgain(problem)) {
            response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(RETRY_AFTER_S));
        }
        response.end(Buffer.buffer(Problem.JSON.write(problem)));
    }
}
