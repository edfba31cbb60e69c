package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What queries cost, and what is said when that is too much. */
class QueryCostTest {

    /** A hundred pumps of which each feeds ten tanks, and a plant that contains them all. */
    private final MemoryGraph plant = plant();

    private static MemoryGraph plant() {
        MemoryGraph plant = new MemoryGraph().twin("plant", "Plant", "Plant");
        for (int tank = 0; tank < 10; tank++) {
            plant.twin("tank-" + tank, "Tank", "Tank").with("note", "a".repeat(4_096));
        }
        for (int pump = 0; pump < 100; pump++) {
            plant.twin("pump-" + pump, "Pump " + pump, "Pump").link("plant", "contains", "pump-" + pump);
            for (int tank = 0; tank < 10; tank++) {
                plant.link("pump-" + pump, "feeds", "tank-" + tank);
            }
        }
        return plant;
    }

    private long cost(String text) {
        return assertInstanceOf(Outcome.Answer.class, Query.parse(text).run(plant, 1_000, null, 1_000_000))
                .cost();
    }

    private Outcome.TooExpensive tooExpensive(String text, long budget) {
        return assertInstanceOf(Outcome.TooExpensive.class, Query.parse(text).run(plant, 1_000, null, budget));
    }

    @Test
    void aSearchBeginsWhereAnIdOrAModelLeavesFew() {
        assertEquals(111, cost("SELECT COUNT() FROM twins t WHERE t.name = 'Pump 7'"));
        assertEquals(1, cost("SELECT t FROM twins t WHERE t.$dtId = 'pump-7'"));
        assertEquals(1, cost("SELECT t FROM twins t WHERE 'pump-7' = t.id AND t.name = 'Pump 7'"));
        assertEquals(0, cost("SELECT t FROM twins t WHERE t.id = 'nobody'"));
        assertEquals(0, cost("SELECT t FROM twins t WHERE t.id = 7"));
        assertEquals(2, cost("SELECT t FROM twins t WHERE t.id IN ['pump-7', 'pump-8', 'nobody', 3]"));
        assertEquals(10, cost("SELECT t FROM twins t WHERE IS_OF_MODEL('dtmi:com:example:Tank;1')"));
        assertEquals(10, cost("SELECT t FROM twins t WHERE t.type = 'dtmi:com:example:Tank;1'"));
        assertEquals(11, cost("SELECT t FROM twins t WHERE t.id = 'plant' OR IS_OF_MODEL('dtmi:com:example:Tank;1')"));
        assertEquals(111, cost("SELECT t FROM twins t WHERE t.id = 'plant' OR t.name = 'Tank'"));
        assertEquals(111, cost("SELECT t FROM twins t WHERE NOT t.id = 'plant'"));
    }

    @Test
    void ofSeveralConditionsTheOneThatLeavesFewestCounts() {
        String pump = "IS_OF_MODEL(t, 'dtmi:com:example:Pump;1')";

        assertEquals(1, cost("SELECT t FROM twins t WHERE " + pump + " AND t.id = 'pump-7'"));
        assertEquals(1, cost("SELECT t FROM twins t WHERE t.id = 'pump-7' AND " + pump));
        assertEquals(2, cost("SELECT t FROM twins t WHERE (" + pump + " AND t.id = 'pump-7') OR t.id = 'plant'"));
    }

    @Test
    void ofSeveralRelationshipsThatIsFollowedFirstWhichLeavesFewest() {
        String query =
                "SELECT COUNT() FROM twins t JOIN u RELATED t.feeds MATCH (t)<-[:contains]-(p) WHERE t.id = 'pump-1'";

        assertEquals(1 + 1 + 10, cost(query + " AND p.id = 'plant'"));
        assertEquals(1 + 1, cost(query + " AND p.id = 'plant' AND p.name = 'Works'"));
    }

    @Test
    void aSearchBeginsAtEitherEndOfARelationship() {
        assertEquals(1 + 10, cost("SELECT u FROM twins t JOIN u RELATED t.feeds WHERE t.id = 'pump-1'"));
        assertEquals(1 + 100, cost("SELECT t FROM twins t JOIN u RELATED t.feeds WHERE u.id = 'tank-1'"));
    }

