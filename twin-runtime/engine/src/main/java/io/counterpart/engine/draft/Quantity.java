package io.counterpart.engine.draft;

import io.counterpart.engine.unit.DtdlUnit;
import io.counterpart.engine.unit.Unit;

/**
 * What a number is guessed to be a quantity of.
 *
 * @param semanticType DTDL's name for it
 * @param unit in which the type is to give it
 * @param seenIn the unit of the readings, where that is another one
 */
record Quantity(String semanticType, DtdlUnit unit, Unit seenIn) {

    Quantity(String semanticType, DtdlUnit unit) {
        this(semanticType, unit, unit.unit());
    }
}
