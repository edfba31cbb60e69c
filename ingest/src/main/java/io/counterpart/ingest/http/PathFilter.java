package io.counterpart.ingest.http;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/** Refuses paths with characters that none of ours has, and by which a path is read in two ways. Before anything else. */
@Singleton
final class PathFilter {

    private static final int FIRST = 1000;
    private static final List<String> NEVER = List.of(";", "%3b", "%2f", "%5c", "%00", "//");

    void register(@Observes Filters filters) {
        filters.register(PathFilter::check, FIRST);
    }

    private static void check(RoutingContext request) {
        String path = request.request().path();
        if (path == null || isAmbiguous(path)) {
            Problem problem = Problem.of(ProblemType.INVALID_PATH, "No path holds such a character.");
            request.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(Buffer.buffer(Problem.JSON.write(problem)));
        } else {
            request.next();
        }
    }

    static boolean isAmbiguous(String rawPath) {
        String path = rawPath.toLowerCase(Locale.ROOT);
        return NEVER.stream().anyMatch(path::contains);
    }
}
