package io.counterpart.tenants.http;

import io.counterpart.contracts.problem.ProblemType;

/**
 * How many items a page may hold.
 *
 * @param value 1 to {@value #MAX}
 */
public record Limit(int value) {

    private static final int MAX = 1000;

    /** As a request says it. */
    public static Limit fromString(String text) {
        if (text.matches("[1-9][0-9]{0,3}") && Integer.parseInt(text) <= MAX) {
            return new Limit(Integer.parseInt(text));
        }
        throw ProblemException.of(ProblemType.BAD_REQUEST, "limit must be a number from 1 to " + MAX);
    }

    /** One more than the page holds: whether it comes says whether there is a next page. */
    public int andOne() {
        return value + 1;
    }
}
