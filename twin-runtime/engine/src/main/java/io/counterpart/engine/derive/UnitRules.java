package io.counterpart.engine.derive;

import io.counterpart.engine.derive.Quantity.Form;
import io.counterpart.engine.unit.Conversion;
import io.counterpart.engine.unit.Unit;
import io.counterpart.engine.unit.UnknownUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What comes of quantities, and what of them is refused, at one place of an expression. Nothing is converted in silence where two meanings
 * are possible; where one is, the factor follows from the units.
 *
 * @param position where in the expression
 */
record UnitRules(int position) {

    static final Conversion IDENTITY = Conversion.between(Unit.ONE, Unit.ONE);

    /**
     * A result.
     *
     * @param left how the first operand is converted before
     * @param right how the second is
     * @param after how what comes of them is
     */
    record Combined(Quantity quantity, Conversion left, Conversion right, Conversion after) {

        static Combined of(Quantity quantity) {
            return new Combined(quantity, IDENTITY, IDENTITY, IDENTITY);
        }

        static Combined of(Quantity quantity, Conversion left, Conversion right) {
            return new Combined(quantity, left, right, IDENTITY);
        }
    }

    // ---- the same quantity ----

    /** What all of them are, so that they can be compared; {@link #conversion} takes each there. */
    Quantity same(List<Quantity> quantities) {
        Quantity same = Quantity.NOTHING;
        for (Quantity quantity : quantities) {
            same = same(same, quantity);
        }
        return same;
    }

    private Quantity same(Quantity one, Quantity other) {
        if (one.is(Form.NOTHING) || other.is(Form.NOTHING)) {
            return one.is(Form.NOTHING) ? other : one;
        }
        if (one.isOpen() && other.isOpen()) {
            return one.is(Form.UNKNOWN) || other.is(Form.UNKNOWN) ? Quantity.UNKNOWN : Quantity.BARE;
        }
        if (one.isOpen() || other.isOpen()) {
            return one.isOpen() ? adopting(other, one) : adopting(one, other);
        }
        if (one.is(Form.POINT) || other.is(Form.POINT)) {
            return samePoint(one, other);
        }
        if (one.is(Form.EITHER) && other.is(Form.EITHER)) {
            if (!one.unit().equals(other.unit())) {
                throw ambiguous(one, other);
            }
            return one;
        }
        return sameSpan(one.asDifference(), other.asDifference());
    }

    private Quantity adopting(Quantity quantity, Quantity open) {
        boolean isZero = open.is(Form.BARE) && open.literal() == 0;
        if (quantity.is(Form.COMPOSED) && !isZero) {
            throw refusal(
                    "In which unit is the number that meets " + quantity.words() + "?",
                    "Write quantity(5, 'kW') for the number, or convert(…, 'kW') for the product, with the unit that is meant.");
        }
        return quantity;
    }

    private Quantity samePoint(Quantity one, Quantity other) {
        Quantity point = one.is(Form.POINT) ? one : other;
        Quantity second = one.is(Form.POINT) ? other : one;
        if (second.is(Form.POINT) || second.is(Form.EITHER)) {
            return point;
        }
        if (second.unit().isCommensurableWith(point.unit())) {
            throw refusal(
                    "A temperature and a difference of temperatures meet here.",
                    "Compare two temperatures, or write convert(25, 'degreeCelsius', 'kelvin') for one that is written out.");
        }
        throw mismatch(one, other);
    }

    private Quantity sameSpan(Quantity one, Quantity other) {
        if (one.isPlain() != other.isPlain() && one.isRatio() && other.isRatio()) {
            Quantity parts = one.isParts() ? one : other;
            Quantity plain = one.isParts() ? other : one;
            if (!plain.isMultipliedTo(parts.unit())) {
                throw refusal(
                        "A plain number and one in '" + parts.unit() + "' meet here.",
                        "Divide the one in '" + parts.unit() + "' by " + partsPerOne(parts.unit())
                                + ", or multiply the other by it.");
            }
            return parts;
        }
        Quantity same = one.is(Form.COMPOSED) && other.is(Form.NAMED) ? other : one;
        if (between(same.equals(one) ? other : one, same.unit()).isEmpty()) {
            throw mismatch(one, other);
        }
        return one.literal() == other.literal() ? same : same.withLiteral(Double.NaN);
    }

