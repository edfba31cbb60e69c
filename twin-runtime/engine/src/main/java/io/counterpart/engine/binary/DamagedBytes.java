package io.counterpart.engine.binary;

import org.jspecify.annotations.Nullable;

/** Bytes of a checkpoint that are not what was written: nothing may be folded upon them. */
public final class DamagedBytes extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DamagedBytes(String message) {
        this(message, null);
    }

    public DamagedBytes(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
