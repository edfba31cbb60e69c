package io.counterpart.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class QualityRulesTest {

    private static Stream<Arguments> nonsense() {
        return Stream.of(
                Arguments.of(new Declaration().range(2.0, 1.0), "min is not above max"),
                Arguments.of(new Declaration().range(Double.NaN, 1.0), "min is a finite number"),
                Arguments.of(new Declaration().range(1.0, Double.POSITIVE_INFINITY), "max is a finite number"),
                Arguments.of(new Declaration().rate(0), "ratePerSecond is a number above 0"),
                Arguments.of(new Declaration().spike(-1), "spike is a number above 0"),
                Arguments.of(new Declaration().drift("other", Double.NaN), "drift is a number above 0"),
                Arguments.of(new Declaration().drift(null, 1), "a drift needs a reference"),
                Arguments.of(new Declaration().stuck(1), "stuckAfter is at least 2"),
                Arguments.of(new Declaration().every(0L, null), "periodMs is from 1 ms to 315360000000 ms"),
                Arguments.of(
                        new Declaration().every(QualityRules.TIME_MAX_MS + 1, null),
                        "periodMs is from 1 ms to 315360000000 ms"),
                Arguments.of(new Declaration().every(null, -1L), "gapMs is from 1 ms to 315360000000 ms"),
                Arguments.of(new Declaration().every(1_000L, 999L), "gapMs is not shorter than periodMs"),
                Arguments.of(new Declaration().skew(0), "skewMs is from 1 ms to 315360000000 ms"));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatCanMeanNothingIsRefusedInASentence(Declaration declaration, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, declaration::rules).getMessage());
    }

    @Test
    void limitsThemselvesAreTaken() {
        Declaration widest = new Declaration()
                .range(1.0, 1.0)
                .rate(Double.MIN_VALUE)
                .every(1_000L, 1_000L)
                .stuck(2)
                .skew(QualityRules.TIME_MAX_MS)
                .drift("other", Double.MAX_VALUE);

        assertEquals("other", String.valueOf(widest.rules().reference()));
        assertNull(new Declaration().rules().reference());
        assertEquals(
                2 * QualityRules.TIME_MAX_MS,
                new Declaration().every(QualityRules.TIME_MAX_MS, null).rules().gapAfterMs);
    }

    @Test
    void wordsAndPlacesOfFindingsAreStable() {
        assertEquals(
                "[0, 1, 2, 3, 4, 5, 6]",
                Stream.of(Finding.values()).map(Finding::place).toList().toString());
        assertEquals(
                "[gap, stuck, spike, range, rate, drift, clock-skew]",
                Stream.of(Finding.values()).map(Finding::word).toList().toString());
    }
}