    /** From a quantity to what {@link #same} found to be it as well. */
    Conversion conversion(Quantity from, Quantity to) {
        if (from.isOpen() || to.isOpen() || (to.isParts() && from.isMultipliedTo(to.unit()))) {
            return IDENTITY;
        }
        return to.is(Form.POINT)
                ? Conversion.between(from.unit(), to.unit())
                : between(from.asDifference(), to.unit().difference()).orElseThrow();
    }

    /**
     * How a difference gets into a unit; nothing where it measures something else. A product may be of any kind that annotations tell apart: a voltage
     * times a current an apparent power, a force times a length a torque.
     */
    private static Optional<Conversion> between(Quantity from, Unit to) {
        Stream<Unit> readings =
                from.is(Form.COMPOSED) ? Stream.of(to, to.unannotated(), to.times(Unit.ONE)) : Stream.of(to);
        return readings.filter(from.unit()::isCommensurableWith)
                .findFirst()
                .map(reading -> Conversion.between(from.unit(), reading));
    }

    // ---- sums ----

    Combined sum(Quantity one, Quantity other) {
        if (one.is(Form.POINT) && other.is(Form.POINT)) {
            throw refusal(
                    "Two temperatures cannot be added.",
                    "Write mean(x, y) for their mean; a difference of temperatures can be added to one.");
        }
        if (one.is(Form.POINT) || other.is(Form.POINT)) {
            Quantity point = one.is(Form.POINT) ? one : other;
            Quantity added = one.is(Form.POINT) ? other : one;
            Conversion conversion = added.isOpen() ? IDENTITY : toDegrees(added.asDifference(), point);
            return one.is(Form.POINT)
                    ? Combined.of(point, IDENTITY, conversion)
                    : Combined.of(point, conversion, IDENTITY);
        }
        if (one.is(Form.EITHER) && isSpanBeside(other)) {
            return Combined.of(one, IDENTITY, toDegrees(other, one));
        }
        if (other.is(Form.EITHER) && isSpanBeside(one)) {
            return Combined.of(other, toDegrees(one, other), IDENTITY);
        }
        return combinedSame(one, other);
    }

    Combined difference(Quantity one, Quantity other) {
        if (one.is(Form.POINT)) {
            return lessThanPoint(one, other);
        }
        if (other.is(Form.POINT)) {
            if (one.is(Form.EITHER)) {
                return Combined.of(
                        Quantity.named(other.unit().difference()),
                        Conversion.between(one.unit(), other.unit()),
                        IDENTITY);
            }
            if (one.isOpen()) {
                return Combined.of(Quantity.named(other.unit().difference()));
            }
            throw refusal(
                    "A temperature cannot be subtracted from " + one.words() + ".", "Subtract it from a temperature.");
        }
        if (one.is(Form.EITHER) && isSpanBeside(other)) {
            return Combined.of(one, IDENTITY, toDegrees(other, one));
        }
        return combinedSame(one, other);
    }

    private Combined lessThanPoint(Quantity point, Quantity other) {
        if (other.isOpen()) {
            return Combined.of(Quantity.either(point.unit()));
        }
        if (other.is(Form.POINT)) {
            return Combined.of(
                    Quantity.named(point.unit().difference()),
                    IDENTITY,
                    Conversion.between(other.unit(), point.unit()));
        }
        if (other.is(Form.EITHER)) {
            if (!other.unit().equals(point.unit())) {
                throw ambiguous(point, other);
            }
            return Combined.of(Quantity.either(point.unit()));
        }
        return Combined.of(point, IDENTITY, toDegrees(other, point));
    }

    private Combined combinedSame(Quantity one, Quantity other) {
        Quantity same = same(one, other);
        return Combined.of(same, conversion(one, same), conversion(other, same));
    }

    private static boolean isSpanBeside(Quantity other) {
        return other.is(Form.NAMED) || other.is(Form.COMPOSED);
    }

    private Conversion toDegrees(Quantity difference, Quantity temperature) {
        Unit degrees = temperature.unit().difference();
        if (!difference.unit().isCommensurableWith(degrees)) {
            throw mismatch(temperature, difference);
        }
        return Conversion.between(difference.unit(), degrees);
    }

    // ---- products ----

