package io.counterpart.engine.unit;

/** Two units that measure different things: no value in one is a value in the other. The message names both, and what they measure. */
public final class IncompatibleUnits extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    IncompatibleUnits(Unit from, Unit to) {
        super("'" + from + "' measures " + from.dimension() + ", '" + to + "' measures " + to.dimension()
                + ": the one does not convert to the other");
    }
}
