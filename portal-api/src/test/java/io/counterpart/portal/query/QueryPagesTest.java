package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An answer in pages. */
class QueryPagesTest {

    private static final String ALL = "SELECT t.id FROM twins t";

    private final MemoryGraph station = MemoryGraphs.station();

    private Outcome.Answer page(String text, int limit, @Nullable String after) {
        return assertInstanceOf(Outcome.Answer.class, Query.parse(text).run(station, limit, after, 1_000));
    }

    private static List<@Nullable Object> ids(Outcome.Answer page) {
        List<@Nullable Object> ids = new ArrayList<>();
        page.rows().forEach(row -> ids.add(row.get("t.id")));
        return ids;
    }

    @Test
    void aPageThatIsFullAndNotTheLastSaysWhatComesNext() {
        Outcome.Answer first = page(ALL, 4, null);
        Outcome.Answer second = page(ALL, 4, first.next());

        assertEquals(List.of("main", "pump-1", "pump-2", "pump-3"), ids(first));
        assertEquals(List.of("sensor", "station", "tank-1"), ids(second));
        assertNull(second.next());
        assertNull(page(ALL, 7, null).next());
    }

    @Test
    void aPageInOrderCostsWhatItShows() {
        Outcome.Answer first = page(ALL, 2, null);

        assertEquals(3, first.cost());
        assertEquals(4, page(ALL, 2, first.next()).cost());
    }

    @Test
    void topCountsOverPages() {
        String query = "SELECT TOP(3) t.id FROM twins t";

        Outcome.Answer first = page(query, 2, null);
        Outcome.Answer second = page(query, 2, first.next());

        assertEquals(List.of("main", "pump-1"), ids(first));
        assertEquals(List.of("pump-2"), ids(second));
        assertNull(second.next());
        assertNull(page(query, 3, null).next());
    }

    @Test
    void aTwinThatComesBeforeThePageOrGoesFromItMovesNobody() {
        Query query = Query.parse(ALL);
        MemoryGraph before =
                new MemoryGraph().twin("b", "", "Pump").twin("c", "", "Pump").twin("d", "", "Pump");
        MemoryGraph after =
                new MemoryGraph().twin("d", "", "Pump").twin("a", "", "Pump").twin("b", "", "Pump");

        Outcome.Answer first = (Outcome.Answer) query.run(before, 2, null, 100);
        Outcome.Answer second = (Outcome.Answer) query.run(after, 2, first.next(), 100);

        assertEquals(List.of("b", "c"), ids(first));
        assertEquals(List.of("d"), ids(second));
    }

    @Test
    void inAnOrderOfValuesTooAPageGoesOnAfterTheLastRow() {
        String query = "SELECT t.id FROM twins t ORDER BY t.mode DESC, t.pressure";

        Outcome.Answer first = page(query, 3, null);
        Outcome.Answer second = page(query, 3, first.next());

        assertEquals(List.of("pump-1", "pump-2", "pump-3"), ids(first));
        assertEquals(List.of("sensor", "main", "station"), ids(second));
        assertEquals(List.of("tank-1"), ids(page(query, 3, second.next())));
    }

    @Test
    void textsAreOrderedByHowTheyBegin() {
        String same = "x".repeat(Values.ORDERED_LENGTH);
        MemoryGraph graph = new MemoryGraph()
                .twin("a", same + "2", "Pump")
                .twin("b", same + "1", "Pump")
                .twin("c", "w", "Pump");
        Query query = Query.parse(ALL + " ORDER BY t.name");

        Outcome.Answer first = (Outcome.Answer) query.run(graph, 2, null, 100);
        Outcome.Answer second = (Outcome.Answer) query.run(graph, 2, first.next(), 100);

        assertEquals(List.of("c", "a"), ids(first));
        assertEquals(List.of("b"), ids(second));
    }

    @Test
    void groupsComeOnOnePage() {
        Outcome.Answer answer = page("SELECT t.type, COUNT() FROM twins t GROUP BY t.type", 1, null);

        assertEquals(6, answer.rows().size());
        assertNull(answer.next());
    }

    @Test
    void whatComesFromNoPageOfThisQueryIsRefused() {
        String next = Objects.requireNonNull(page(ALL, 2, null).next());
        assertNotNull(page(ALL, 1, next).next());

        for (String after : List.of(
                "",
                "x",
                "%",
                next.substring(1),
                next.substring(0, next.length() - 4),
                next + "AAAA",
                "A".repeat(10_000_000))) {
            assertEquals(new Outcome.UnknownContinuation(), Query.parse(ALL).run(station, 2, after, 1_000));
        }
        for (String another : List.of(
                ALL + " ",
                "SELECT t.id FROM twins t WHERE t.id > 'a'",
                "SELECT COUNT() FROM twins t",
                "SELECT t.id FROM twins t ORDER BY t.name")) {
            assertEquals(new Outcome.UnknownContinuation(), Query.parse(another).run(station, 2, next, 1_000));
        }
    }

    @Test
    void aPageHasOneToAThousandRows() {
        Query query = Query.parse(ALL);

        assertThrows(IllegalArgumentException.class, () -> query.run(station, 0, null, 1_000));
        assertThrows(IllegalArgumentException.class, () -> query.run(station, 1_001, null, 1_000));
    }
}
