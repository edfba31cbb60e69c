package io.counterpart.engine.derive;

/**
 * Goes through a list; see {@link Syntax.Loop}. A step without a value does not end it: {@code exists} finds an element though there is no
 * telling of another.
 *
 * @param variable where the element is kept
 * @param accumulator where that is kept which comes of the steps, or why there is no value
 */
record Loop(Node.OfList range, int variable, int accumulator, Node initial, Node.OfTruth condition, Node step) {

    /** Leaves in the accumulator what the loop comes to; false where there is nothing to go through. */
    boolean run(Evaluation evaluation) {
        Object[] elements = range.elements(evaluation);
        if (elements == null) {
            return false;
        }
        evaluation.setLocal(accumulator, valueOrReason(initial, evaluation));
        for (Object element : elements) {
            evaluation.setLocal(variable, element);
            switch (condition.truth(evaluation)) {
                case Evaluation.TRUE -> evaluation.setLocal(accumulator, valueOrReason(step, evaluation));
                case Evaluation.FALSE -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static Object valueOrReason(Node node, Evaluation evaluation) {
        Object value = Node.value(node, evaluation);
        return value == null ? evaluation.takeFailure() : value;
    }
}
