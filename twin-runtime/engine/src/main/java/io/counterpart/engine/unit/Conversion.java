package io.counterpart.engine.unit;

/**
 * From values in one unit to values in another: {@code value × factor + offset}, worked out once, in exact numbers.
 *
 * <p>It runs for every value of a device: {@link #apply} allocates nothing and asks nobody.
 */
public final class Conversion {

    private final double factor;
    private final double offset;
    /** Where only the factor's inverse is a double, dividing by it is exact: 9 mm are 0.009 m, but 9 × 0.001 is a little more. */
    private final boolean divides;

    private final double divisor;
    private final boolean isIdentity;

    private Conversion(Fraction factor, Fraction offset) {
        this.factor = factor.toDouble();
        this.offset = offset.toDouble();
        Fraction inverse = factor.power(-1);
        this.divides = !factor.isDouble() && inverse.isDouble();
        this.divisor = inverse.toDouble();
        this.isIdentity = factor.equals(Fraction.ONE) && offset.equals(Fraction.ZERO);
    }

    /** @throws IncompatibleUnits where they measure different things */
    public static Conversion between(Unit from, Unit to) {
        if (!from.isCommensurableWith(to)) {
            throw new IncompatibleUnits(from, to);
        }
        Fraction size = to.measure().factor();
        return new Conversion(
                from.measure().factor().dividedBy(size),
                from.measure().zero().minus(to.measure().zero()).dividedBy(size));
    }

    /** The value in the other unit; what is not finite stays so, and what is too large becomes infinite. */
    public double apply(double value) {
        if (isIdentity) {
            return value;
        }
        return (divides ? value / divisor : value * factor) + offset;
    }

    /** Whether values stay as they are. */
    public boolean isIdentity() {
        return isIdentity;
    }

    /** How many of the other unit one is, as the nearest double. */
    public double factor() {
        return factor;
    }

    /** What zero is in the other unit, as the nearest double. */
    public double offset() {
        return offset;
    }

    @Override
    public String toString() {
        return "× " + factor + " + " + offset;
    }
}
