package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitWordsTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "degreeCelsius, Cel",
                "°C, K",
                "°F, Cel",
                "psi, bar",
                "[psi], psi",
                "m³/h, litrePerSecond",
                "m3/h, gpm",
                "l/min, cfm",
                "µA, microampere",
                "kΩ, ohm",
                "kN·m, N.m",
                "ft, metre",
                "kWh, joule",
                "kVA, voltAmpere",
                "kvar, voltAmpereReactive",
                "Nm, newtonMetre",
                "rpm, radianPerSecond",
                "ppm, percent",
                "%, unity",
                "mAh, coulomb",
                "inHg, pascal",
                "hp, watt",
            })
    void isWhatEverybodyMeans(String text, String like) {
        assertTrue(UnitWords.find(text)
                .orElseThrow()
                .isCommensurableWith(UnitWords.find(like).orElseThrow()));
    }

    @Test
    void aFootIsNoFemtotonne() {
        assertEquals(
                0.3048,
                Conversion.between(
                                UnitWords.find("ft").orElseThrow(),
                                UnitWords.find("m").orElseThrow())
                        .apply(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "widgets", "lb", "bars", "\u0000", "m³³/"})
    void whatIsNoneIsNone(String text) {
        assertTrue(UnitWords.find(text).isEmpty());
    }
}
