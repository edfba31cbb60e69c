package io.counterpart.replay;

import java.util.List;

/**
 * What is in which column of a CSV file.
 *
 * @param separator between fields
 * @param headers as the file has them
 * @param properties the property names they became, by column
 * @param timeColumn which of them holds the time
 * @param timeFormat how
 */
record CsvLayout(char separator, List<String> headers, List<String> properties, int timeColumn, TimeFormat timeFormat) {

    CsvLayout {
        headers = List.copyOf(headers);
        properties = List.copyOf(properties);
    }

    /** What was found out, for the person at the keyboard. */
    String words() {
        StringBuilder words = new StringBuilder()
                .append("Separator:   ")
                .append(separator == '\t' ? "tab" : "'" + separator + "'")
                .append("%nTime column: '%s' (%s)".formatted(headers.get(timeColumn), timeFormat.words()));
        for (int i = 0; i < headers.size(); i++) {
            if (i != timeColumn && !headers.get(i).equals(properties.get(i))) {
                words.append("%nRenamed:     '%s' becomes %s".formatted(headers.get(i), properties.get(i)));
            }
        }
        return words.toString();
    }
}
