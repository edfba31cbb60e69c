package io.counterpart.portal.problem;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** The path that a request asks for, as it was sent. */
public final class RequestPath {

    private RequestPath() {}

    public static String of(RoutingContext context) {
        return of(context.request());
    }

    /** A request for no path, such as that of CONNECT, is for nothing of ours. */
    public static String of(HttpServerRequest request) {
        return Objects.requireNonNullElse(request.path(), "");
    }
}
