package io.counterpart.tenants.http;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Ends a request with a problem. */
public final class ProblemException extends WebApplicationException {

    private static final long serialVersionUID = 1L;

    private ProblemException(String detail, Response response) {
        super(detail, response);
    }

    public static ProblemException of(ProblemType type, String detail) {
        return new ProblemException(detail, response(Problem.of(type, detail)));
    }

    /** There is no such thing, or none that the caller may know of. */
    public static ProblemException notFound() {
        return of(ProblemType.NOT_FOUND, "There is no such thing, or it is not yours.");
    }

    /** A quota of the tenant's plan is used up; it frees up when something is removed or the plan changes. */
    public static ProblemException quota(String quota, long limit) {
        String detail = "The plan allows %d %s.".formatted(limit, quota);
        Problem problem = Problem.of(ProblemType.QUOTA_EXCEEDED, detail, Map.of("quota", quota, "limit", limit));
        return new ProblemException(
                detail,
                Response.fromResponse(response(problem))
                        .header(HttpHeaders.RETRY_AFTER, "3600")
                        .build());
    }

    /** A problem as a response. */
    public static Response response(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(Problem.JSON.write(problem))
                .build();
    }
}
