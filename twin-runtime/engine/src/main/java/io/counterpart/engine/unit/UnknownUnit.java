package io.counterpart.engine.unit;

import org.jspecify.annotations.Nullable;

/** A code that names no unit of UCUM, or one that no value can be converted by; the message names the code. */
public final class UnknownUnit extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    UnknownUnit(String code, String reason) {
        this(code, reason, null);
    }

    UnknownUnit(String code, String reason, @Nullable Throwable cause) {
        super("'" + printable(code) + "' " + reason, cause);
    }

    /** The code goes to people and logs: no longer than a good one may be, and nothing in it that a terminal would obey. */
    private static String printable(String code) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < Math.min(code.length(), Unit.CODE_LENGTH_MAX); i++) {
            char c = code.charAt(i);
            text.append(Ucum.isLegal(c) || c == ' ' ? c : '?');
        }
        return code.length() > Unit.CODE_LENGTH_MAX ? text.append('…').toString() : text.toString();
    }
}
