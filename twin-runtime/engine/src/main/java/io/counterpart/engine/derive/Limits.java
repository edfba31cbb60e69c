package io.counterpart.engine.derive;

/** How large an expression may be, and what it works on. */
final class Limits {

    /** Code points of a text that is compiled. */
    static final int SOURCE_MAX = 4_096;

    /** How deep parentheses, calls, and chains of operators may be nested. */
    static final int DEPTH_MAX = 64;

    /** Code points of a text that is read or made. */
    static final int TEXT_MAX = 256;

    /** Elements of a list. */
    static final int LIST_MAX = 1_000;

    /** How often all loops together may go round, those inside others counted as often as they begin anew. */
    static final int ITERATIONS_MAX = 1_000;

    /** What an evaluation may cost in all, in parts of the expression that are visited. */
    static final int STEPS_MAX = 200_000;

    /** Errors that are told at once. */
    static final int ERRORS_MAX = 20;

    private Limits() {}

    /** Whether a text is longer than it may be. */
    static boolean isTooLong(String text) {
        return text.length() > TEXT_MAX && text.codePointCount(0, text.length()) > TEXT_MAX;
    }
}
