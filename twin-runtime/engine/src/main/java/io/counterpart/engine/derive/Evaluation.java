package io.counterpart.engine.derive;

import org.jspecify.annotations.Nullable;

/**
 * One evaluation under way. A part that has no value says so by a value that no part has (NaN, {@link #FAILED}, null) and leaves the reason
 * here; whoever goes on without it takes the reason away.
 */
final class Evaluation {

    /** What a truth is that has no value. */
    static final int FAILED = -1;

    static final int TRUE = 1;
    static final int FALSE = 0;

    private static final @Nullable Object[] NONE = {};

    final Values values;
    private final @Nullable Object[] locals;
    private int quality = 100;
    private @Nullable Result failure;

    /** @param locals how many variables its loops have */
    Evaluation(Values values, int locals) {
        this.values = values;
        this.locals = locals == 0 ? NONE : new Object[locals];
    }

    /** The lowest quality of what was read so far. */
    int quality() {
        return quality;
    }

    /** Notes that a property is read, whose value counts for that of the result. */
    void read(int variable) {
        quality = Math.min(quality, values.quality(variable));
    }

    /** Notes why there is no value; the first reason stays. */
    double fail(Result reason) {
        if (failure == null) {
            failure = reason;
        }
        return Double.NaN;
    }

    /** The number, if it is one. */
    double finite(double number, Result otherwise) {
        return Math.abs(number) <= Double.MAX_VALUE ? number : fail(otherwise);
    }

    /** Why there is no value; it is forgotten here. */
    Result takeFailure() {
        Result taken = failure;
        if (taken == null) {
            throw new IllegalStateException("a part has neither a value nor a reason");
        }
        failure = null;
        return taken;
    }

    void setLocal(int slot, @Nullable Object value) {
        locals[slot] = value;
    }

    /** The value of a loop's variable; null, and the reason noted, where it has none. */
    @Nullable Object local(int slot) {
        Object value = locals[slot];
        if (value instanceof Result reason) {
            fail(reason);
            return null;
        }
        return value;
    }
}
