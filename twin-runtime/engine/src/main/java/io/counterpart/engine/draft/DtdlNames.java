package io.counterpart.engine.draft;

/** Names as DTDL allows them: a letter, then letters, digits and {@code _}, the last of which is no {@code _}. */
final class DtdlNames {

    private DtdlNames() {}

    /**
     * The text with what is not allowed in the middle replaced, and left out at the ends; {@code n} before a digit that it would begin
     * with. Empty where nothing is left.
     */
    static String near(String text) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isDigit = c >= '0' && c <= '9';
            if (isDigit && name.isEmpty()) {
                name.append('n');
            }
            if (isDigit || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
                name.append(c);
            } else if (!name.isEmpty()) {
                name.append('_');
            }
        }
        while (!name.isEmpty() && name.charAt(name.length() - 1) == '_') {
            name.setLength(name.length() - 1);
        }
        return name.toString();
    }
}
