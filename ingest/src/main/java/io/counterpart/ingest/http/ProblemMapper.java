package io.counterpart.ingest.http;

import io.counterpart.contracts.problem.ProblemType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Makes a problem of every error that leaves a resource, or that keeps a request from reaching one. */
public class ProblemMapper {

    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    /** What JAX-RS refuses by itself. */
    @ServerExceptionMapper
    public Response map(WebApplicationException refused) {
        int status = refused.getResponse().getStatus();
        return switch (status) {
            case 404 -> Problems.of(ProblemType.NOT_FOUND, "No such resource.");
            case 405 -> Problems.of(ProblemType.METHOD_NOT_ALLOWED, "This resource does not know the method.");
            case 406 -> Problems.of(ProblemType.NOT_ACCEPTABLE, "No such representation.");
            case 413 -> Problems.of(ProblemType.PAYLOAD_TOO_LARGE, "The body is too large.");
            case 415 -> Problems.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
            default ->
                status < 500
                        ? Problems.of(ProblemType.BAD_REQUEST, "The request cannot be understood.")
                        : Problems.of(ProblemType.INTERNAL, "Try again later.");
        };
    }

    /** What we did wrong. */
    @ServerExceptionMapper
    public Response map(RuntimeException unexpected) {
        LOG.error("http request failed by an error of ours", unexpected);
        return Problems.of(ProblemType.INTERNAL, "Try again later.");
    }
}
