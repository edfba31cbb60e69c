package io.counterpart.history.reader;

import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.history.layout.StoredText;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What happened to a twin.
 *
 * @param events in the order of the log, or against it
 * @param nextMs where the rest begins, or before when it ends where the newest come first, in known time; empty at the end
 */
public record Timeline(List<TwinEvent> events, OptionalLong nextMs) {

    public Timeline {
        events = List.copyOf(events);
    }

    private record Placed(long ts, long position, int part, TwinEvent event) {}

    private static final Comparator<Placed> IN_ORDER = Comparator.comparingLong(Placed::ts)
            .thenComparingLong(Placed::position)
            .thenComparingInt(Placed::part);

    /**
     * Takes rows in the order of their time. Where there are as many as were asked for, the last time is left to the next page, for it
     * may have more of them; nothing where all rows are of one time.
     */
    static Optional<Timeline> of(RowSet<Row> rows, int limit, boolean isNewestFirst) {
        List<Placed> inOrder = placed(rows);
        List<Placed> placed = isNewestFirst ? inOrder.reversed() : inOrder;
        if (placed.size() < limit) {
            return Optional.of(new Timeline(placed.stream().map(Placed::event).toList(), OptionalLong.empty()));
        }
        long lastMs = placed.getLast().ts();
        List<TwinEvent> whole = placed.stream()
                .filter(one -> one.ts() != lastMs)
                .map(Placed::event)
                .toList();
        long nextMs = isNewestFirst ? lastMs + 1 : lastMs;
        return whole.isEmpty() ? Optional.empty() : Optional.of(new Timeline(whole, OptionalLong.of(nextMs)));
    }

    private static List<Placed> placed(RowSet<Row> rows) {
        List<Placed> placed = new ArrayList<>();
        for (Row row : rows) {
            byte[] json = StoredText.read(row.getString(3)).getBytes(StandardCharsets.UTF_8);
            placed.add(new Placed(Chunk.ts(row), row.getLong(1), row.getInteger(2), TwinEvent.JSON.read(json)));
        }
        placed.sort(IN_ORDER);
        return placed;
    }

    /**
     * What a twin was after the newest of these events, which come newest first: the event that made it so. Nothing where more of them
     * may be needed; an empty list where there is no such event.
     */
    static Optional<List<TwinEvent>> newestDefinition(RowSet<Row> rows, int limit) {
        List<Placed> placed = placed(rows);
        boolean isWhole = placed.size() < limit;
        for (Placed one : placed.reversed()) {
            // Of the oldest time that was read there may be more, and the newest of them counts.
            boolean mayHaveSuccessor = !isWhole && one.ts() == placed.getFirst().ts();
            switch (one.event()) {
                case TwinEvent.Created _, TwinEvent.Retyped _, TwinEvent.Removed _ -> {
                    return mayHaveSuccessor ? Optional.empty() : Optional.of(List.of(one.event()));
                }
                default -> {
                    // It changed nothing of this.
                }
            }
        }
        return isWhole ? Optional.of(List.of()) : Optional.empty();
    }
}
