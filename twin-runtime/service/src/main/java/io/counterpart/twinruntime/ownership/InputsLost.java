package io.counterpart.twinruntime.ownership;

import org.jspecify.annotations.Nullable;

/** The log cannot be read, or not as the fold needs it. */
final class InputsLost extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InputsLost(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
