package io.counterpart.portal.query;

/**
 * A word or sign of a query's text.
 *
 * @param kind what it is
 * @param text as it stands there; of a text, what it means
 * @param offset where it begins
 * @param end where it ends
 */
record Token(Kind kind, String text, int offset, int end) {

    enum Kind {
        WORD,
        TEXT,
        NUMBER,
        SIGN,
        END
    }

    boolean isSign(String sign) {
        return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** As an error shows it. */
    String shown() {
        return kind == Kind.END ? "the end of the query" : "'" + text + "'";
    }
}