    Combined product(Quantity first, Quantity second) {
        Quantity one = factor(first);
        Quantity other = factor(second);
        if (one.is(Form.UNKNOWN) || other.is(Form.UNKNOWN)) {
            return Combined.of(Quantity.UNKNOWN);
        }
        if (one.isOpen() && other.isOpen()) {
            return Combined.of(Quantity.literal(one.literal() * other.literal()));
        }
        if (one.isOpen() || other.isOpen()) {
            return Combined.of(one.isOpen() ? scaled(other, one.literal()) : scaled(one, other.literal()));
        }
        double literal = only(one.literal(), other.literal());
        if (one.isPlain() || other.isPlain()) {
            return Combined.of(ofNoKind(one.isPlain() ? other : one).withLiteral(literal));
        }
        refuseParts(one, other);
        return composed(() -> one.unit().times(other.unit()), literal);
    }

    Combined quotient(Quantity first, Quantity second) {
        Quantity one = factor(first);
        Quantity other = factor(second);
        if (one.is(Form.UNKNOWN) || other.is(Form.UNKNOWN)) {
            return Combined.of(Quantity.UNKNOWN);
        }
        if (one.isOpen() && other.isOpen()) {
            return Combined.of(Quantity.literal(one.literal() / other.literal()));
        }
        if (other.isOpen()) {
            return Combined.of(scaled(one, 1 / other.literal()));
        }
        double dividend = one.isOpen() ? hundreds(one.literal()) : one.literal();
        double literal = Double.isNaN(other.literal()) ? dividend : Double.NaN;
        if (other.isPlain()) {
            return Combined.of((one.isOpen() ? Quantity.PLAIN : ofNoKind(one)).withLiteral(literal));
        }
        if (one.isParts() && other.isParts()) {
            return Combined.of(Quantity.PLAIN, IDENTITY, Conversion.between(other.unit(), one.unit()));
        }
        refuseParts(one, other);
        return composed(() -> one.unit().dividedBy(other.unit()), literal);
    }

    /** The literal that one of two has, NaN where both or neither do. */
    private static double only(double literal, double other) {
        return Double.isNaN(literal) ? other : Double.isNaN(other) ? literal : Double.NaN;
    }

    /** A ratio of a power that is called apparent may be one that is not. */
    private static Quantity ofNoKind(Quantity quantity) {
        boolean isOfKind = !quantity.unit().unannotated().equals(quantity.unit());
        return isOfKind ? Quantity.composed(quantity.unit().times(Unit.ONE)) : quantity;
    }

    /** What is left of a quantity where it is multiplied. */
    private Quantity factor(Quantity quantity) {
        if (quantity.is(Form.POINT)) {
            throw refusal(
                    "A temperature in '" + quantity.unit()
                            + "' cannot be multiplied or divided: its zero is not nothing.",
                    "Write convert(x, 'kelvin') for the absolute temperature, subtract another temperature, or write number(x, '"
                            + quantity.unit() + "') where a formula takes the bare number.");
        }
        return quantity.asDifference();
    }

    /** By a number that is written out: by a hundred, percent become a plain number, or a plain number perhaps percent. */
    private static Quantity scaled(Quantity quantity, double literal) {
        if (quantity.isParts() && isNear(literal * Quantity.perOne(quantity.unit()), 1)) {
            return Quantity.PLAIN;
        }
        if (isNear(literal * quantity.literal(), 1)) {
            return quantity.withLiteral(Double.NaN);
        }
        double hundreds = hundreds(literal);
        return Double.isNaN(hundreds) ? quantity : quantity.withLiteral(hundreds);
    }

    /** The power of a hundred or of a thousand that it is; NaN for another number. */
    private static double hundreds(double literal) {
        for (double parts : new double[] {1e2, 1e3, 1e6, 1e9, 1e12, 1e15}) {
            if (isNear(literal, parts)) {
                return parts;
            }
        }
        return Double.NaN;
    }

    /** Whether it is this number but for the rounding of 1 / 100. */
    private static boolean isNear(double number, double other) {
        return Math.abs(number - other) <= 4 * Math.ulp(other);
    }

    private void refuseParts(Quantity one, Quantity other) {
        Quantity parts = one.isParts() ? one : other;
        if (parts.isParts()) {
            throw refusal(
                    "A number in '" + parts.unit() + "' cannot be multiplied with, or divided by, what has a unit.",
                    "Divide it by " + partsPerOne(parts.unit()) + " first.");
        }
    }

    /** A unit to be worked out. */
    @FunctionalInterface
    private interface Product {
        Unit unit();
    }

