package io.counterpart.ingest.http;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body that announces itself as larger than anything that is read here. Quarkus would do so too, without a word as
 * to why. What is too large and still read is the resource's to refuse: the front door, sending on, would take a hanging up for an outage.
 */
@Singleton
final class BodyFilter {

    private static final int AFTER_PATHS = 999;
    private static final long LINGER_MS = 2_000;

    private final HttpConfig limits;
    private final long readMax;

    BodyFilter(HttpConfig limits, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize readMax) {
        this.limits = limits;
        this.readMax = readMax.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, AFTER_PATHS);
    }

    private void check(RoutingContext request) {
        if (announced(request) > readMax) {
            Problem problem = Problem.of(ProblemType.PAYLOAD_TOO_LARGE, "At most " + limits.bodyBytesMax() + " bytes.");
            passOver(request);
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(Problem.JSON.write(problem)));
        } else {
            request.next();
        }
    }

    /**
     * Reads what is still sent without keeping it, for some time; then hangs up. At once would be too soon: whoever is hung up on while it
     * sends may never see the answer.
     */
    private static void passOver(RoutingContext request) {
        long patience = request.vertx().setTimer(LINGER_MS, late -> hangUp(request));
        request.request()
                .handler(unread -> {})
                .endHandler(sent -> request.vertx().cancelTimer(patience))
                .exceptionHandler(gone -> request.vertx().cancelTimer(patience))
                .resume();
    }

    private static void hangUp(RoutingContext request) {
        Future<Void> closed = request.request().connection().close();
        closed.onFailure(alreadyGone -> {});
    }

    private static long announced(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }
}
