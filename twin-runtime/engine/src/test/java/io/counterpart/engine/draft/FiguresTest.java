package io.counterpart.engine.draft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.0265174, 0.02652",
        "25, 25",
        "1480.53, 1481",
        "88785.20864687349, 88785",
        "-14130.604829595204, -14131",
        "190000, 190000",
        "1e300, 1E+300",
        "NaN, NaN"
    })
    void aSentenceHasNoMoreDigitsThanSayAnything(double number, String text) {
        assertEquals(text, Figures.text(number));
    }
}
