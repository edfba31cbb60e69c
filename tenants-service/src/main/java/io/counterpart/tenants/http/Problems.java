package io.counterpart.tenants.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpClosedException;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes every failure a problem, and says no more of it than the caller may know. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private final SecurityIdentity identity;
    private final RequestId requestId;

    @Inject
    Problems(SecurityIdentity identity, RequestId requestId) {
        this.identity = identity;
        this.requestId = requestId;
    }

    @ServerExceptionMapper({UnauthorizedException.class, AuthenticationFailedException.class})
    Response whoAreYou(Exception failure) {
        Problem problem = Problem.of(
                ProblemType.UNAUTHENTICATED, "Send a valid token or API key in the header Authorization, as Bearer.");
        return Response.fromResponse(ProblemException.response(problem))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    @ServerExceptionMapper
    Response mayNot(ForbiddenException failure) {
        Problem refusal = identity.getAttribute(Refusal.ATTRIBUTE);
        return ProblemException.response(
                refusal != null ? refusal : Problem.of(ProblemType.FORBIDDEN, "Your roles do not allow this."));
    }

    @ServerExceptionMapper
    Response ofJaxRs(WebApplicationException failure) {
        Response response = failure.getResponse();
        if (failure instanceof ProblemException || response.getStatus() < 400) {
            return response;
        }
        ProblemType type = typeOf(response.getStatus());
        return ProblemException.response(Problem.of(type, detailOf(type)));
    }

    /** Quarkus would answer it by itself, and say nothing. */
    @ServerExceptionMapper
    Response notAsDescribed(MismatchedInputException failure) {
        String member = failure.getPath().stream()
                .map(JsonMappingException.Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        return ProblemException.response(Problem.of(
                ProblemType.BAD_REQUEST,
                member.isEmpty()
                        ? detailOf(ProblemType.BAD_REQUEST)
                        : "The member '" + member + "' is unknown here, missing or of the wrong kind."));
    }

    @ServerExceptionMapper
    Response notJson(JsonProcessingException failure) {
        return ProblemException.response(Problem.of(ProblemType.BAD_REQUEST, detailOf(ProblemType.BAD_REQUEST)));
    }

    /** Nothing is wrong with the request: Keycloak, PostgreSQL or the broker is away, or starting. */
    @ServerExceptionMapper({
        RestClient.UnexpectedAnswer.class,
        ConnectException.class,
        TimeoutException.class,
        HttpClosedException.class
    })
    Response notReachable(Exception failure) {
        LOG.warnf("another system did not answer requestId=%s cause=%s", requestId.value(), failure);
        Problem problem = Problem.of(ProblemType.UNAVAILABLE, "A system that this needs does not answer; try again.");
        return Response.fromResponse(ProblemException.response(problem))
                .header(HttpHeaders.RETRY_AFTER, "5")
                .build();
    }

    @ServerExceptionMapper
    Response unforeseen(Throwable failure) {
        LOG.errorf(failure, "request failed requestId=%s", requestId.value());
        Problem problem = Problem.of(ProblemType.INTERNAL, "Tell us the instance when you ask about it.");
        return ProblemException.response(new Problem(
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                requestId.value(),
                problem.more()));
    }

    private static ProblemType typeOf(int status) {
        return switch (status) {
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.PAYLOAD_TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            case 503 -> ProblemType.UNAVAILABLE;
            default -> status < 500 ? ProblemType.BAD_REQUEST : ProblemType.INTERNAL;
        };
    }

    private static String detailOf(ProblemType type) {
        return type == ProblemType.BAD_REQUEST
                ? "The body is not the JSON document that the API describes, or a value in it is not allowed."
                : "See the API's description.";
    }
}
