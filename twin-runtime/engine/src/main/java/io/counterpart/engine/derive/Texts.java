package io.counterpart.engine.derive;

import org.jspecify.annotations.Nullable;

/** Parts that give texts, none longer than {@link Limits#TEXT_MAX}. */
final class Texts {

    private Texts() {}

    record Constant(String value) implements Node.OfText {
        @Override
        public String text(Evaluation evaluation) {
            return value;
        }
    }

    /** A property. */
    record Variable(int place, Result missing, Result tooLong) implements Node.OfText {
        @Override
        public @Nullable String text(Evaluation evaluation) {
            if (!evaluation.values.has(place)) {
                evaluation.fail(missing);
                return null;
            }
            evaluation.read(place);
            return bounded(evaluation, evaluation.values.text(place), tooLong);
        }
    }

    /** The twin's name. */
    record TwinId() implements Node.OfText {
        @Override
        public String text(Evaluation evaluation) {
            return evaluation.values.twinId();
        }
    }

    /** The identifier of the twin's type. */
    record TwinType(Result tooLong) implements Node.OfText {
        @Override
        public @Nullable String text(Evaluation evaluation) {
            return bounded(evaluation, evaluation.values.twinType(), tooLong);
        }
    }

    /** A loop's element. */
    record Local(int slot) implements Node.OfText {
        @Override
        public @Nullable String text(Evaluation evaluation) {
            return evaluation.local(slot) instanceof String value ? value : null;
        }
    }

    record Joined(Node.OfText left, Node.OfText right, Result tooLong) implements Node.OfText {
        @Override
        public @Nullable String text(Evaluation evaluation) {
            String value = left.text(evaluation);
            String other = value == null ? null : right.text(evaluation);
            return value == null || other == null ? null : bounded(evaluation, value + other, tooLong);
        }
    }

    record Choice(Node.OfTruth condition, Node.OfText one, Node.OfText other) implements Node.OfText {
        @Override
        public @Nullable String text(Evaluation evaluation) {
            return switch (condition.truth(evaluation)) {
                case Evaluation.TRUE -> one.text(evaluation);
                case Evaluation.FALSE -> other.text(evaluation);
                default -> null;
            };
        }
    }

    private static @Nullable String bounded(Evaluation evaluation, String text, Result tooLong) {
        if (Limits.isTooLong(text)) {
            evaluation.fail(tooLong);
            return null;
        }
        return text;
    }
}
