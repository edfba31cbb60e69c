package io.counterpart.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvReaderTest {

    @Test
    void fieldsAreCutAtTheSeparator() throws IOException {
        assertEquals(List.of(List.of("a", "b", ""), List.of("1", "", "3")), read("a;b;\n1;;3\n", ';'));
    }

    @Test
    void quotesHideSeparatorsLineBreaksAndThemselves() throws IOException {
        assertEquals(
                List.of(List.of("a,b", "say \"hi\"", "two\r\nlines")),
                read("\"a,b\",\"say \"\"hi\"\"\",\"two\r\nlines\"", ','));
    }

    @Test
    void everyKindOfLineBreakEndsARecordAndEmptyLinesAreNone() throws IOException {
        assertEquals(
                List.of(List.of("a"), List.of("b"), List.of("c"), List.of("d")), read("a\nb\r\nc\rd\n\n\r\n", ','));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstHeader() throws IOException {
        assertEquals(List.of(List.of("a", "b")), read("\uFEFFa,b", ','));
    }

    @Test
    void anUnendedQuoteIsNamedByTheLineItBeganOn() {
        PlatformException e = assertThrows(PlatformException.class, () -> read("a,b\n1,\"2\n3,4\n", ','));

        assertEquals("Line 2: a quoted field begins here and does not end.", e.getMessage());
    }

    @Test
    void textBehindAQuotedFieldIsNamedByItsLine() {
        PlatformException e = assertThrows(PlatformException.class, () -> read("a,b\n\"1\"x,2\n", ','));

        assertEquals("Line 2: text follows a quoted field.", e.getMessage());
    }

    @Test
    void aRecordThatDoesNotEndIsGivenUp() {
        String endless = "a".repeat(CsvReader.LONGEST_RECORD + 1);

        PlatformException e = assertThrows(PlatformException.class, () -> read(endless, ','));

        assertTrue(String.valueOf(e.getMessage()).startsWith("Line 1: "));
    }

    @Test
    void theLineOfARecordCountsTheBreaksInsideQuotes() throws IOException {
        try (CsvReader csv = new CsvReader(new StringReader("a,b\n\"1\n1\",2\n3,4"), ',')) {
            csv.read();
            csv.read();
            csv.read();

            assertEquals(4, csv.line());
        }
    }

    private static List<List<String>> read(String text, char separator) throws IOException {
        List<List<String>> records = new ArrayList<>();
        try (CsvReader csv = new CsvReader(new StringReader(text), separator)) {
            for (List<String> record = csv.read(); record != null; record = csv.read()) {
                records.add(record);
            }
        }
        return records;
    }
}
