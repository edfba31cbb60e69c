package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PropertyNamesTest {

    @ParameterizedTest
    @CsvSource({
        "pressure, pressure",
        "_x1, _x1",
        "Volume Flow RateRMS, Volume_Flow_RateRMS",
        "1st, _st",
        "T [°C], T___C_",
        "a.b, a_b",
        "'', _",
    })
    void validCharactersStayAndOthersBecomeUnderscores(String header, String name) {
        assertEquals(name, PropertyNames.of(header));
    }

    @Test
    void columnsThatWouldBeTheSameAreToldApart() {
        assertEquals(List.of("a_b", "a_b_2", "a_b_3"), PropertyNames.of(List.of("a b", "a-b", "a_b")));
    }

    @Test
    void aLongHeaderIsCutToWhatANameMayHave() {
        List<String> names = PropertyNames.of(List.of("x".repeat(80), "x".repeat(90)));

        assertEquals(List.of("x".repeat(64), "x".repeat(60) + "_2"), names);
    }
}
