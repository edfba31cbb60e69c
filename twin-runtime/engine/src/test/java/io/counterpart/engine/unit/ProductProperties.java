package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** That a product's code, which is all that is kept of it, says what its factors say. */
class ProductProperties {

    @Property
    void aProductMeasuresWhatItsFactorsDo(@ForAll("units") Unit one, @ForAll("units") Unit other) {
        Measure expected = one.measure().times(other.measure());

        assertEquals(expected, one.times(other).measure());
        assertEquals(expected, other.times(one).measure());
    }

    @Property
    void aQuotientIsAProductUndone(@ForAll("units") Unit one, @ForAll("units") Unit other) {
        assertEquals(one.measure(), one.times(other).dividedBy(other).measure());
        assertEquals(
                one.measure().times(other.measure().power(-1)),
                one.dividedBy(other).measure());
    }

    @Property
    void aRootsPowerMeasuresTheSame(@ForAll("units") Unit unit) {
        Assume.that(unit.power(2).root(2).isPresent());

        Unit root = unit.power(2).root(2).orElseThrow();

        assertEquals(unit.measure().dimension(), root.measure().dimension());
        assertEquals(Fraction.ONE, root.measure().factor());
    }

    /** DTDL's, without those that stand alone, and whose codes are short enough to be written several times. */
    @Provide
    Arbitrary<Unit> units() {
        return Arbitraries.of(DtdlUnit.all().stream()
                .map(DtdlUnit::unit)
                .filter(unit -> !unit.hasOffset() && !unit.dimension().startsWith("level"))
                .filter(unit -> unit.code().length() <= 14 && !unit.code().contains("{"))
                .toList());
    }
}
