package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

    @ParameterizedTest
    @CsvSource({
        "0, [degF], Cel, -17.77777777777777777778",
        "32, [degF], Cel, 0",
        "212, [degF], Cel, 100",
        "-40, [degF], Cel, -40",
        "-40, Cel, [degF], -40",
        "25, Cel, [degF], 77",
        "0, Cel, K, 273.15",
        "0, K, Cel, -273.15",
        "0, K, [degF], -459.67",
        "80, [degRe], Cel, 100",
        "1000, mCel, Cel, 1",
        "100, [psi], bar, 6.894757293168361336722673",
        "60, circ/min, rad/s, 6.283185307179586476925287",
        "1, circ/min, rad/s, 0.1047197551196597746154214",
        "180, deg, rad, 3.141592653589793238462643",
        "120, {count}/min, /s, 2",
        "1, {count}/min, 1/s, 0.01666666666666666666666667",
        "3, {count}, 1, 3",
        "15, %, 1, 0.15",
        "7, [ppb], [ppm], 0.007",
        "250, [ppm], %, 0.025",
        "1, %, [ppm], 10000",
        "1, dB, B, 0.1",
        "3, B, dB, 30",
        "9, mm, m, 0.009",
        "1, L/min, m3/h, 0.06",
        "36, km/h, m/s, 10",
        "1, 1024.TiBy, PBy, 1.125899906842624",
        "1, Ci, Bq, 37000000000",
        "1, kg/m3, mg/L, 1000"
    })
    void aValueIsRightToTheLastPlace(double value, String from, String to, double expected) {
        double converted = Conversion.between(Unit.ucum(from), Unit.ucum(to)).apply(value);

        assertEquals(expected, converted, Math.ulp(expected));
    }

    @Test
    void millimetresAreDividedNotMultiplied() {
        Conversion toMetres = Conversion.between(Unit.ucum("mm"), Unit.ucum("m"));

        for (int mm = 0; mm < 10_000; mm++) {
            assertEquals(mm / 1000.0, toMetres.apply(mm));
        }
    }

    @ParameterizedTest
    @CsvSource({"m, m, true", "V.A, W, true", "L, dm3, true", "1/s, {beats}/s, true", "m, mm, false", "K, Cel, false"})
    void theIdentityIsRecognised(String from, String to, boolean expected) {
        assertEquals(
                expected, Conversion.between(Unit.ucum(from), Unit.ucum(to)).isIdentity());
    }

    @Test
    void theIdentityLeavesEveryBitAsItIs() {
        Conversion identity = Conversion.between(Unit.ucum("m"), Unit.ucum("m"));

        assertEquals(Double.doubleToRawLongBits(-0.0), Double.doubleToRawLongBits(identity.apply(-0.0)));
        assertTrue(Double.isNaN(identity.apply(Double.NaN)));
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        Conversion toCelsius = Conversion.between(Unit.ucum("[degF]"), Unit.ucum("Cel"));

        assertEquals(Double.NEGATIVE_INFINITY, toCelsius.apply(Double.NEGATIVE_INFINITY));
        assertTrue(Double.isNaN(toCelsius.apply(Double.NaN)));
    }

    @Test
    void factorAndOffsetAreThoseOfTheFormula() {
        Conversion toFahrenheit = Conversion.between(Unit.ucum("Cel"), Unit.ucum("[degF]"));

        assertEquals(1.8, toFahrenheit.factor());
        assertEquals(32, toFahrenheit.offset());
        assertFalse(toFahrenheit.isIdentity());
    }

    @ParameterizedTest
    @CsvSource({
        "m, s",
        "[psi], K",
        "B[SPL], Pa",
        "dB, 1",
        "V.A{apparent}, W",
        "N.m{torque}, J",
        "Bq, Hz",
        "circ/min, Hz"
    })
    void unitsOfDifferentThingsAreRefusedWithBothNamed(String from, String to) {
        // When
        String refusal = String.valueOf(
                assertThrows(IncompatibleUnits.class, () -> Conversion.between(Unit.ucum(from), Unit.ucum(to)))
                        .getMessage());

        // Then
        assertTrue(refusal.contains("'" + from + "' measures " + Unit.ucum(from).dimension()));
        assertTrue(refusal.contains("'" + to + "' measures " + Unit.ucum(to).dimension()));
    }

    @Test
    void aRefusalReadsLikeASentence() {
        assertEquals(
                "'[psi]' measures pressure (kg·m⁻¹·s⁻²), 'Cel' measures temperature (K): the one does not convert to the other",
                assertThrows(IncompatibleUnits.class, () -> Conversion.between(Unit.ucum("[psi]"), Unit.ucum("Cel")))
                        .getMessage());
    }

    @Test
    void aValueCostsNoGarbage() {
        // Given
        Conversion conversion = Conversion.between(Unit.ucum("[degF]"), Unit.ucum("Cel"));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        sum(conversion);
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();

        // When
        sum(conversion);

        // Then
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 10_000);
    }

    private static double sum(Conversion conversion) {
        double sum = 0;
        for (int i = 0; i < 100_000; i++) {
            sum += conversion.apply(i);
        }
        return sum;
    }
}
