package io.counterpart.portal.frontdoor;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.contracts.route.ApiRoute;
import io.counterpart.portal.access.Door;
import io.counterpart.portal.problem.ApiProblem;
import io.counterpart.portal.problem.Problems;
import io.counterpart.portal.problem.RequestPath;
import io.quarkus.security.credential.TokenCredential;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Hands a part of the API on to the service that answers it: as a stream both ways, with the caller's own token, which that service
 * validates for itself. A browser's cookie ends here; its session's access token goes on in its place.
 */
@Singleton
final class ProxyRoutes {

    private static final Logger LOG = Logger.getLogger(ProxyRoutes.class);

    /** Of one connection, not of the request (RFC 9110, 7.6.1), and what must not pass the front door. */
    private static final Set<String> OF_THIS_HOP = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "cookie",
            "set-cookie",
            "authorization",
            "forwarded",
            "expect",
            "counterpart-request");

    private final Door door;
    private final Services services;

    ProxyRoutes(Door door, Services services) {
        this.door = door;
        this.services = services;
    }

    void route(@Observes Router router) {
        router.route(ApiRoute.ROOT + "/*").order(-2).handler(this::handOn);
    }

    private void handOn(RoutingContext request) {
        Optional<ApiRoute> route = routeOf(RequestPath.of(request));
        if (route.isEmpty()) {
            request.next();
            return;
        }
        request.request().pause();
        authorization(request, route.get())
                .subscribe()
                .with(
                        authorization -> call(request, route.get().service(), authorization),
                        failure -> door.refuse(request, failure));
    }

    static Optional<ApiRoute> routeOf(String path) {
        String inApi = path.substring(Math.min(path.length(), ApiRoute.ROOT.length()));
        for (ApiRoute route : ApiRoute.values()) {
            if (route.covers(inApi)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    /** A device's token means nothing here, only to ingest: whatever came in the header goes on as it is. */
    private Uni<String> authorization(RoutingContext request, ApiRoute route) {
        String given = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (given != null) {
            return Uni.createFrom().item(given);
        }
        if (route.service() == ApiRoute.Service.INGEST) {
            return Uni.createFrom()
                    .failure(new ApiProblem(
                            ProblemType.UNAUTHENTICATED, "Send the device's token as 'Authorization: Bearer'."));
        }
        return door.anybodyKnown(request).map(ProxyRoutes::sessionToken);
    }

    private static String sessionToken(SecurityIdentity identity) {
        TokenCredential token = identity.getCredential(io.quarkus.oidc.AccessTokenCredential.class);
        if (token == null) {
            throw new ApiProblem(ProblemType.UNAUTHENTICATED, "The session holds no access token; log in again.");
        }
        return "Bearer " + token.getToken();
    }

    /**
     * A caller who goes before the answer begins needs none. From then on the service is heard to the end, whoever listens: as soon as it has
     * said all, the connection may be another call's, who must not be torn down with this one.
     */
    private void call(RoutingContext request, ApiRoute.Service service, String authorization) {
        HttpServerRequest in = request.request();
        services.client()
                .request(services.request(service, in.method(), in.uri()))
                .compose(out -> {
                    requestHeaders(in, out, authorization);
                    in.response().closeHandler(gone -> out.reset());
                    return send(in, out).onSuccess(answered -> in.response().closeHandler(null));
                })
                .compose(answer -> answer(answer, in.response()))
                .onFailure(failure -> refuse(request, service, failure));
    }

    private static void requestHeaders(HttpServerRequest in, HttpClientRequest out, String authorization) {
        copy(in.headers(), out.headers());
        out.putHeader(HttpHeaders.AUTHORIZATION, authorization);
        out.putHeader("X-Forwarded-For", String.valueOf(in.remoteAddress().hostAddress()));
        out.putHeader("X-Forwarded-Proto", in.isSSL() ? "https" : "http");
        String host = in.getHeader(HttpHeaders.HOST);
        if (host != null) {
            out.putHeader("X-Forwarded-Host", host);
        }
    }

    private static void copy(MultiMap from, MultiMap to) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_THIS_HOP.contains(name) && !name.startsWith("x-forwarded-")) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    private static Future<HttpClientResponse> send(HttpServerRequest in, HttpClientRequest out) {
        boolean empty =
                in.getHeader(HttpHeaders.CONTENT_LENGTH) == null && in.getHeader(HttpHeaders.TRANSFER_ENCODING) == null;
        if (empty) {
            in.resume();
            return out.send();
        }
        if (in.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            out.setChunked(true);
        }
        return out.send(new BoundedBody(in));
    }

    private static Future<Void> answer(HttpClientResponse from, HttpServerResponse to) {
        to.setStatusCode(from.statusCode());
        // The server's own settings (compression among them) are for what it makes itself.
        to.headers().remove(HttpHeaders.CONTENT_ENCODING);
        copy(from.headers(), to.headers());
        if (from.getHeader(HttpHeaders.CONTENT_ENCODING) == null) {
            to.putHeader(HttpHeaders.CONTENT_ENCODING, HttpHeaders.IDENTITY);
        }
        if (from.getHeader(HttpHeaders.CONTENT_LENGTH) == null) {
            to.setChunked(true);
        }
        return from.pipeTo(to);
    }

    private static void refuse(RoutingContext request, ApiRoute.Service service, Throwable failure) {
        if (failure instanceof BoundedBody.TooLarge) {
            Problems.sendTooLarge(request, BoundedBody.BYTES_MAX);
            return;
        }
        LOG.warnf("service not reachable service=%s reason=%s", service, failure.getMessage());
        Problems.send(request, ProblemType.UNAVAILABLE, "The service that answers this is not reachable now.");
    }
}
