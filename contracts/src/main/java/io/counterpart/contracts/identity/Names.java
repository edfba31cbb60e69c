package io.counterpart.contracts.identity;

/** The one place that says which characters an identifier may hold. Plain loops: device logins come through here. */
final class Names {

    private Names() {}

    /** Letters, digits, {@code _} and {@code -}, 1 to 64 of them: safe in a path, a topic and a log line as it stands. */
    static String requireName(String kind, String value) {
        if (value.isEmpty() || value.length() > 64) {
            throw new IllegalArgumentException(kind + " must have 1 to 64 characters, has " + value.length());
        }
        for (int i = 0; i < value.length(); i++) {
            if (!isNameCharacter(value.charAt(i))) {
                throw new IllegalArgumentException(kind + " may hold letters, digits, '_' and '-' only");
            }
        }
        return value;
    }

    /** The same as a question. */
    static boolean isName(String value) {
        return !value.isEmpty() && value.length() <= 64 && value.chars().allMatch(c -> isNameCharacter((char) c));
    }

    private static boolean isNameCharacter(char c) {
        return isLetter(c) || isDigit(c) || c == '_' || c == '-';
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
