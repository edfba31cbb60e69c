package io.counterpart.tenants.http;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Locale;

/** Refuses paths that one layer could read differently from the next, before any layer reads them. */
@ApplicationScoped
class PathGuard {

    private static final List<String> NEVER = List.of(";", "%3b", "%2f", "%5c", "%00", "//");
    private static final int BEFORE_ALL_OTHERS = 10_000;

    void register(@Observes Filters filters) {
        filters.register(PathGuard::guard, BEFORE_ALL_OTHERS);
    }

    private static void guard(RoutingContext context) {
        if (isAllowed(context.request().uri())) {
            context.next();
            return;
        }
        Problem problem =
                Problem.of(ProblemType.INVALID_PATH, "No path of ours holds ; // or an encoded ; / \\ or NUL.");
        context.response()
                .setStatusCode(problem.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(Buffer.buffer(Problem.JSON.write(problem)));
    }

    private static boolean isAllowed(String uri) {
        int query = uri.indexOf('?');
        String path = (query < 0 ? uri : uri.substring(0, query)).toLowerCase(Locale.ROOT);
        return NEVER.stream().noneMatch(path::contains);
    }
}
