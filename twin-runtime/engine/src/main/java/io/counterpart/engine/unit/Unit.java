package io.counterpart.engine.unit;

import java.util.Optional;

/**
 * A unit of measure, by its UCUM code: {@code Cel}, {@code m/s2}, {@code [psi]}. Two are equal when their codes are; whether they
 * measure the same is {@link #isCommensurableWith}.
 *
 * <p>That is stricter than in UCUM, by which a bit is the number 1, a becquerel a hertz, a sievert a gray and a mole a count: here
 * each stands for itself. Apparent and reactive power, which the base units cannot tell from power, and a torque, which they cannot
 * tell from energy, are told by an annotation: <code>V.A{apparent}</code>, <code>V.A{reactive}</code>, <code>N.m{torque}</code>. Any
 * other annotation means nothing: <code>{count}/min</code> is {@code /min}.
 *
 * <p>UCUM's numbers are used as its version 2.2 has them. Two are not the newest: {@code m[Hg]} is 133.322 kPa (conventional: 133.322387415),
 * {@code AU} is 149 597 870 691 m (since 2012: 149 597 870 700).
 */
public final class Unit {

    /** How many characters a code may have. */
    public static final int CODE_LENGTH_MAX = 64;

    /** What a unit may be raised to. */
    public static final int EXPONENT_MAX = 8;

    /** The unit of plain numbers. */
    public static final Unit ONE = Unit.ucum("1");

    private final String code;
    private final Measure measure;

    private Unit(String code, Measure measure) {
        this.code = code;
        this.measure = measure;
    }

    /** @throws UnknownUnit for what is no code of UCUM, or too long or too large a one */
    public static Unit ucum(String code) {
        return new Unit(code, Ucum.measure(code));
    }

    public String code() {
        return code;
    }

    /** What it measures, for people: {@code pressure (kg·m⁻¹·s⁻²)}. */
    public String dimension() {
        return Ucum.describe(measure.dimension());
    }

    /** Whether values convert from one to the other. */
    public boolean isCommensurableWith(Unit other) {
        return measure.dimension().equals(other.measure.dimension());
    }

    /**
     * Whether its scale begins elsewhere than at nothing, as that of degrees Celsius. Then a value and a difference of two values are
     * two things, and neither sums nor products of values mean anything.
     */
    public boolean hasOffset() {
        return !measure.zero().equals(Fraction.ZERO);
    }

    /** What differences of its values are in: kelvin for degrees Celsius; itself where {@link #hasOffset} is false. */
    public Unit difference() {
        return hasOffset() ? Products.difference(measure) : this;
    }

    /**
     * The unit of products: {@code m3/h.bar}. Which kind of power a factor was is nothing that a product can say, so {@code apparent} and
     * {@code reactive} are lost; a torque is an energy per angle, so that times an angular velocity it is a power.
     *
     * @throws UnknownUnit where one of them may only stand alone, or the product is too long, too large or too small
     */
    public Unit times(Unit other) {
        return Products.product(this, other);
    }

    /**
     * The unit of quotients; see {@link #times}.
     *
     * @throws UnknownUnit as there
     */
    public Unit dividedBy(Unit other) {
        return Products.quotient(this, other);
    }

    /**
     * The unit of powers; see {@link #times}.
     *
     * @param exponent from -{@value #EXPONENT_MAX} to {@value #EXPONENT_MAX}
     * @throws UnknownUnit as there, and for a larger exponent
     */
    public Unit power(int exponent) {
        return Products.power(this, exponent);
    }

    /**
     * A unit whose power measures the same, made of base units alone, and so with no factor that would be irrational: {@code m.s-1} for the
     * square root of {@code km2/h2}.
     *
     * @param degree 2 for the square root
     * @return nothing where a base unit's power is no multiple of the degree
     */
    public Optional<Unit> root(int degree) {
        return Products.root(this, degree);
    }

    /** The same without the annotation that tells its kind: {@code V.A} for <code>V.A{apparent}</code>. */
    public Unit unannotated() {
        return Products.unannotated(this);
    }

    Measure measure() {
        return measure;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Unit unit && code.equals(unit.code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    /** The code. */
    @Override
    public String toString() {
        return code;
    }
}
