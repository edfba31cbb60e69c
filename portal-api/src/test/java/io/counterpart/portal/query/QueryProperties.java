package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Whatever is asked of whatever graph. */
class QueryProperties {

    private static final List<String> WORDS = List.of(
            "SELECT",
            "*",
            "FROM",
            "twins",
            "t",
            "JOIN",
            "u",
            "RELATED",
            "t.feeds",
            "*1..2",
            "MATCH",
            "(t)",
            "-[",
            "]->",
            "(u)",
            "WHERE",
            "t.x",
            "=",
            "1",
            "'a'",
            "AND",
            "NOT",
            "(",
            ")",
            "IN",
            "[",
            "]",
            ",",
            "GROUP",
            "BY",
            "ORDER",
            "COUNT()",
            "TOP(1)",
            ".",
            "<",
            "-",
            "IS_OF_MODEL(",
            "é",
            "'",
            "\n",
            "$");
    private static final long BUDGET = QueryLimits.BUDGET_DEFAULT;

    private static Outcome.Answer answer(Query query, Graph graph, int limit, @Nullable String after) {
        return (Outcome.Answer) query.run(graph, limit, after, BUDGET);
    }

    @Property(tries = 3_000)
    void aPlanChangesNothingOfTheAnswer(@ForAll long seed) {
        RandomQuery random = new RandomQuery(seed);
        MemoryGraph graph = random.graph();

        Outcome.Answer answer = answer(Query.parse(random.text()), graph, QueryLimits.LIMIT_MAX, null);

        List<Map<String, @Nullable Object>> expected = new NaiveEvaluation(random, graph).rows();
        boolean isCut = !random.isGrouped() && expected.size() > QueryLimits.LIMIT_MAX;
        assertEquals(isCut ? expected.subList(0, QueryLimits.LIMIT_MAX) : expected, answer.rows(), random.text());
        assertEquals(isCut, answer.next() != null, random.text());
    }

    @Property(tries = 1_000)
    void pageByPageIsTheSameAsInOneGo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int limit) {
        RandomQuery random = new RandomQuery(seed);
        MemoryGraph graph = random.graph();
        Query query = Query.parse(random.text());
        Outcome.Answer inOneGo = answer(query, graph, QueryLimits.LIMIT_MAX, null);
        Assume.that(inOneGo.next() == null);
        List<Map<String, @Nullable Object>> whole = inOneGo.rows();

        List<Map<String, @Nullable Object>> paged = new ArrayList<>();
        String after = null;
        do {
            Outcome.Answer page = answer(query, graph, limit, after);
            assertTrue(random.isGrouped() || page.rows().size() <= limit);
            paged.addAll(page.rows());
            after = page.next();
        } while (after != null && paged.size() < whole.size());

        assertEquals(whole, paged, random.text());
    }

    @Property(tries = 1_000)
    void rowsThatStayComeOnceThoughOthersComeAndGo(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int limit) {
        // Given: two graphs that have twins, and some relationships, in common
        RandomQuery random = RandomQuery.withEveryRelationshipNamed(seed);
        List<MemoryGraph> graphs = List.of(random.graph(), random.graph());
        Query query = Query.parse(random.textOfIds());
        List<Set<Map<String, @Nullable Object>>> wholes = new ArrayList<>();
        for (MemoryGraph graph : graphs) {
            Outcome.Answer whole = answer(query, graph, QueryLimits.LIMIT_MAX, null);
            Assume.that(whole.next() == null);
            wholes.add(new HashSet<>(whole.rows()));
        }

        // When: each page is of one or the other
        List<Map<String, @Nullable Object>> paged = new ArrayList<>();
        Random which = new Random(seed);
        String after = null;
        do {
            Outcome.Answer page = answer(query, graphs.get(which.nextInt(2)), limit, after);
            paged.addAll(page.rows());
            after = page.next();
        } while (after != null);

        // Then
        Set<Map<String, @Nullable Object>> once = new HashSet<>(paged);
        assertEquals(paged.size(), once.size(), random.textOfIds());
        Set<Map<String, @Nullable Object>> stayed = new HashSet<>(wholes.get(0));
        stayed.retainAll(wholes.get(1));
        assertTrue(once.containsAll(stayed), random.textOfIds());
    }

    @Property(tries = 500)
    void aBudgetOfWhatItCostsIsEnoughAndOneLessIsNot(@ForAll long seed) {
        RandomQuery random = new RandomQuery(seed);
        MemoryGraph graph = random.graph();
        Query query = Query.parse(random.text());
        long cost = answer(query, graph, 10, null).cost();

        assertEquals(Outcome.Answer.class, query.run(graph, 10, null, cost).getClass());
        if (cost > 0) {
            assertEquals(
                    Outcome.TooExpensive.class,
                    query.run(graph, 10, null, cost - 1).getClass());
        }
    }

    @Property(tries = 3_000)
    void anyTextIsAQueryOrAnError(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "SELECT * FROM twins t WHERE " : "");
        for (int i = 0; i < random.nextInt(12); i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size()))).append(random.nextBoolean() ? " " : "");
        }

        try {
            Query.parse(text.toString());
        } catch (QueryError error) {
            assertTrue(error.line() >= 1 && error.column() >= 1 && error.column() <= text.length() + 1);
        }
    }
}
