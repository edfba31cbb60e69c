package io.counterpart.history.layout;

import java.util.HexFormat;

/**
 * How a text stands in a table. QuestDB's client turns characters beyond U+FFFF, which Java keeps in two halves, into question
 * marks; so each half is written as U+0010 and four hexadecimal digits, and U+0010 itself too. All other texts stand as they are.
 */
public final class StoredText {

    private static final char ESCAPE = '\u0010';
    private static final int DIGITS = 4;

    private StoredText() {}

    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (needsEscape(text.charAt(i))) {
                return escaped(text, i);
            }
        }
        return text;
    }

    private static String escaped(String text, int from) {
        StringBuilder stored = new StringBuilder(text.length() + 16).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (needsEscape(c)) {
                stored.append(ESCAPE).append(HexFormat.of().toHexDigits(c));
            } else {
                stored.append(c);
            }
        }
        return stored.toString();
    }

    private static boolean needsEscape(char c) {
        return c == ESCAPE || Character.isSurrogate(c);
    }

    /** The text that was stored so. */
    public static String read(String stored) {
        int escape = stored.indexOf(ESCAPE);
        if (escape < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        int from = 0;
        for (; escape >= 0; escape = stored.indexOf(ESCAPE, from)) {
            text.append(stored, from, escape)
                    .append((char) HexFormat.fromHexDigits(stored, escape + 1, escape + 1 + DIGITS));
            from = escape + 1 + DIGITS;
        }
        return text.append(stored, from, stored.length()).toString();
    }
}
