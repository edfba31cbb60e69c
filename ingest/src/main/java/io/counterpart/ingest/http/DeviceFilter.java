package io.counterpart.ingest.http;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.ingest.access.DeviceLogins;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/** Lets in devices and nobody else, to every resource there is: none can be forgotten. The body is not read before. */
final class DeviceFilter {

    private static final String SCHEME = "Bearer ";

    private final DeviceLogins logins;
    private final Caller caller;

    DeviceFilter(DeviceLogins logins, Caller caller) {
        this.logins = logins;
        this.caller = caller;
    }

    @ServerRequestFilter
    public Optional<Response> identify(ContainerRequestContext request) {
        if (!logins.isReady()) {
            return Optional.of(Problems.of(ProblemType.UNAVAILABLE, "It is not known yet who may come in."));
        }
        return token(request.getHeaderString(HttpHeaders.AUTHORIZATION))
                .flatMap(logins::byToken)
                .map(device -> {
                    caller.is(device);
                    return Optional.<Response>empty();
                })
                .orElseGet(() -> Optional.of(unauthenticated()));
    }

    private static Optional<String> token(@Nullable String authorization) {
        return Optional.ofNullable(authorization)
                .filter(header -> header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(header -> header.substring(SCHEME.length()).strip());
    }

    private static Response unauthenticated() {
        return Response.fromResponse(Problems.of(ProblemType.UNAUTHENTICATED, "Send the device's token as bearer."))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }
}
