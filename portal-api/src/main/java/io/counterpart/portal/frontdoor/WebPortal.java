package io.counterpart.portal.frontdoor;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.Problems;
import io.counterpart.portal.problem.RequestPath;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * Serves the web portal's one page under every path that a person may type, with a fresh nonce for its styles in each answer. Its
 * assets are named by their content, and so kept for ever; the page is never kept.
 */
@Singleton
final class WebPortal {

    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final int NONCE_BYTES = 18;
    /** Before all that may refuse a request: refusals carry these headers too. */
    private static final int PRIORITY = 1100;

    private final SecureRandom random = new SecureRandom();
    private final Optional<IndexPage> page = IndexPage.load();

    void headers(@Observes Filters filters) {
        filters.register(WebPortal::addHeaders, PRIORITY);
    }

    private static void addHeaders(RoutingContext request) {
        String path = RequestPath.of(request);
        request.addHeadersEndHandler(end -> {
            MultiMap headers = request.response().headers();
            headers.set("X-Content-Type-Options", "nosniff")
                    .set("Referrer-Policy", "same-origin")
                    .set("Cross-Origin-Opener-Policy", "same-origin")
                    .set("Cross-Origin-Resource-Policy", "same-origin");
            if (!headers.contains("Content-Security-Policy")) {
                headers.set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
            }
            if (path.startsWith("/assets/") && request.response().getStatusCode() == 200) {
                headers.set(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
            } else if (!path.startsWith("/api/")) {
                headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
            }
        });
        request.next();
    }

    void route(@Observes Router router) {
        router.route().order(-3).handler(this::page);
    }

    private void page(RoutingContext request) {
        if (!isPage(request.request())) {
            request.next();
            return;
        }
        if (page.isEmpty()) {
            Problems.send(request, ProblemType.NOT_FOUND, "This build has no web portal; the API is under /api/v1.");
            return;
        }
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        String nonce = Base64.getEncoder().encodeToString(bytes);
        request.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", policy(nonce))
                .end(page.get().with(nonce));
    }

    /** A path without a file's ending, of a browser that wants a page, outside of what the server answers itself. */
    static boolean isPage(HttpServerRequest request) {
        String path = RequestPath.of(request);
        if (!READING.contains(request.method())) {
            return false;
        }
        if (path.equals("/") || path.equals("/index.html")) {
            return true;
        }
        boolean ours =
                isUnder(path, "/api") || isUnder(path, "/q") || isUnder(path, "/login") || isUnder(path, "/logout");
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        return !ours && path.indexOf('.', path.lastIndexOf('/')) < 0 && accept != null && accept.contains("text/html");
    }

    private static boolean isUnder(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    private static String policy(String nonce) {
        return "default-src 'self'; script-src 'self'; style-src 'self' 'nonce-" + nonce + "'; "
                + "img-src 'self' data: blob:; connect-src 'self' blob:; frame-ancestors 'none'; base-uri 'none'; "
                + "object-src 'none'; form-action 'self'";
    }
}
