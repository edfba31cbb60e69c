package io.counterpart.portal.query;

import java.util.Locale;

/** A text that is no query; the message says where, what was expected and what stands there. Without a stack trace: users cause it. */
public final class QueryError extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int FOUND_LENGTH_MAX = 40;

    private final Fault fault;
    private final int line;
    private final int column;
    private final String expected;

    QueryError(Fault fault, String text, int offset, String expected, String found) {
        this(fault, line(text, offset), column(text, offset), expected, found);
    }

    private QueryError(Fault fault, int line, int column, String expected, String found) {
        super(
                "line " + line + ", column " + column + ": " + fault.title() + "; expected " + expected + ", found "
                        + printable(found),
                null,
                false,
                false);
        this.fault = fault;
        this.line = line;
        this.column = column;
        this.expected = expected;
    }

    /** What is wrong. */
    public Fault fault() {
        return fault;
    }

    /** The line where it is wrong, from 1. */
    public int line() {
        return line;
    }

    /** The character in the line where it is wrong, from 1. */
    public int column() {
        return column;
    }

    /** What could have stood there. */
    public String expected() {
        return expected;
    }

    private static int line(String text, int offset) {
        return 1 + (int) text.chars().limit(offset).filter(c -> c == '\n').count();
    }

    private static int column(String text, int offset) {
        int begin = offset == 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
        return 1 + text.codePointCount(begin, offset);
    }

    /** What was found goes to people and logs: not long, and nothing in it that a terminal would obey. */
    private static String printable(String found) {
        StringBuilder text = new StringBuilder();
        found.codePoints().limit(FOUND_LENGTH_MAX).forEach(c -> {
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || (c != ' ' && Character.isSpaceChar(c))) {
                text.append(String.format(Locale.ROOT, "U+%04X", c));
            } else {
                text.appendCodePoint(c);
            }
        });
        return found.codePointCount(0, found.length()) > FOUND_LENGTH_MAX
                ? text.append('…').toString()
                : text.toString();
    }
}
