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
 * Refuses a body that announces itself as larger than anything that is read here, and hangs up. Quarkus would do so too, without a word as
 * to why. What is too large and still read is the resource's to refuse: the front door, sending on, would take a hanging up for an outage.
 */
@Singleton
final class BodyFilter {

    private static final int AFTER_PATHS = 999;

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
            // What it still sends is not waited for: answered and unread, it would hold its connection for ever.
            request.response().endHandler(answered -> hangUp(request));
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(Problem.JSON.write(problem)));
        } else {
            request.next();
        }
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
