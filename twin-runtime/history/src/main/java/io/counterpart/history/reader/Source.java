package io.counterpart.history.reader;

import io.counterpart.engine.output.HistoryRow;
import io.counterpart.history.layout.Family;
import io.counterpart.history.layout.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Rows that are read at once: those of one block of numbers, which many properties share, or those of one text or array.
 *
 * @param family which tables
 * @param condition which of their rows
 * @param columns a column for each property
 * @param properties the properties, as places in the query
 */
record Source(Family family, String condition, List<String> columns, List<Integer> properties) {

    /** What happened to a twin. */
    static final Source TIMELINE = new Source(Family.TEXTS, "slot < 0", List.of("value"), List.of(0));

    /** What happened to what it is. */
    static final Source DEFINITIONS =
            new Source(Family.TEXTS, "slot = " + HistoryRow.DEFINITIONS, List.of("value"), List.of(0));

    /** How far commands to it came. */
    static final Source COMMANDS =
            new Source(Family.TEXTS, "slot = " + HistoryRow.COMMANDS, List.of("value"), List.of(0));

    static List<Source> of(List<PropertyRef> properties) {
        Map<Integer, Source> blocks = new TreeMap<>();
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            PropertyRef property = properties.get(i);
            Family family = Family.of(property.schema().storage());
            switch (family) {
                case NUMBERS -> {
                    int block = Slots.block(property.slot());
                    Source source = blocks.computeIfAbsent(
                            block, b -> new Source(family, Slots.isBlock(b), new ArrayList<>(), new ArrayList<>()));
                    source.columns.add(Slots.column(property.slot()));
                    source.properties.add(i);
                }
                case TEXTS, ARRAYS ->
                    sources.add(new Source(family, "slot = " + property.slot(), List.of("value"), List.of(i)));
            }
        }
        sources.addAll(blocks.values());
        return sources;
    }
}
