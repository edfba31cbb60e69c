package io.counterpart.portal.access;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.Problems;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another site made a browser send: a change that rides on the cookie must carry a header that no form and no foreign
 * script can set, and come from our own origin. Tokens and keys in {@code Authorization} are no cookies, and pass.
 */
@Singleton
final class ForgeryGuard {

    static final String HEADER = "Counterpart-Request";
    private static final int PRIORITY = 900;
    private static final Set<HttpMethod> HARMLESS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    void guard(@Observes Filters filters) {
        filters.register(ForgeryGuard::check, PRIORITY);
    }

    private static void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!HARMLESS.contains(request.method()) && ridesOnCookie(request) && !isOurs(request)) {
            Problems.send(
                    context,
                    ProblemType.FORBIDDEN,
                    "A change by session cookie needs the header 'Counterpart-Request: 1' and our own Origin.");
        } else {
            context.next();
        }
    }

    private static boolean ridesOnCookie(HttpServerRequest request) {
        return !request.headers().contains(HttpHeaders.AUTHORIZATION)
                && request.headers().contains(HttpHeaders.COOKIE);
    }

    private static boolean isOurs(HttpServerRequest request) {
        return "1".equals(request.getHeader(HEADER))
                && sameHost(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
    }

    static boolean sameHost(@Nullable String origin, @Nullable String host) {
        if (origin == null || host == null) {
            return false;
        }
        try {
            return host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException noOrigin) {
            return false;
        }
    }
}
