package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductsTest {

    @ParameterizedTest
    @CsvSource({
        "m3/h, bar, m3/h.bar, W",
        "bar, m3/h, bar.m3/h, W",
        "1, bar, bar, Pa",
        "bar, 1, bar, Pa",
        "/min, m3, /min.m3, m3/s",
        "m3, /min, m3/min, m3/s",
        "N.m{torque}, circ/min, N.m/rad.circ/min, W",
        "V.A{apparent}, h, V.A.h, J",
        "W/(m2.K), m2, W/(m2.K).m2, W/K"
    })
    void aProductIsWrittenFromItsFactors(String one, String other, String code, String like) {
        Unit product = Unit.ucum(one).times(Unit.ucum(other));

        assertEquals(Unit.ucum(code), product);
        assertTrue(product.isCommensurableWith(Unit.ucum(like)), product.dimension());
    }

    @ParameterizedTest
    @CsvSource({
        "m, s, m/s, m/s",
        "W, m3/h, W/(m3/h), Pa",
        "m3/h, m3/h, m3/h/(m3/h), 1",
        "1, s, /s, Hz",
        "1, /s, /(/s), s",
        "J, N.m{torque}, J/(N.m/rad), rad",
        "W, V.A{reactive}, W/(V.A), 1"
    })
    void aQuotientIsWrittenFromBoth(String one, String other, String code, String like) {
        Unit quotient = Unit.ucum(one).dividedBy(Unit.ucum(other));

        assertEquals(Unit.ucum(code), quotient);
        assertTrue(quotient.isCommensurableWith(Unit.ucum(like)), quotient.dimension());
    }

    @ParameterizedTest
    @CsvSource({"m, 2, m.m", "m/s, 2, m/s.m/s", "m, 0, 1", "m, 1, m", "m, -2, /(m.m)", "bar, -1, /bar"})
    void aPowerIsAProduct(String unit, int exponent, String code) {
        assertEquals(Unit.ucum(code), Unit.ucum(unit).power(exponent));
    }

    @Test
    void theFactorOfAProductIsExact() {
        Conversion conversion = Conversion.between(Unit.ucum("m3/h").times(Unit.ucum("bar")), Unit.ucum("kW"));

        // 1e5 Pa by 3600 s by 1000.
        assertEquals(1.0, conversion.apply(36));
    }

    @ParameterizedTest
    @CsvSource({"km2/h2, m.s-1", "m2, m", "bar/(kg/m3), m.s-1", "W2, g.m2.s-3", "%, 1", "Hz2, s-1"})
    void aRootIsOfBaseUnits(String unit, String code) {
        assertEquals(Optional.of(Unit.ucum(code)), Unit.ucum(unit).root(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"m", "bar", "Bq2", "mol2", "bit3"})
    void whatHasNoRootHasNone(String unit) {
        assertEquals(Optional.empty(), Unit.ucum(unit).root(2));
    }

    @ParameterizedTest
    @CsvSource({"Cel, K", "[degF], 5.K/9", "[degRe], 5.K/4", "K, K", "bar, bar"})
    void differencesOfTemperaturesAreKelvins(String unit, String difference) {
        assertEquals(Unit.ucum(difference), Unit.ucum(unit).difference());
        assertEquals(!unit.equals(difference), Unit.ucum(unit).hasOffset());
    }

    @Test
    void aDifferenceConvertsWithoutTheOffset() {
        Conversion conversion = Conversion.between(
                Unit.ucum("[degF]").difference(), Unit.ucum("Cel").difference());

        assertEquals(5, conversion.apply(9));
    }

    @ParameterizedTest
    @CsvSource({"V.A{apparent}, V.A", "kV.A.h{reactive}, kV.A.h", "N.m{torque}, N.m", "m{rope}, m{rope}", "bar, bar"})
    void aKindCanBeLeftOut(String unit, String unannotated) {
        assertEquals(Unit.ucum(unannotated), Unit.ucum(unit).unannotated());
    }

    @Test
    void whatStandsAloneHasNoProducts() {
        assertThrows(UnknownUnit.class, () -> Unit.ucum("Cel").times(Unit.ucum("m")));
        assertThrows(UnknownUnit.class, () -> Unit.ucum("W").dividedBy(Unit.ucum("Cel")));
        assertThrows(UnknownUnit.class, () -> Unit.ucum("dB").power(2));
    }

    @Test
    void aProductIsBoundedAsAnyUnitIs() {
        assertThrows(UnknownUnit.class, () -> Unit.ucum("m").power(9));
        assertThrows(UnknownUnit.class, () -> Unit.ucum("m").power(Integer.MIN_VALUE));
        assertThrows(UnknownUnit.class, () -> Unit.ucum("Ym").power(8));
        Unit longest = Unit.ucum("m{" + "x".repeat(Unit.CODE_LENGTH_MAX - 3) + "}");
        assertThrows(UnknownUnit.class, () -> longest.times(Unit.ucum("s")));
        assertFalse(longest.hasOffset());
    }
}
