package io.counterpart.engine.unit;

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