    /** What measures nothing any more becomes a plain number at once: m3/h by L/s are 0.28. */
    private Combined composed(Product product, double literal) {
        Unit unit = worked(product);
        return unit.isCommensurableWith(Unit.ONE)
                ? new Combined(
                        Quantity.PLAIN.withLiteral(literal), IDENTITY, IDENTITY, Conversion.between(unit, Unit.ONE))
                : Combined.of(Quantity.composed(unit).withLiteral(literal));
    }

    private Unit worked(Product product) {
        try {
            return product.unit();
        } catch (UnknownUnit e) {
            throw refusal(
                    "No unit comes of this: " + e.getMessage() + ".",
                    "Write convert(…, 'kW') on the way, with a shorter unit, or number(x, 'bar') for the bare number.");
        }
    }

    // ---- functions ----

    /** A power by a whole number that is written out, or of a plain number by any. */
    Combined power(Quantity quantity, Quantity exponent) {
        Quantity base = factor(quantity);
        requirePlain(exponent, "An exponent");
        if (base.isOpen() || base.isPlain()) {
            return Combined.of(base.isOpen() && !exponent.isOpen() ? Quantity.PLAIN : base.withLiteral(Double.NaN));
        }
        refuseParts(base, base);
        double power = exponent.literal();
        if (power == StrictMath.rint(power)) {
            return composed(() -> base.unit().power((int) power), Double.NaN);
        }
        if (power * 2 == StrictMath.rint(power * 2) && Math.abs(power) <= Unit.EXPONENT_MAX) {
            return root(base, (int) (power * 2));
        }
        throw refusal(
                "A power of " + base.words()
                        + " has a unit only if the exponent is written out as a whole number or a half.",
                "Write number(x, '" + base.unit() + "') for the bare number.");
    }

    Combined squareRoot(Quantity quantity) {
        Quantity of = factor(quantity);
        if (of.isOpen() || of.isPlain()) {
            return Combined.of(of.withLiteral(Double.NaN));
        }
        refuseParts(of, of);
        return root(of, 1);
    }

    private Combined root(Quantity of, int halves) {
        Unit root = of.unit()
                .root(2)
                .orElseThrow(() -> refusal(
                        "The square root of " + of.words() + " has no unit.",
                        "Write number(x, '" + of.unit() + "') for the bare number."));
        Unit square = worked(() -> root.power(2));
        Combined power = composed(() -> root.power(halves), Double.NaN);
        return new Combined(
                power.quantity(), Conversion.between(of.unit().times(Unit.ONE), square), IDENTITY, power.after());
    }

    /** What a function gives that takes a plain number: exp, ln. */
    Quantity ofPlain(Quantity argument, String function) {
        requirePlain(argument, "What '" + function + "' takes");
        return argument.isOpen() ? argument.withLiteral(Double.NaN) : Quantity.PLAIN;
    }

    private void requirePlain(Quantity quantity, String what) {
        if (quantity.isParts()) {
            throw refusal(
                    what + " must be a plain number, and this is in '" + quantity.unit() + "'.",
                    "Divide it by " + partsPerOne(quantity.unit()) + ".");
        }
        if (!quantity.isOpen() && !quantity.isPlain()) {
            throw refusal(
                    what + " must be a plain number, and this is " + quantity.words() + ".",
                    "Divide it by something of its dimension, or write number(x, '" + quantity.unit()
                            + "') for the bare number.");
        }
    }

    /** What sin and cos give, their angle converted to radians. */
    Combined ofAngle(Quantity argument, String function) {
        Unit radian = Unit.ucum("rad");
        if (!argument.isOpen() && argument.unit().isCommensurableWith(radian)) {
            return Combined.of(Quantity.PLAIN, Conversion.between(argument.unit(), radian), IDENTITY);
        }
        return Combined.of(ofPlain(argument, function));
    }

    /** What a function gives that keeps the unit, and makes sense in one that somebody named only: round. */
    Quantity rounded(Quantity argument) {
        if (argument.is(Form.COMPOSED)) {
            throw refusal(
                    "In which unit is it to be rounded? This is " + argument.words() + ".",
                    "Write round(convert(…, 'kW')), with the unit that is meant.");
        }
        return argument;
    }

    /** What of a quantity is negative, or its size. */
    Quantity negated(Quantity argument) {
        if (argument.is(Form.POINT)) {
            throw refusal(
                    "A temperature in '" + argument.unit() + "' has no negative and no size.",
                    "Subtract another temperature, or write number(x, '" + argument.unit() + "') for the bare number.");
        }
        return argument.is(Form.BARE) ? argument.withLiteral(-argument.literal()) : argument;
    }

