package io.counterpart.portal.problem;

import io.counterpart.contracts.problem.Problem;
import io.counterpart.contracts.problem.ProblemType;
import java.util.Map;

/** Ends a request with a problem. Thrown at the edge, where HTTP is spoken. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ApiProblem(Problem problem) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    public ApiProblem(ProblemType type, String detail) {
        this(Problem.of(type, detail));
    }

    public ApiProblem(ProblemType type, String detail, Map<String, Object> more) {
        this(Problem.of(type, detail, more));
    }

    /** What the caller is told. */
    public Problem problem() {
        return problem;
    }
}
