package io.counterpart.portal.type;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;

/** Types as a request's path names them. */
public final class TypePath {

    private TypePath() {}

    /** The type of this path and version; where none can be called so there is none. */
    public static TypeId typeId(String path, String version) {
        try {
            return TypeId.of(path, version);
        } catch (IllegalArgumentException noTypeIsCalledSo) {
            throw unknown();
        }
    }

    public static ApiProblem unknown() {
        return new ApiProblem(ProblemType.NOT_FOUND, "There is no such twin type.");
    }
}
