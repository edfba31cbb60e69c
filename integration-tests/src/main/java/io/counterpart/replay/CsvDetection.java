package io.counterpart.replay;

import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds out how a CSV file is laid out, from its first lines and from what the person at the keyboard knows better. */
final class CsvDetection {
    /** How much of a file is looked at. */
    static final int SAMPLE_CHARACTERS = 64 * 1024;

    private static final int SAMPLE_RECORDS = 100;
    private static final List<Character> SEPARATORS = List.of(';', '\t', ',', '|');

    private CsvDetection() {}

    /**
     * @param sample the file's beginning
     * @param whole whether that is all of it; otherwise its last line may be cut
     */
    static CsvLayout layout(String sample, boolean whole, @Nullable Character separator, @Nullable String timeColumn)
            throws IOException {
        char chosen = separator == null ? separator(sample, whole) : separator;
        List<List<String>> records = records(sample, whole, chosen);
        if (records.size() < 2) {
            throw new PlatformException("The file has no rows below its header.");
        }
        List<String> headers = records.getFirst().stream().map(String::strip).toList();
        List<List<String>> rows = records.subList(1, records.size());
        int column = timeColumn == null ? timeColumn(headers, rows) : named(timeColumn, headers);
        TimeFormat format = timeFormat(column, rows)
                .orElseThrow(() ->
                        new PlatformException("Column '%s' holds '%s', which is no time known here (ISO 8601, "
                                        .formatted(headers.get(column), cell(rows.getFirst(), column))
                                + "yyyy-MM-dd HH:mm:ss, seconds or milliseconds since 1970)."));
        return new CsvLayout(chosen, headers, PropertyNames.of(headers), column, format);
    }

    /** The one that cuts every line into the same number of fields, and into the most. */
    private static char separator(String sample, boolean whole) throws IOException {
        char best = ',';
        int most = 1;
        for (char candidate : SEPARATORS) {
            int fields = fields(sample, whole, candidate);
            if (fields > most) {
                most = fields;
                best = candidate;
            }
        }
        if (most == 1) {
            throw new PlatformException(
                    "No separator of ; , | and tab cuts the lines into the same number of fields; --separator names it.");
        }
        return best;
    }

    private static int fields(String sample, boolean whole, char separator) throws IOException {
        try {
            List<List<String>> records = records(sample, whole, separator);
            int fields = records.isEmpty() ? 0 : records.getFirst().size();
            return records.stream().allMatch(fieldsOf -> fieldsOf.size() == fields) ? fields : 0;
        } catch (PlatformException notWithThisSeparator) {
            return 0;
        }
    }

    private static List<List<String>> records(String sample, boolean whole, char separator) throws IOException {
        List<List<String>> records = new ArrayList<>();
        int end = whole ? sample.length() : sample.lastIndexOf('\n') + 1;
        try (CsvReader csv = new CsvReader(new StringReader(sample.substring(0, end)), separator)) {
            for (List<String> next = csv.read(); next != null && records.size() <= SAMPLE_RECORDS; next = csv.read()) {
                records.add(next);
            }
        }
        return records;
    }

    private static int timeColumn(List<String> headers, List<List<String>> rows) {
        for (int column = 0; column < headers.size(); column++) {
            if (timeFormat(column, rows).isPresent()) {
                return column;
            }
        }
        throw new PlatformException(
                "No column holds times; --time names the one that does. There are: " + String.join(", ", headers));
    }

    private static int named(String timeColumn, List<String> headers) {
        int column = headers.indexOf(timeColumn);
        if (column < 0) {
            throw new PlatformException(
                    "There is no column '%s'. There are: %s".formatted(timeColumn, String.join(", ", headers)));
        }
        return column;
    }

    private static Optional<TimeFormat> timeFormat(int column, List<List<String>> rows) {
        for (TimeFormat format : TimeFormat.values()) {
            if (rows.stream().allMatch(row -> format.millis(cell(row, column)).isPresent())) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column).strip() : "";
    }
}
