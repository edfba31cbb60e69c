package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import java.util.List;
import org.junit.jupiter.api.Test;

final class TableTest {

    @Test
    void figuresStandToTheRightAndNotesBelow() {
        Table table = new Table("what", "ms");
        table.note("once");
        table.row(List.of("a", "12345"));

        assertLinesMatch(
                List.of("what     ms", "a     12345", "once"),
                table.text().lines().toList());
    }
}
