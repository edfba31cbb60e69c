package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.List;

/** Takes a query's text apart into words and signs. One pass, no look back. */
final class Lexer {

    private static final List<String> LONG_SIGNS = List.of("!=", "<>", "<=", ">=", "..");
    private static final String SIGNS = "()[],.*=<>-:|";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(String text) {
        this.text = text;
    }

    /** All tokens, the last of them the end. */
    static List<Token> read(String text) {
        if (text.length() > QueryLimits.TEXT_MAX) {
            throw new QueryError(
                    Fault.TEXT_TOO_LONG,
                    text,
                    QueryLimits.TEXT_MAX,
                    "at most " + QueryLimits.TEXT_MAX + " characters",
                    text.length() + " of them");
        }
        return new Lexer(text).read();
    }

    private List<Token> read() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                at++;
            } else if (isWordStart(c)) {
                word();
            } else if (isDigit(c)) {
                number();
            } else if (c == '\'') {
                text();
            } else {
                sign();
            }
        }
        tokens.add(new Token(Token.Kind.END, "", at, at));
        return tokens;
    }

    private void add(Token.Kind kind, int begin) {
        tokens.add(new Token(kind, text.substring(begin, at), begin, at));
    }

    private void word() {
        int begin = at;
        while (at < text.length() && (isWordStart(text.charAt(at)) || isDigit(text.charAt(at)))) {
            at++;
        }
        add(Token.Kind.WORD, begin);
    }

    /** Digits, a fraction, an exponent. In {@code 1..3} the first point begins no fraction. */
    private void number() {
        int begin = at;
        digits();
        if (at + 1 < text.length() && text.charAt(at) == '.' && isDigit(text.charAt(at + 1))) {
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            if (at == text.length() || !isDigit(text.charAt(at))) {
                throw error(Fault.BAD_NUMBER, begin, "digits after the exponent's e", text.substring(begin, at));
            }
            digits();
        }
        if (at < text.length() && isWordStart(text.charAt(at))) {
            throw error(Fault.BAD_NUMBER, begin, "a number, such as 2.5", text.substring(begin, at + 1));
        }
        add(Token.Kind.NUMBER, begin);
    }

    private void digits() {
        while (at < text.length() && isDigit(text.charAt(at))) {
            at++;
        }
    }

    private void text() {
        int begin = at++;
        StringBuilder meaning = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '\'') {
            if (text.charAt(at) == '\\') {
                escape(begin);
            }
            meaning.append(text.charAt(at++));
        }
        if (at == text.length()) {
            throw error(Fault.UNTERMINATED_TEXT, begin, "a ' that ends it", text.substring(begin));
        }
        at++;
        tokens.add(new Token(Token.Kind.TEXT, meaning.toString(), begin, at));
    }

    private void escape(int begin) {
        at++;
        if (at == text.length()) {
            throw error(Fault.UNTERMINATED_TEXT, begin, "a ' that ends it", text.substring(begin));
        }
        if (text.charAt(at) != '\'' && text.charAt(at) != '\\') {
            String found = text.substring(at - 1, text.offsetByCodePoints(at, 1));
            throw error(Fault.BAD_ESCAPE, at - 1, "\\' or \\\\", found);
        }
    }

    private void sign() {
        for (String sign : LONG_SIGNS) {
            if (text.startsWith(sign, at)) {
                at += sign.length();
                add(Token.Kind.SIGN, at - sign.length());
                return;
            }
        }
        if (SIGNS.indexOf(text.charAt(at)) < 0) {
            String found = text.substring(at, text.offsetByCodePoints(at, 1));
            throw error(Fault.UNEXPECTED_CHARACTER, at, "a word, a number, a text in ' ' or a sign", found);
        }
        at++;
        add(Token.Kind.SIGN, at - 1);
    }

    private QueryError error(Fault fault, int offset, String expected, String found) {
        return new QueryError(fault, text, offset, expected, found);
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
