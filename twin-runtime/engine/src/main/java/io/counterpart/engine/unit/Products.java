package io.counterpart.engine.unit;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Products of units, by their codes: a product's code is written from those of its factors and read as any other, so that a unit that
 * was worked out and the same unit typed in are one.
 */
final class Products {

    /** Annotations that tell kinds apart which a product mixes. */
    private static final Pattern KIND = Pattern.compile("\\{(apparent|reactive|torque)}");

    private Products() {}

    static Unit product(Unit one, Unit other) {
        String left = factor(one);
        String right = factor(other);
        if (left.equals("1")) {
            return Unit.ucum(right);
        }
        if (right.equals("1")) {
            return Unit.ucum(left);
        }
        // A code is read from left to right: what the right one divides by divides the product.
        return Unit.ucum(right.startsWith("/") ? left + right : left + "." + right);
    }

    static Unit quotient(Unit one, Unit other) {
        String left = factor(one);
        String right = factor(other);
        if (right.equals("1")) {
            return Unit.ucum(left);
        }
        return Unit.ucum((left.equals("1") ? "" : left) + "/" + (isCompound(right) ? "(" + right + ")" : right));
    }

    static Unit power(Unit unit, int exponent) {
        if (exponent < -Unit.EXPONENT_MAX || exponent > Unit.EXPONENT_MAX) {
            throw new UnknownUnit(unit.code(), "may be raised to the power of " + Unit.EXPONENT_MAX + " at most");
        }
        Unit power = Unit.ONE;
        for (int i = 0; i < Math.abs(exponent); i++) {
            power = product(power, unit);
        }
        return exponent < 0 ? quotient(Unit.ONE, power) : power;
    }

    static Optional<Unit> root(Unit unit, int degree) {
        return product(Unit.ONE, unit).measure().dimension().root(degree).flatMap(Products::inBaseUnits);
    }

    static Unit unannotated(Unit unit) {
        return Unit.ucum(KIND.matcher(unit.code()).replaceAll(""));
    }

    static Unit difference(Measure measure) {
        Fraction kelvins = measure.factor();
        return Unit.ucum(kelvins.equals(Fraction.ONE) ? "K" : kelvins.numerator() + ".K/" + kelvins.denominator());
    }

    /** The code as a factor among others. */
    private static String factor(Unit unit) {
        String code = unit.code();
        boolean isTorque = code.contains("{torque}");
        String bare = KIND.matcher(code).replaceAll("");
        return isTorque ? bare + "/rad" : bare;
    }

    private static boolean isCompound(String code) {
        return code.contains("/") || code.contains(".");
    }

    /** Nothing where a base has no unit that is one of it: a becquerel's decay. */
    private static Optional<Unit> inBaseUnits(Dimension dimension) {
        String code = dimension.powers().entrySet().stream()
                .map(base -> base.getKey() + (base.getValue() == 1 ? "" : base.getValue()))
                .collect(Collectors.joining("."));
        try {
            Unit unit = Unit.ucum(code.isEmpty() ? "1" : code);
            Measure measure = unit.measure();
            boolean isBase =
                    measure.factor().equals(Fraction.ONE) && measure.dimension().equals(dimension);
            return isBase ? Optional.of(unit) : Optional.empty();
        } catch (UnknownUnit none) {
            return Optional.empty();
        }
    }
}
