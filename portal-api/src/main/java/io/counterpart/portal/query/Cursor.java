package io.counterpart.portal.query;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Goes through a query's tokens. Words of the language match whatever their case; a name after a dot may be any word. */
final class Cursor {

    private static final Set<String> RESERVED = Set.of(
            "SELECT", "TOP", "FROM", "JOIN", "RELATED", "MATCH", "WHERE", "AND", "OR", "NOT", "IN", "NIN", "GROUP",
            "ORDER", "BY", "AS", "ASC", "DESC", "TRUE", "FALSE", "NULL");

    private final String text;
    private final List<Token> tokens;
    private int at;

    Cursor(String text) {
        this.text = text;
        this.tokens = Lexer.read(text);
    }

    int position() {
        return at;
    }

    void moveTo(int position) {
        at = position;
    }

    /** Where the FROM stands; -1 where there is none. */
    int findFrom() {
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i).isWord("FROM") && !tokens.get(i - 1).isSign(".")) {
                return i;
            }
        }
        return -1;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean atWord(String word) {
        return peek().isWord(word);
    }

    boolean takeWord(String word) {
        if (!peek().isWord(word)) {
            return false;
        }
        at++;
        return true;
    }

    boolean takeSign(String sign) {
        if (!peek().isSign(sign)) {
            return false;
        }
        at++;
        return true;
    }

    void expectWord(String word) {
        if (!takeWord(word)) {
            throw unexpected(word);
        }
    }

    void expectSign(String sign) {
        if (!takeSign(sign)) {
            throw unexpected("'" + sign + "'");
        }
    }

    /** A word that is the user's own: a variable or a column. */
    Token expectName(String what) {
        if (!atName()) {
            throw unexpected(what);
        }
        return next();
    }

    boolean atName() {
        return peek().kind() == Token.Kind.WORD
                && !peek().text().startsWith("$")
                && !RESERVED.contains(peek().text().toUpperCase(Locale.ROOT));
    }

    /** Any word, whether the language has a use for it or not: what stands after a dot. */
    Token expectAnyWord(String what) {
        if (peek().kind() != Token.Kind.WORD) {
            throw unexpected(what);
        }
        return next();
    }

    boolean isReserved(Token token) {
        return RESERVED.contains(token.text().toUpperCase(Locale.ROOT));
    }

    /** A whole number of a query; null where no such number can be meant, because it has a fraction or is too large. */
    @Nullable Integer expectInteger(String what) {
        if (peek().kind() != Token.Kind.NUMBER) {
            throw unexpected(what);
        }
        String digits = next().text();
        return digits.length() <= 9 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Integer.valueOf(digits)
                : null;
    }

    /** What stands in the text between a token's position and here, as it was written. */
    String since(int position) {
        return text.substring(tokens.get(position).offset(), tokens.get(at - 1).end());
    }

    QueryError unexpected(String expected) {
        return error(Fault.UNEXPECTED_WORD, peek(), expected);
    }

    QueryError error(Fault fault, Token where, String expected) {
        return new QueryError(fault, text, where.offset(), expected, where.shown());
    }
}
