package io.counterpart.portal.problem;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever ends a resource's method early into a problem, without a word about our classes. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response of(ApiProblem thrown) {
        return response(thrown.problem());
    }

    @ServerExceptionMapper
    public Response of(MismatchedInputException malformed) {
        return response(malformedJson(malformed));
    }

    @ServerExceptionMapper
    public Response of(JsonProcessingException malformed) {
        return response(malformedJson(malformed));
    }

    @ServerExceptionMapper
    public Response of(WebApplicationException thrown) {
        Throwable cause = thrown.getCause();
        if (cause instanceof JsonProcessingException malformed) {
            return response(malformedJson(malformed));
        }
        if (cause instanceof NumberFormatException) {
            return response(ProblemType.BAD_REQUEST, "A parameter must be a whole number of 32 bits.");
        }
        if (cause instanceof IllegalArgumentException malformed) {
            // To the framework a parameter that cannot be read is a path that is not there.
            return response(ProblemType.BAD_REQUEST, "A parameter cannot be read: " + malformed.getMessage() + ".");
        }
        int status = thrown.getResponse().getStatus();
        return switch (status) {
            case 404 -> response(ProblemType.NOT_FOUND, "There is nothing at this path.");
            case 405 -> response(ProblemType.METHOD_NOT_ALLOWED, "This path does not answer this method.");
            case 406 -> response(ProblemType.NOT_ACCEPTABLE, "This path does not answer in a format you accept.");
            case 413 -> response(ProblemType.PAYLOAD_TOO_LARGE, "The body is larger than this path takes.");
            case 415 -> response(ProblemType.UNSUPPORTED_MEDIA_TYPE, mediaTypeDetail(thrown));
            default ->
                status >= 400 && status < 500
                        ? response(ProblemType.BAD_REQUEST, "A parameter or the body is not what this path takes.")
                        : of((Throwable) thrown);
        };
    }

    private static String mediaTypeDetail(WebApplicationException thrown) {
        return thrown instanceof NotSupportedException
                ? "This path takes JSON; say so in Content-Type."
                : "This path does not take this Content-Type.";
    }

    @ServerExceptionMapper
    public Response of(Throwable failure) {
        LOG.errorf(failure, "request failed");
        return response(ProblemType.INTERNAL, "The request could not be completed. Nothing of it was kept.");
    }

    private static Problem malformedJson(JsonProcessingException malformed) {
        JsonLocation at = malformed.getLocation();
        String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
        String what = malformed instanceof MismatchedInputException mismatch
                        && !mismatch.getPath().isEmpty()
                ? "The member '" + JsonPath.of(mismatch) + "' is unknown here, missing or of the wrong kind"
                : "The body is not the JSON that this path takes";
        return Problem.of(ProblemType.BAD_REQUEST, what + where + ".");
    }

    private static Response response(ProblemType type, String detail) {
        return response(Problem.of(type, detail));
    }

    /** The problem as a resource's answer. */
    public static Response response(Problem problem) {
        Response.ResponseBuilder response = Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(Problem.JSON.write(problem));
        if (problem.status() == ProblemType.UNAUTHENTICATED.status()) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (Problems.mayBeTriedAgain(problem)) {
            response.header(HttpHeaders.RETRY_AFTER, Problems.RETRY_AFTER_S);
        }
        return response.build();
    }
}