    // ---- units by name ----

    /** The bare number, said to be in a unit. */
    Quantity quantity(Quantity number, Unit unit) {
        if (!number.isOpen() && !number.isPlain()) {
            throw refusal(
                    "This has a unit already: it is " + number.words() + ".",
                    "Write convert(x, '" + unit + "') for its value in another unit.");
        }
        return unit.hasOffset() ? Quantity.of(unit) : Quantity.named(unit);
    }

    /** In another unit. */
    Combined converted(Quantity quantity, Unit unit) {
        if (quantity.isOpen()) {
            throw refusal(
                    "From which unit? This is a number without one.",
                    "Write convert(x, 'psi', 'bar'), with the unit that it is in first.");
        }
        if (quantity.is(Form.POINT) || quantity.is(Form.EITHER)) {
            if (!quantity.unit().isCommensurableWith(unit)) {
                throw mismatch(quantity, Quantity.of(unit));
            }
            return Combined.of(Quantity.of(unit), Conversion.between(quantity.unit(), unit), IDENTITY);
        }
        Unit degrees = unit.difference();
        Conversion conversion = between(quantity, degrees).orElseThrow(() -> mismatch(quantity, Quantity.of(unit)));
        return Combined.of(Quantity.named(degrees), conversion, IDENTITY);
    }

    // ---- the result ----

    /** How the result gets into the unit that it is wanted in. */
    Conversion result(Quantity quantity, Unit wanted) {
        if (quantity.isOpen()) {
            return IDENTITY;
        }
        if (quantity.is(Form.EITHER)) {
            return either(quantity, wanted);
        }
        if (quantity.is(Form.POINT)) {
            if (!quantity.unit().isCommensurableWith(wanted)) {
                throw unwanted(quantity, wanted);
            }
            return Conversion.between(quantity.unit(), wanted);
        }
        Unit degrees = wanted.difference();
        Conversion conversion = between(quantity, degrees).orElseThrow(() -> unwanted(quantity, wanted));
        if (quantity.isPlain() && Quantity.named(degrees).isParts()) {
            if (!quantity.isMultipliedTo(degrees)) {
                throw refusal(
                        "The result is a plain number, and is wanted in '" + wanted + "'.",
                        "Multiply it by " + partsPerOne(degrees) + ", or write convert(…, '" + wanted + "').");
            }
            return IDENTITY;
        }
        return conversion;
    }

    private Conversion either(Quantity quantity, Unit wanted) {
        if (!quantity.unit().isCommensurableWith(wanted)) {
            throw unwanted(quantity, wanted);
        }
        if (quantity.unit().equals(wanted)) {
            return IDENTITY;
        }
        if (quantity.unit().hasOffset() || wanted.hasOffset()) {
            throw refusal(
                    "The result is " + quantity.words() + ", and is wanted in '" + wanted + "'.",
                    "Write convert(…, '" + wanted + "') if it is a temperature, and quantity(number(…, '"
                            + quantity.unit() + "'), '" + quantity.unit().difference() + "') if it is a difference.");
        }
        return Conversion.between(quantity.unit(), wanted);
    }

    // ---- in words ----

    private Refusal unwanted(Quantity quantity, Unit wanted) {
        return refusal(
                "The result is " + quantity.words() + ", and is wanted in '" + wanted + "', of the dimension "
                        + wanted.dimension() + ".",
                quantity.isPlain()
                        ? "Write quantity(…, '" + wanted + "') if that is what the number is in."
                        : "Correct the expression or the property's unit, or write number(x, '" + quantity.unit()
                                + "') for the bare number.");
    }

    private Refusal mismatch(Quantity one, Quantity other) {
        return refusal(
                "Here " + one.words() + " meets " + other.words() + ".",
                "Correct it, or write number(x, 'bar') for the bare number, and quantity(x, 'bar') to give it a unit.");
    }

    private Refusal ambiguous(Quantity one, Quantity other) {
        return refusal(
                "Here " + one.words() + " meets " + other.words() + ", which can be understood in two ways.",
                "Write convert(x, '" + one.unit() + "') for the other if it is a temperature.");
    }

    private static long partsPerOne(Unit parts) {
        return Math.round(Quantity.perOne(parts));
    }

    private Refusal refusal(String cause, String remedy) {
        return new Refusal(position, cause, remedy);
    }
}
