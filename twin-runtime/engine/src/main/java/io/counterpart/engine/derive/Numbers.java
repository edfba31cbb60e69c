package io.counterpart.engine.derive;

import io.counterpart.engine.unit.Conversion;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Parts that give numbers. What comes of a step is finite or no value: nothing infinite or undefined goes on into a comparison, where it
 * would look like an answer.
 */
final class Numbers {

    private Numbers() {}

    record Constant(double value) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return value;
        }
    }

    /** A property. */
    record Variable(int place, Result missing, Result infinite) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            Values values = evaluation.values;
            if (!values.has(place)) {
                return evaluation.fail(missing);
            }
            evaluation.read(place);
            return evaluation.finite(values.number(place), infinite);
        }
    }

    /** A loop's element, or what it has counted. */
    record Local(int slot) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return evaluation.local(slot) instanceof Double value ? value : Double.NaN;
        }
    }

    /** How far a property's value can be trusted. */
    record Quality(int place, Result missing) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return evaluation.values.has(place) ? evaluation.values.quality(place) : evaluation.fail(missing);
        }
    }

    /** How old a property's value is, in seconds; negative where it is newer than what caused the evaluation. */
    record Age(int place, Result missing) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            Values values = evaluation.values;
            return values.has(place) ? (values.causeTs() - values.ts(place)) / 1_000.0 : evaluation.fail(missing);
        }
    }

    record Sum(Node.OfNumber left, Node.OfNumber right, Result tooLarge) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = left.number(evaluation);
            return Double.isNaN(number) ? number : evaluation.finite(number + right.number(evaluation), tooLarge);
        }
    }

    record Difference(Node.OfNumber left, Node.OfNumber right, Result tooLarge) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = left.number(evaluation);
            return Double.isNaN(number) ? number : evaluation.finite(number - right.number(evaluation), tooLarge);
        }
    }

    record Product(Node.OfNumber left, Node.OfNumber right, Result tooLarge) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = left.number(evaluation);
            return Double.isNaN(number) ? number : evaluation.finite(number * right.number(evaluation), tooLarge);
        }
    }

    record Quotient(Node.OfNumber left, Node.OfNumber right, Result byZero, Result tooLarge) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = left.number(evaluation);
            if (Double.isNaN(number)) {
                return number;
            }
            double divisor = right.number(evaluation);
            return divisor == 0 ? evaluation.fail(byZero) : evaluation.finite(number / divisor, tooLarge);
        }
    }

    record Negative(Node.OfNumber of) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return -of.number(evaluation);
        }
    }

    /** A function of one number. */
    record Unary(DoubleUnaryOperator function, Node.OfNumber of, Result undefined) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = of.number(evaluation);
            return Double.isNaN(number) ? number : evaluation.finite(function.applyAsDouble(number), undefined);
        }
    }

    /** A function of two numbers. */
    record Binary(DoubleBinaryOperator function, Node.OfNumber left, Node.OfNumber right, Result undefined)
            implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = left.number(evaluation);
            if (Double.isNaN(number)) {
                return number;
            }
            double other = right.number(evaluation);
            return Double.isNaN(other) ? other : evaluation.finite(function.applyAsDouble(number, other), undefined);
        }
    }

    /** From one unit to another. */
    record Converted(Node.OfNumber of, Conversion conversion, Result tooLarge) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return evaluation.finite(conversion.apply(of.number(evaluation)), tooLarge);
        }
    }

    record Choice(Node.OfTruth condition, Node.OfNumber one, Node.OfNumber other) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return switch (condition.truth(evaluation)) {
                case Evaluation.TRUE -> one.number(evaluation);
                case Evaluation.FALSE -> other.number(evaluation);
                default -> Double.NaN;
            };
        }
    }

    /** Into a range. */
    record Clamp(Node.OfNumber of, Node.OfNumber lowest, Node.OfNumber highest, Result empty) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            double number = of.number(evaluation);
            double low = Double.isNaN(number) ? number : lowest.number(evaluation);
            double high = Double.isNaN(low) ? low : highest.number(evaluation);
            if (Double.isNaN(high)) {
                return high;
            }
            return low > high ? evaluation.fail(empty) : Math.max(low, Math.min(high, number));
        }
    }

    /** What is made of several numbers. */
    enum Statistic {
        MIN,
        MAX,
        MEAN,
        SUM;

        double start() {
            return switch (this) {
                case MIN -> Double.POSITIVE_INFINITY;
                case MAX -> Double.NEGATIVE_INFINITY;
                case MEAN, SUM -> 0;
            };
        }

        double with(double sofar, double number) {
            return switch (this) {
                case MIN -> Math.min(sofar, number);
                case MAX -> Math.max(sofar, number);
                case MEAN, SUM -> sofar + number;
            };
        }

        /** Of none, all but the sum are no number. */
        double end(double sofar, int count) {
            return this == MEAN ? sofar / count : sofar;
        }
    }

    /** Of numbers that are written out, or of one list. */
    record Of(Statistic statistic, Node.OfList list, Result undefined) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            Object[] elements = list.elements(evaluation);
            if (elements == null) {
                return Double.NaN;
            }
            double sofar = statistic.start();
            for (Object element : elements) {
                sofar = statistic.with(sofar, (Double) element);
            }
            return evaluation.finite(statistic.end(sofar, elements.length), undefined);
        }
    }

    /** Of numbers that are written out. */
    static final class OfOperands implements Node.OfNumber {

        private final Statistic statistic;
        private final Node.OfNumber[] operands;
        private final Result undefined;

        OfOperands(Statistic statistic, List<Node.OfNumber> operands, Result undefined) {
            this.statistic = statistic;
            this.operands = operands.toArray(Node.OfNumber[]::new);
            this.undefined = undefined;
        }

        @Override
        public double number(Evaluation evaluation) {
            double sofar = statistic.start();
            for (Node.OfNumber operand : operands) {
                double number = operand.number(evaluation);
                if (Double.isNaN(number)) {
                    return number;
                }
                sofar = statistic.with(sofar, number);
            }
            return evaluation.finite(statistic.end(sofar, operands.length), undefined);
        }
    }

    /** The straight line between two points of a table. */
    static final class Lookup implements Node.OfNumber {

        private final Node.OfNumber of;
        private final double[] xs;
        private final double[] ys;
        private final Result outside;

        /** @param xs ascending, two or more, as many as {@code ys} */
        Lookup(Node.OfNumber of, double[] xs, double[] ys, Result outside) {
            this.of = of;
            this.xs = xs;
            this.ys = ys;
            this.outside = outside;
        }

        @Override
        public double number(Evaluation evaluation) {
            double x = of.number(evaluation);
            if (Double.isNaN(x)) {
                return x;
            }
            if (x < xs[0] || x > xs[xs.length - 1]) {
                return evaluation.fail(outside);
            }
            return evaluation.finite(at(x), outside);
        }

        private double at(double x) {
            int found = Arrays.binarySearch(xs, x == 0 ? 0 : x);
            if (found >= 0) {
                return ys[found];
            }
            int after = -found - 1;
            double share = (x - xs[after - 1]) / (xs[after] - xs[after - 1]);
            return ys[after - 1] + share * (ys[after] - ys[after - 1]);
        }
    }

    /** How many characters or elements there are. */
    record Size(Node of) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            Object value = Node.value(of, evaluation);
            return switch (value) {
                case String text -> text.codePointCount(0, text.length());
                case Object[] elements -> elements.length;
                case null, default -> Double.NaN;
            };
        }
    }

    /** What a loop comes to. */
    record Looped(Loop loop, Node.OfNumber result) implements Node.OfNumber {
        @Override
        public double number(Evaluation evaluation) {
            return loop.run(evaluation) ? result.number(evaluation) : Double.NaN;
        }
    }

    /** The nearest whole number, of two the one farther from zero. */
    static double round(double number) {
        double whole = number < 0 ? StrictMath.ceil(number) : StrictMath.floor(number);
        return Math.abs(number - whole) >= 0.5 ? whole + Math.signum(number) : whole;
    }

    /** A function of one number by its name, null for none. */
    static @Nullable DoubleUnaryOperator function(String name) {
        return switch (name) {
            case "abs" -> Math::abs;
            case "sqrt" -> StrictMath::sqrt;
            case "exp" -> StrictMath::exp;
            case "ln" -> StrictMath::log;
            case "sin" -> StrictMath::sin;
            case "cos" -> StrictMath::cos;
            case "round" -> Numbers::round;
            case "floor" -> StrictMath::floor;
            case "ceil" -> StrictMath::ceil;
            default -> null;
        };
    }
}
