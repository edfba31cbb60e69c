package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class CsvRowsTest {

    @Test
    void numbersTruthAndTextKeepTheirKindAndEmptyCellsAreLeftOut() throws IOException {
        assertEquals("""
                {"ts":1583748873000,"values":{"a":3.50,"b":true,"c":"on hold","e":-1e3}}""", first("t;a;b;c;d;e\n2020-03-09 10:14:33;3.50;TRUE;on hold;;-1e3\n"));
    }

    @Test
    void numbersThatJsonDoesNotKnowAreWrittenAsItDoes() throws IOException {
        assertEquals("""
                {"ts":1583748873000,"values":{"a":0.5,"b":7,"c":12}}""", first("t;a;b;c\n2020-03-09 10:14:33;.5;+7;012\n"));
    }

    @Test
    void whatOnlyLooksLikeANumberIsText() throws IOException {
        assertEquals("""
                {"ts":1583748873000,"values":{"a":"NaN","b":"0x1p3","c":"1,5","d":"12d"}}""", first("t;a;b;c;d\n2020-03-09 10:14:33;NaN;0x1p3;1,5;12d\n"));
    }

    @Test
    void aRowWithoutValuesIsNotSent() throws IOException {
        assertEquals("""
                {"ts":1583748874000,"values":{"a":1}}""", first("t;a\n2020-03-09 10:14:33;\n2020-03-09 10:14:34;1\n"));
    }

    @Test
    void aRowOfAnotherWidthIsNamedByItsLine() {
        PlatformException e = assertThrows(
                PlatformException.class, () -> readAll("t;a\n2020-03-09 10:14:33;1\n2020-03-09 10:14:34;1;2\n"));

        assertEquals("Line 3: 3 fields where the header has 2.", e.getMessage());
    }

    @Test
    void aRowWithoutATimeIsNamedByItsLine() {
        PlatformException e =
                assertThrows(PlatformException.class, () -> readAll("t;a\n2020-03-09 10:14:33;1\nlater;1\n"));

        assertEquals("Line 3: 'later' is not a time (date and time without a zone, taken as UTC).", e.getMessage());
    }

    private static String first(String text) throws IOException {
        try (CsvRows rows = rows(text)) {
            CsvRow row = Objects.requireNonNull(rows.next());
            assertNull(rows.next());
            return row.payload();
        }
    }

    private static void readAll(String text) throws IOException {
        try (CsvRows rows = rows(text)) {
            while (rows.next() != null) {
                // Reading is what fails.
            }
        }
    }

    private static CsvRows rows(String text) throws IOException {
        CsvLayout layout =
                CsvDetection.layout(text.substring(0, text.indexOf('\n', text.indexOf('\n') + 1) + 1), true, ';', "t");
        return new CsvRows(new CsvReader(new StringReader(text), ';'), layout);
    }
}
