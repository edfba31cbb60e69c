package io.counterpart.engine.derive;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts that give lists, none longer than {@link Limits#LIST_MAX}. */
final class Lists {

    private Lists() {}

    /** A list that is written out. */
    static final class Written implements Node.OfList {

        private final Node[] elements;

        Written(List<Node> elements) {
            this.elements = elements.toArray(Node[]::new);
        }

        @Override
        public Object @Nullable [] elements(Evaluation evaluation) {
            Object[] values = new Object[elements.length];
            for (int i = 0; i < values.length; i++) {
                Object value = Node.value(elements[i], evaluation);
                if (value == null) {
                    return null;
                }
                values[i] = value;
            }
            return values;
        }
    }

    /** What a loop has gathered. */
    record Local(int slot) implements Node.OfList {
        @Override
        public Object @Nullable [] elements(Evaluation evaluation) {
            return evaluation.local(slot) instanceof Object[] elements ? elements : null;
        }
    }

    record Joined(Node.OfList left, Node.OfList right, Result tooLong) implements Node.OfList {
        @Override
        public Object @Nullable [] elements(Evaluation evaluation) {
            Object[] elements = left.elements(evaluation);
            Object[] others = elements == null ? null : right.elements(evaluation);
            if (elements == null || others == null) {
                return null;
            }
            if (elements.length + others.length > Limits.LIST_MAX) {
                evaluation.fail(tooLong);
                return null;
            }
            Object[] joined = Arrays.copyOf(elements, elements.length + others.length);
            System.arraycopy(others, 0, joined, elements.length, others.length);
            return joined;
        }
    }

    record Choice(Node.OfTruth condition, Node.OfList one, Node.OfList other) implements Node.OfList {
        @Override
        public Object @Nullable [] elements(Evaluation evaluation) {
            return switch (condition.truth(evaluation)) {
                case Evaluation.TRUE -> one.elements(evaluation);
                case Evaluation.FALSE -> other.elements(evaluation);
                default -> null;
            };
        }
    }

    /** What a loop comes to. */
    record Looped(Loop loop, Node.OfList result) implements Node.OfList {
        @Override
        public Object @Nullable [] elements(Evaluation evaluation) {
            return loop.run(evaluation) ? result.elements(evaluation) : null;
        }
    }
}
