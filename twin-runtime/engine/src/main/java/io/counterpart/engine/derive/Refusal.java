package io.counterpart.engine.derive;

/** Carries an error from where it is found to who asked; it never leaves the package. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ExpressionError error;

    Refusal(int position, String cause, String remedy) {
        super(cause, null, false, false);
        error = new ExpressionError(position, cause, remedy);
    }

    ExpressionError error() {
        return error;
    }
}
