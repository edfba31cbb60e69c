package io.counterpart.engine.unit;

/**
 * A unit in terms of UCUM's base units: {@code value × factor + zero}.
 *
 * @param zero where the unit's scale begins, in base units; not zero for the scales of temperature only
 */
record Measure(Fraction factor, Fraction zero, Dimension dimension) {

    static final Measure ONE = of(Fraction.ONE);

    static Measure of(Fraction number) {
        return new Measure(number, Fraction.ZERO, Dimension.NONE);
    }

    static Measure of(String base) {
        return new Measure(Fraction.ONE, Fraction.ZERO, Dimension.of(base));
    }

    /** Of units that begin at zero: all that may be multiplied at all. */
    Measure times(Measure other) {
        return new Measure(factor.times(other.factor), Fraction.ZERO, dimension.times(other.dimension));
    }

    Measure power(int exponent) {
        return new Measure(factor.power(exponent), Fraction.ZERO, dimension.power(exponent));
    }
}
