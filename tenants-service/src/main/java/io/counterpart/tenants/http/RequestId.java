package io.counterpart.tenants.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of the request in audit and logs: the one it came with in {@code X-Request-Id}, or a new one. */
@RequestScoped
public class RequestId {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private final String value;

    @Inject
    RequestId(RoutingContext request) {
        this(request.request().getHeader("X-Request-Id"));
    }

    private RequestId(@Nullable String given) {
        value = given != null && ALLOWED.matcher(given).matches()
                ? given
                : UUID.randomUUID().toString();
    }

    RequestId() {
        value = "";
    }

    public String value() {
        return value;
    }
}
