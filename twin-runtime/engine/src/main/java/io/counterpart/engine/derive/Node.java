package io.counterpart.engine.derive;

import org.jspecify.annotations.Nullable;

/** A part of an expression that can be evaluated. It keeps nothing: many threads may evaluate the same. */
sealed interface Node {

    /** Gives a finite number. */
    non-sealed interface OfNumber extends Node {

        /** The number; NaN where there is none. */
        double number(Evaluation evaluation);
    }

    /** Gives true or false. */
    non-sealed interface OfTruth extends Node {

        /** {@link Evaluation#TRUE}, {@link Evaluation#FALSE}, or {@link Evaluation#FAILED} where there is no value. */
        int truth(Evaluation evaluation);
    }

    /** Gives a text. */
    non-sealed interface OfText extends Node {

        /** The text; null where there is none. */
        @Nullable String text(Evaluation evaluation);
    }

    /** Gives a list. */
    non-sealed interface OfList extends Node {

        /** The list's elements, which nobody changes: {@link Double}, {@link Boolean} or {@link String}; null where there is no list. */
        Object @Nullable [] elements(Evaluation evaluation);
    }

    /** What the node gives as an object; null where it has no value. */
    static @Nullable Object value(Node node, Evaluation evaluation) {
        return switch (node) {
            case OfNumber number -> {
                double value = number.number(evaluation);
                yield Double.isNaN(value) ? null : Double.valueOf(value);
            }
            case OfTruth truth -> {
                int value = truth.truth(evaluation);
                yield value == Evaluation.FAILED ? null : Boolean.valueOf(value == Evaluation.TRUE);
            }
            case OfText text -> text.text(evaluation);
            case OfList list -> list.elements(evaluation);
        };
    }
}
