package io.counterpart.portal.history;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;

/** Twins as a request's path names them. */
public final class TwinPath {

    private TwinPath() {}

    /** The twin of this path; where none can be called so there is none. */
    public static TwinId twinId(String twin) {
        try {
            return new TwinId(twin);
        } catch (IllegalArgumentException noTwinIsCalledSo) {
            throw unknown();
        }
    }

    public static ApiProblem unknown() {
        return new ApiProblem(ProblemType.NOT_FOUND, "There is no such twin.");
    }
}
