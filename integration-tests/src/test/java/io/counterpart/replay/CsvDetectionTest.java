package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CsvDetectionTest {

    @ParameterizedTest
    @ValueSource(chars = {';', ',', '\t', '|'})
    void theSeparatorIsFound(char separator) throws IOException {
        String text = "datetime,a,b\n2020-03-09 10:14:33,1,2\n2020-03-09 10:14:34,3,4\n".replace(',', separator);

        assertEquals(separator, detect(text).separator());
    }

    @Test
    void commasInNumbersDoNotHideTheSemicolons() throws IOException {
        assertEquals(
                ';',
                detect("t;a\n2020-03-09 10:14:33;1,5\n2020-03-09 10:14:34;2,5\n")
                        .separator());
    }

    @ParameterizedTest
    @CsvSource({
        "2020-03-09 10:14:33, WITHOUT_ZONE",
        "2020-03-09T10:14:33.250, WITHOUT_ZONE",
        "2020-03-09T10:14:33Z, WITH_ZONE",
        "2020-03-09 10:14:33+02:00, WITH_ZONE",
        "1583748873, EPOCH_SECONDS",
        "1583748873.25, EPOCH_SECONDS",
        "1583748873250, EPOCH_MILLIS",
    })
    void theTimeColumnAndItsFormatAreFound(String time, TimeFormat format) throws IOException {
        CsvLayout layout = detect("value;when\n3.5;" + time + "\n");

        assertEquals(1, layout.timeColumn());
        assertEquals(format, layout.timeFormat());
    }

    @Test
    void aColumnOfMeasurementsIsNoTimeColumn() {
        PlatformException e = assertThrows(PlatformException.class, () -> detect("a;b\n1;2\n"));

        assertEquals("No column holds times; --time names the one that does. There are: a, b", e.getMessage());
    }

    @Test
    void aNamedTimeColumnIsTaken() throws IOException {
        String text = "made;measured\n2020-01-01 00:00:00;2020-03-09 10:14:33\n";

        assertEquals(1, CsvDetection.layout(text, true, null, "measured").timeColumn());
    }

    @Test
    void aNamedColumnThatHoldsNoTimesIsRefusedWithWhatItHolds() {
        PlatformException e = assertThrows(
                PlatformException.class, () -> CsvDetection.layout("t;a\n2020-03-09 10:14:33;7\n", true, null, "a"));

        assertTrue(String.valueOf(e.getMessage()).startsWith("Column 'a' holds '7'"), e::getMessage);
    }

    @Test
    void aCutLastLineIsNotLookedAt() throws IOException {
        String text = "t;a;b\n2020-03-09 10:14:33;1;2\n2020-03";

        assertEquals(';', CsvDetection.layout(text, false, null, null).separator());
    }

    @Test
    void aFileWithoutRowsIsRefused() {
        assertThrows(PlatformException.class, () -> detect("t;a\n"));
    }

    @Test
    void whatWasFoundIsSaidWithTheRenamedHeaders() throws IOException {
        String words = detect("datetime;Volume Flow RateRMS;ok\n2020-03-09 10:14:33;1;2\n")
                .words();

        assertEquals("""
                Separator:   ';'
                Time column: 'datetime' (date and time without a zone, taken as UTC)
                Renamed:     'Volume Flow RateRMS' becomes Volume_Flow_RateRMS""", words);
    }

    private static CsvLayout detect(String text) throws IOException {
        @Nullable Character unknown = null;
        return CsvDetection.layout(text, true, unknown, null);
    }
}
