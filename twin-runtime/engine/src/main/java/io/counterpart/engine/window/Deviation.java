package io.counterpart.engine.window;

/**
 * The standard deviation of a sample, from the sum of its values and that of their squares: the root of
 * {@code (n * sum(x^2) - sum(x)^2) / (n * (n - 1))}. This formula is known for losing all digits of values that differ little from
 * one another; here it loses none, for both sums and their difference are exact.
 */
final class Deviation {

    private final ExactSum squares = new ExactSum();

    /** Kept to be used again at the next question. */
    private final ExactSum difference = new ExactSum();

    void add(double value) {
        squares.addSquare(value);
    }

    void remove(double value) {
        squares.removeSquare(value);
    }

    /**
     * The deviation.
     *
     * @param sum of the values
     * @param count how many they are, from 2 up to 46,341
     */
    double of(ExactSum sum, int count) {
        difference.clear();
        difference.addMultiple(squares, count);
        difference.subtractSquareOf(sum);
        return difference.rootOfDividedBy(count * (count - 1));
    }
}
