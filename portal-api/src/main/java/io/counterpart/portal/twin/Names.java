package io.counterpart.portal.twin;

import io.counterpart.contracts.problem.ProblemType;
import io.counterpart.portal.problem.ApiProblem;

/** What a twin may be called. */
final class Names {

    static final int LONGEST = 200;

    private Names() {}

    static String require(String name) {
        String stripped = name.strip();
        if (stripped.isEmpty()
                || stripped.length() > LONGEST
                || stripped.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw new ApiProblem(
                    ProblemType.BAD_REQUEST,
                    "'name' must have 1 to " + LONGEST + " characters, all of them printable.");
        }
        return stripped;
    }
}
