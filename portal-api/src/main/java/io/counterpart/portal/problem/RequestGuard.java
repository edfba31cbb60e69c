package io.counterpart.portal.problem;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;

/**
 * Stands before everything: refuses paths by which routers and security have been known to disagree, and bodies that are too
 * large before a byte of them is read.
 */
@Singleton
final class RequestGuard {

    /** Before authentication, which Quarkus has at 200. */
    static final int PRIORITY = 1000;

    static final long BODY_BYTES_MAX = 1 << 20;
    static final long TYPE_BYTES_MAX = 4 << 20;

    private static final Pattern DECEPTIVE =
            Pattern.compile(";|\\\\|//|%3B|%2F|%5C|%00|(?:/|%2E)(?:\\.|%2E){1,2}(?=/|$)", Pattern.CASE_INSENSITIVE);

    void guard(@Observes Filters filters) {
        filters.register(RequestGuard::check, PRIORITY);
    }

    private static void check(RoutingContext request) {
        String uri = request.request().uri();
        if (isDeceptive(uri)) {
            Problems.send(
                    request,
                    ProblemType.INVALID_PATH,
                    "A path holds no ';', no '//', and no encoded '/', '\\' or NUL.");
        } else if (contentLength(request) > bodyBytesMax(RequestPath.of(request))) {
            Problems.sendTooLarge(request, bodyBytesMax(RequestPath.of(request)));
        } else if (uri.indexOf(';') >= 0) {
            // In a query it is a character like others (RFC 3986), of types' identifiers above all, and to some a
            // separator.
            request.reroute(request.request().method(), uri.replace(";", "%3B"));
        } else {
            request.next();
        }
    }

    static boolean isDeceptive(String uri) {
        int query = uri.indexOf('?');
        return DECEPTIVE.matcher(query < 0 ? uri : uri.substring(0, query)).find();
    }

    private static long bodyBytesMax(String path) {
        return path.equals(ApiRoute.ROOT + "/twin-types") ? TYPE_BYTES_MAX : BODY_BYTES_MAX;
    }

    private static long contentLength(RoutingContext request) {
        String length = request.request().getHeader(HttpHeaders.CONTENT_LENGTH);
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException unreadable) {
            return Long.MAX_VALUE;
        }
    }
}
