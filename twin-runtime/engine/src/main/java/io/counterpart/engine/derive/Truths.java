package io.counterpart.engine.derive;

import static io.counterpart.engine.derive.Evaluation.FAILED;
import static io.counterpart.engine.derive.Evaluation.FALSE;
import static io.counterpart.engine.derive.Evaluation.TRUE;

import java.util.function.BiPredicate;

/** Parts that give true or false. As CEL has it, {@code &&} and {@code ||} need no value of one side where the other decides. */
final class Truths {

    private Truths() {}

    private static int truth(boolean value) {
        return value ? TRUE : FALSE;
    }

    record Constant(boolean value) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            return Truths.truth(value);
        }
    }

    /** A property. */
    record Variable(int place, Result missing) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            if (!evaluation.values.has(place)) {
                evaluation.fail(missing);
                return FAILED;
            }
            evaluation.read(place);
            return Truths.truth(evaluation.values.number(place) != 0);
        }
    }

    /** A loop's element, or what it has found. */
    record Local(int slot) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            return evaluation.local(slot) instanceof Boolean value ? Truths.truth(value) : FAILED;
        }
    }

    /** Whether a property has a value. */
    record Has(int place) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            return Truths.truth(evaluation.values.has(place));
        }
    }

    /** Whether there is a number at all: neither does anything miss, nor is anything undefined. */
    record IsFinite(Node.OfNumber of) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            if (Double.isNaN(of.number(evaluation))) {
                evaluation.takeFailure();
                return FALSE;
            }
            return TRUE;
        }
    }

    record Not(Node.OfTruth of) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            int value = of.truth(evaluation);
            return value == FAILED ? FAILED : TRUE - value;
        }
    }

    /** What a loop goes on with: no value is no reason to stop. */
    record NotFalse(Node.OfTruth of) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            int value = of.truth(evaluation);
            if (value == FAILED) {
                evaluation.takeFailure();
                return TRUE;
            }
            return value;
        }
    }

    /**
     * {@code &&} and {@code ||}.
     *
     * @param decisive what one side alone decides by: {@code FALSE} for {@code &&}
     */
    record Logic(int decisive, Node.OfTruth left, Node.OfTruth right) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            int value = left.truth(evaluation);
            if (value == decisive) {
                return value;
            }
            if (value != FAILED) {
                return right.truth(evaluation);
            }
            Result reason = evaluation.takeFailure();
            int other = right.truth(evaluation);
            if (other == decisive) {
                return other;
            }
            if (other == FAILED) {
                evaluation.takeFailure();
            }
            evaluation.fail(reason);
            return FAILED;
        }
    }

    /** How two numbers stand to each other. */
    enum Order {
        LESS,
        AT_MOST,
        EQUAL,
        DIFFERENT,
        AT_LEAST,
        MORE
    }

    record Comparison(Order order, Node.OfNumber left, Node.OfNumber right) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            double number = left.number(evaluation);
            double other = Double.isNaN(number) ? number : right.number(evaluation);
            if (Double.isNaN(other)) {
                return FAILED;
            }
            return Truths.truth(
                    switch (order) {
                        case LESS -> number < other;
                        case AT_MOST -> number <= other;
                        case EQUAL -> number == other;
                        case DIFFERENT -> number != other;
                        case AT_LEAST -> number >= other;
                        case MORE -> number > other;
                    });
        }
    }

    /** Whether two truths or two texts are, or are not, the same. */
    record Equality(boolean same, Node left, Node right) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            Object value = Node.value(left, evaluation);
            Object other = value == null ? null : Node.value(right, evaluation);
            return value == null || other == null ? FAILED : Truths.truth(value.equals(other) == same);
        }
    }

    /** Whether a list has an element. */
    record Among(Node element, Node.OfList list) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            Object value = Node.value(element, evaluation);
            Object[] elements = value == null ? null : list.elements(evaluation);
            if (value == null || elements == null) {
                return FAILED;
            }
            for (Object each : elements) {
                if (isSame(value, each)) {
                    return TRUE;
                }
            }
            return FALSE;
        }

        /** As {@code ==} has it: 0 is -0. */
        private static boolean isSame(Object one, Object other) {
            if (one instanceof Double number && other instanceof Double another) {
                return number.doubleValue() == another.doubleValue();
            }
            return one.equals(other);
        }
    }

    /** {@code startsWith} and its like. */
    record OfTexts(BiPredicate<String, String> predicate, Node.OfText text, Node.OfText part) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            String value = text.text(evaluation);
            String other = value == null ? null : part.text(evaluation);
            return value == null || other == null ? FAILED : Truths.truth(predicate.test(value, other));
        }
    }

    record Choice(Node.OfTruth condition, Node.OfTruth one, Node.OfTruth other) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            return switch (condition.truth(evaluation)) {
                case TRUE -> one.truth(evaluation);
                case FALSE -> other.truth(evaluation);
                default -> FAILED;
            };
        }
    }

    /** What a loop comes to. */
    record Looped(Loop loop, Node.OfTruth result) implements Node.OfTruth {
        @Override
        public int truth(Evaluation evaluation) {
            return loop.run(evaluation) ? result.truth(evaluation) : FAILED;
        }
    }
}
