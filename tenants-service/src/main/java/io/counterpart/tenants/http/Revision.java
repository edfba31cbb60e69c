package io.counterpart.tenants.http;

import io.counterpart.contracts.problem.ProblemType;
import org.jspecify.annotations.Nullable;

/** Entity tags: the revision of a thing, quoted. */
public final class Revision {

    private Revision() {}

    public static String etag(long revision) {
        return "\"" + revision + "\"";
    }

    /** Refuses a write that was made on the sight of another revision; a write without {@code If-Match} is made on any. */
    public static void requireMatch(@Nullable String ifMatch, long revision) {
        if (ifMatch != null && !ifMatch.equals("*") && !ifMatch.equals(etag(revision))) {
            throw ProblemException.of(ProblemType.PRECONDITION_FAILED, "It is at revision " + revision + " now.");
        }
    }

    /** Refuses to create what the caller believes to be there already. */
    public static void requireNone(@Nullable String ifMatch) {
        if (ifMatch != null) {
            throw ProblemException.of(ProblemType.PRECONDITION_FAILED, "It does not exist.");
        }
    }
}
