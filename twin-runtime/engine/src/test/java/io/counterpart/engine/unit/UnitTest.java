package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitTest {

    @Test
    void aUnitIsItsCode() {
        assertEquals(Unit.ucum("m/s"), Unit.ucum("m/s"));
        assertEquals(Unit.ucum("m/s").hashCode(), Unit.ucum("m/s").hashCode());
        assertNotEquals(Unit.ucum("m/s"), Unit.ucum("m.s-1"));
        assertEquals("m/s", Unit.ucum("m/s").toString());
        assertEquals("m/s", Unit.ucum("m/s").code());
    }

    @ParameterizedTest
    @CsvSource({
        "[psi], pressure (kg·m⁻¹·s⁻²)",
        "%, a plain number",
        "{count}/min, frequency (s⁻¹)",
        "Bq, radioactivity (decay·s⁻¹)",
        "circ/min, angular velocity (rad·s⁻¹)",
        "N.m{torque}, torque (kg·m²·s⁻²·torque)",
        "W/m2, kg·s⁻³",
        "m12, m¹²",
        "dB, level (B)"
    })
    void itsDimensionIsInWords(String code, String dimension) {
        assertEquals(dimension, Unit.ucum(code).dimension());
    }

    @ParameterizedTest
    @CsvSource({
        "V.A{apparent}, kV.A{apparent}, true",
        "V.A{apparent}, W, false",
        "V.A{apparent}, V.A{reactive}, false",
        "V.A{apparent}, V.A, false",
        "V.A, W, true",
        "N.m{torque}, J, false",
        "Bq, Hz, false",
        "Ci, Bq, true",
        "Sv, Gy, false",
        "Sv, REM, true",
        "Gy, J/kg, true",
        "circ/s, Hz, false",
        "bit, %, false",
        "bit/s, Bd, false",
        "By, bit, true",
        "mol, 1, false",
        "[iU], 1, false",
        "[iU], [IU], true",
        "B[SPL], Pa, false",
        "B, 1, false",
        "B, B[W], false",
        "Cel, [degF], true",
        "J, V.A.s, true"
    })
    void itConvertsToWhatMeasuresTheSame(String one, String other, boolean expected) {
        assertEquals(expected, Unit.ucum(one).isCommensurableWith(Unit.ucum(other)));
        assertEquals(expected, Unit.ucum(other).isCommensurableWith(Unit.ucum(one)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "furlongs",
                "°C",
                "degC",
                "m s",
                "m)s",
                "(m",
                "m//s",
                "m./s",
                "m.",
                "/",
                "()",
                "[in_i",
                "{open",
                "M",
                "0",
                "m/0",
                "-1.m"
            })
    void whatIsNoUnitIsRefusedByName(String code) {
        UnknownUnit refusal = assertThrows(UnknownUnit.class, () -> Unit.ucum(code));

        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("'" + code.replace('°', '?') + "' "),
                refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"Cel/s", "m.Cel", "Cel2", "2.dB", "/B"})
    void aScaleWithoutMultiplesStandsAlone(String code) {
        UnknownUnit refusal = assertThrows(UnknownUnit.class, () -> Unit.ucum(code));

        assertTrue(String.valueOf(refusal.getMessage()).endsWith(" may only stand alone"));
    }

    @Test
    void anAnnotationMayStandAnywhere() {
        assertEquals(
                Unit.ucum("m/s").dimension(), Unit.ucum("m{rope}/{length}/s").dimension());
        assertEquals(Unit.ucum("Cel").dimension(), Unit.ucum("Cel{inside}").dimension());
    }

    static List<String> hostileCodes() {
        return List.of(
                "",
                " ",
                "m".repeat(10_000),
                "(".repeat(32) + "m" + ")".repeat(31),
                "(".repeat(5_000) + "m" + ")".repeat(5_000),
                "m\u0000",
                "m\n\u001b[31m",
                "m{\u0007}",
                "m99999999",
                "m-99999999",
                "m2147483648",
                "10*2147483647",
                "99999999999999999999.m",
                "Ym32.Ym32",
                "[pi]32.[pi]32.[pi]32.[pi]32.[pi]32.[pi]32.[pi]32.[pi]32.[pi]32");
    }

    @ParameterizedTest
    @MethodSource("hostileCodes")
    void aHostileCodeIsRefusedAtOnce(String code) {
        UnknownUnit refusal = assertTimeoutPreemptively(
                Duration.ofSeconds(2), () -> assertThrows(UnknownUnit.class, () -> Unit.ucum(code)));

        assertTrue(String.valueOf(refusal.getMessage()).length() < 200);
        assertTrue(String.valueOf(refusal.getMessage()).chars().noneMatch(Character::isISOControl));
    }

    @Test
    void aCodeMayBeAsLongAsTheLimitAndNoLonger() {
        String longest = "m{" + "x".repeat(Unit.CODE_LENGTH_MAX - 3) + "}";

        assertTrue(Unit.ucum(longest).isCommensurableWith(Unit.ucum("m")));
        assertThrows(UnknownUnit.class, () -> Unit.ucum(longest + "2"));
    }

    @Test
    void parenthesesMayBeAsDeepAsTheLimitAllows() {
        assertFalse(Conversion.between(Unit.ucum("(".repeat(31) + "km" + ")".repeat(31)), Unit.ucum("m"))
                .isIdentity());
    }
}
