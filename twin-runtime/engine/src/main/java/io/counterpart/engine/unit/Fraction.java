package io.counterpart.engine.unit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** An exact number, in lowest terms: units are combined with it, and only what comes out is rounded to a double, once. */
record Fraction(BigInteger numerator, BigInteger denominator) {

    static final Fraction ZERO = of(0);
    static final Fraction ONE = of(1);

    /** Far more digits than a double's 17, so that rounding twice is rounding once. */
    private static final MathContext DIGITS = new MathContext(60);

    /** @throws ArithmeticException for a denominator of zero */
    Fraction {
        if (denominator.signum() == 0) {
            throw new ArithmeticException("it divides by zero");
        }
        BigInteger divisor = numerator.gcd(denominator);
        if (denominator.signum() < 0) {
            divisor = divisor.negate();
        }
        numerator = numerator.divide(divisor);
        denominator = denominator.divide(divisor);
    }

    static Fraction of(long number) {
        return new Fraction(BigInteger.valueOf(number), BigInteger.ONE);
    }

    /** @throws NumberFormatException for what is no decimal number */
    static Fraction of(String decimal) {
        return of(new BigDecimal(decimal));
    }

    private static Fraction of(BigDecimal number) {
        return number.scale() <= 0
                ? new Fraction(number.toBigIntegerExact(), BigInteger.ONE)
                : new Fraction(number.unscaledValue(), BigInteger.TEN.pow(number.scale()));
    }

    Fraction plus(Fraction other) {
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    Fraction minus(Fraction other) {
        return plus(other.times(of(-1)));
    }

    Fraction times(Fraction other) {
        return new Fraction(numerator.multiply(other.numerator), denominator.multiply(other.denominator));
    }

    Fraction dividedBy(Fraction other) {
        return times(other.power(-1));
    }

    Fraction power(int exponent) {
        return exponent < 0
                ? new Fraction(denominator.pow(-exponent), numerator.pow(-exponent))
                : new Fraction(numerator.pow(exponent), denominator.pow(exponent));
    }

    /** The nearest double. */
    double toDouble() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), DIGITS)
                .doubleValue();
    }

    /** Whether a double says exactly this. */
    boolean isDouble() {
        double nearest = toDouble();
        return Double.isFinite(nearest) && of(new BigDecimal(nearest)).equals(this);
    }
}
