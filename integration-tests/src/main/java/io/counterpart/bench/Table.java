package io.counterpart.bench;

import java.util.ArrayList;
import java.util.List;

/** A table of text: the first column to the left, figures to the right. */
final class Table {
    private final List<List<String>> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Table(String... heads) {
        rows.add(List.of(heads));
    }

    void row(List<String> cells) {
        rows.add(List.copyOf(cells));
    }

    /** A line below the table. */
    void note(String line) {
        notes.add(line);
    }

    String text() {
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size(); column++) {
                String format = column == 0 ? "%-" + width(column) + "s" : "  %" + width(column) + "s";
                text.append(format.formatted(row.get(column)));
            }
            text.append(System.lineSeparator());
        }
        notes.forEach(note -> text.append(note).append(System.lineSeparator()));
        return text.toString();
    }

    private int width(int column) {
        return rows.stream()
                .filter(row -> column < row.size())
                .mapToInt(row -> row.get(column).length())
                .max()
                .orElse(1);
    }
}
