package io.counterpart.ingest.http;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Map;

/** Answers that are {@code application/problem+json}. */
final class Problems {

    private static final int RETRY_AFTER_SECONDS = 1;

    private Problems() {}

    static Response of(ProblemType type, String detail) {
        return answer(Problem.of(type, detail)).build();
    }

    /** The same, with when to try again. */
    static Response later(ProblemType type, String detail, Map<String, Object> more) {
        return answer(Problem.of(type, detail, more))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    private static Response.ResponseBuilder answer(Problem problem) {
        return Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(Problem.JSON.write(problem));
    }
}
