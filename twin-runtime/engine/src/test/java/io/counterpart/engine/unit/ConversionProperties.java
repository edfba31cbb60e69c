package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.StringLength;

class ConversionProperties {

    @Property
    void thereAndBackIsWhereItWas(
            @ForAll("units") DtdlUnit one,
            @ForAll("units") DtdlUnit other,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
        if (!one.unit().isCommensurableWith(other.unit())) {
            assertThrows(IncompatibleUnits.class, () -> Conversion.between(one.unit(), other.unit()));
            return;
        }
        Conversion there = Conversion.between(one.unit(), other.unit());
        Conversion back = Conversion.between(other.unit(), one.unit());

        // The offset's own rounding remains when the value is small beside it.
        double tolerance = 4 * Math.max(Math.ulp(value), Math.ulp(back.offset()));
        assertEquals(value, back.apply(there.apply(value)), tolerance);
    }

    @Property
    void unitsOfOneTypeConvertToOneAnother(
            @ForAll("units") DtdlUnit one, @ForAll @DoubleRange(min = -1e6, max = 1e6) double value) {
        for (DtdlUnit other : DtdlUnit.all()) {
            boolean isDose = one.unitType().equals("IonizingRadiationDoseUnit");
            if (other.unitType().equals(one.unitType()) && !isDose) {
                double through = Conversion.between(other.unit(), one.unit())
                        .apply(Conversion.between(one.unit(), other.unit()).apply(value));
                double offset = Conversion.between(other.unit(), one.unit()).offset();
                assertEquals(value, through, 4 * Math.max(Math.ulp(value), Math.ulp(offset)));
            }
        }
    }

    @Property
    void anyTextIsAUnitOrRefused(@ForAll @CharRange(from = 0, to = 0x17f) @StringLength(max = 80) String code) {
        try {
            assertEquals(code, Unit.ucum(code).code());
        } catch (UnknownUnit refusal) {
            assertTrue(String.valueOf(refusal.getMessage()).startsWith("'"));
        }
    }

    @Property
    void anyTextOfUcumsPiecesIsAUnitOrRefused(@ForAll("almostCodes") String code) {
        try {
            assertEquals(code, Unit.ucum(code).code());
        } catch (UnknownUnit refusal) {
            assertTrue(String.valueOf(refusal.getMessage()).startsWith("'"));
        }
    }

    @Provide
    Arbitrary<DtdlUnit> units() {
        return Arbitraries.of(DtdlUnit.all());
    }

    @Provide
    Arbitrary<String> almostCodes() {
        return Arbitraries.of(
                        "m", "k", "[psi]", "Cel", "dB", "(", ")", "/", ".", "{x}", "{", "}", "[", "]", "1", "9", "-",
                        "+", "10*", "'", "%", "Ti", "By", "^", "*", "[pi]")
                .list()
                .ofMaxSize(20)
                .map(pieces -> String.join("", pieces));
    }
}
