package io.counterpart.engine.derive;

/**
 * One thing that is wrong with an expression.
 *
 * @param position where it begins: a number of {@code char}s from the start of the text
 * @param cause what is wrong there, a sentence
 * @param remedy what to do about it, a sentence
 */
public record ExpressionError(int position, String cause, String remedy) {

    @Override
    public String toString() {
        return position + ": " + cause + " " + remedy;
    }
}