    @Test
    void aConditionIsAskedBeforeMoreIsFollowed() {
        String twoHops =
                "SELECT COUNT() FROM twins p JOIN t RELATED p.contains JOIN u RELATED t.feeds WHERE p.id = 'plant'";

        // A pump's relationships are the ten that it has and, for MemoryGraph looks at all of a twin's, no others.
        assertEquals(1 + 100 + 1_000, cost(twoHops));
        assertEquals(1 + 100 + 10, cost(twoHops + " AND t.name = 'Pump 7'"));
    }

    @Test
    void whoScansIsToldSoAndHowToAskForLess() {
        assertEquals(
                new Outcome.TooExpensive(
                        101,
                        100,
                        "all twins as t",
                        "Name a twin by its id (t.$dtId = '…') or a model (IS_OF_MODEL(t, 'dtmi:…'))."),
                tooExpensive("SELECT t FROM twins t WHERE t.name = 'Pump 7'", 100));
        assertEquals(
                new Outcome.TooExpensive(
                        51,
                        50,
                        "twins by id or model as t",
                        "Name a twin by its id, or a model that fewer twins have."),
                tooExpensive("SELECT t FROM twins t WHERE IS_OF_MODEL(t, 'dtmi:com:example:Pump;1') AND t.x = 1", 50));
        assertEquals(
                new Outcome.TooExpensive(
                        22,
                        20,
                        "relationships (t)-[:feeds]->(u)",
                        "Put a more selective condition on t: an id, a model or a property."),
                tooExpensive(
                        "SELECT t FROM twins t JOIN u RELATED t.feeds WHERE IS_OF_MODEL(t, 'dtmi:com:example:Pump;1')",
                        20));
        assertEquals(
                "Ask for fewer hops. Name the relationship. Put a more selective condition on t: an id, a model or a property.",
                tooExpensive("SELECT u FROM twins t MATCH (t)-[*1..3]->(u) WHERE t.id = 'plant'", 500)
                        .advice());
    }

    @Test
    void searchingLongTextsCostsMore() {
        long begins = cost("SELECT COUNT() FROM twins t WHERE STARTSWITH(t.note, 'ab')");
        String part = "a".repeat(1_000) + "b";

        assertEquals(111, begins);
        assertEquals(
                111 + 10 * (4_096 * 1_001 / 1_024),
                cost("SELECT COUNT() FROM twins t WHERE CONTAINS(t.note, '" + part + "')"));
        tooExpensive("SELECT COUNT() FROM twins t WHERE NOT CONTAINS(t.note, '" + part + "')", 1_000);
    }

    @Test
    void groupsAreBounded() {
        MemoryGraph graph = new MemoryGraph();
        for (int i = 0; i <= QueryLimits.GROUPS_MAX; i++) {
            graph.twin("t" + i, "", "Pump").with("x", (double) Math.min(i, QueryLimits.GROUPS_MAX - 1));
        }

        Outcome byId = Query.parse("SELECT TOP(1) t.id, COUNT() FROM twins t GROUP BY t.id")
                .run(graph, 1, null, 100_000);
        Outcome byX =
                Query.parse("SELECT t.x, COUNT() FROM twins t GROUP BY t.x").run(graph, 1, null, 100_000);

        assertEquals(new Outcome.TooManyGroups(QueryLimits.GROUPS_MAX, QueryLimits.GROUPS_MAX + 1), byId);
        assertEquals(
                QueryLimits.GROUPS_MAX,
                assertInstanceOf(Outcome.Answer.class, byX).rows().size());
    }

    @Test
    void manyHopsInACircleCostNoMoreThanTheCircle() {
        MemoryGraph circle = new MemoryGraph();
        for (int i = 0; i < 4; i++) {
            circle.twin("t" + i, "", "Pump");
        }
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                circle.link("t" + i, "feeds", "t" + j);
            }
        }

        Outcome ten = Query.parse("SELECT u FROM twins t JOIN u RELATED t.feeds*1..10 WHERE t.id = 't0'")
                .run(circle, 10, null, 100);
        Outcome exactlyTen = Query.parse("SELECT u FROM twins t JOIN u RELATED t.feeds*10 WHERE t.id = 't0'")
                .run(circle, 10, null, 200);

        assertEquals(1 + 16, assertInstanceOf(Outcome.Answer.class, ten).cost());
        assertTrue(assertInstanceOf(Outcome.Answer.class, exactlyTen).cost() <= 1 + 10 * 16);
    }
}
