package io.counterpart.portal.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What queries mean, on a pumping station. */
class QueryTest {

    private final MemoryGraph station = MemoryGraphs.station();

    private List<Map<String, @Nullable Object>> rows(String text) {
        return ((Outcome.Answer) Query.parse(text).run(station, 100, null, 10_000)).rows();
    }

    /** Each row's values; whole twins as their ids. */
    private List<List<@Nullable Object>> ask(String text) {
        List<List<@Nullable Object>> values = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows(text)) {
            List<@Nullable Object> line = new ArrayList<>();
            row.values().forEach(value -> line.add(value instanceof TwinRef(int twin) ? station.id(twin) : value));
            values.add(line);
        }
        return values;
    }

    private static List<@Nullable Object> row(@Nullable Object... values) {
        return Arrays.asList(values);
    }

    /** The ids of the only twin of a query. */
    private List<String> ids(String condition) {
        return ask("SELECT t.id FROM twins t WHERE " + condition).stream()
                .map(row -> String.valueOf(row.getFirst()))
                .toList();
    }

    @Test
    void withoutConditionsAllTwinsComeInTheOrderOfTheirIds() {
        assertEquals(
                List.of(
                        row("main"),
                        row("pump-1"),
                        row("pump-2"),
                        row("pump-3"),
                        row("sensor"),
                        row("station"),
                        row("tank-1")),
                ask("SELECT * FROM twins"));
    }

    @Test
    void azuresOwnExamplesAreUnderstood() {
        assertEquals(7, ask("SELECT * FROM DIGITALTWINS").size());
        assertEquals(
                List.of(row("pump-1")),
                ask(
                        "SELECT * FROM DIGITALTWINS T WHERE T.mode = 'hand' AND T.$dtId in ['pump-1', 'pump-2'] AND T.pressure = 6.5"));
        assertEquals(
                List.of(row(3L)), ask("SELECT COUNT() FROM DIGITALTWINS WHERE IS_OF_MODEL('dtmi:com:example:Pump;1')"));
        assertEquals(
                2,
                ask("SELECT TOP(2) FROM DIGITALTWINS WHERE IS_DEFINED(pressure)")
                        .size());
        assertEquals(
                List.of(
                        row("station", "pump-1"),
                        row("station", "pump-2"),
                        row("station", "pump-3"),
                        row("station", "tank-1")),
                ask("SELECT T, CT FROM DIGITALTWINS T JOIN CT RELATED T.contains WHERE T.$dtId = 'station'"));
        assertEquals(
                List.of(row("First pump")),
                ask("SELECT p.name AS pumpName FROM DIGITALTWINS s JOIN p RELATED s.contains WHERE s.$dtId = 'station' "
                        + "AND IS_OF_MODEL(p, 'dtmi:com:example:Pump;1', exact) AND p.$metadata.$model = 'dtmi:com:example:Pump;1' "
                        + "AND p.pressure > 3"));
        assertEquals(
                List.of(row("pump-1"), row("pump-2"), row("pump-3"), row("tank-1")),
                ask("SELECT b FROM DIGITALTWINS MATCH (a)-[:contains|feeds]->(b) WHERE a.$dtId = 'station'"));
    }

    @Test
    void aRelationshipIsFollowedBackwards() {
        assertEquals(
                List.of(row("pump-1"), row("pump-2")),
                ask("SELECT p FROM twins t MATCH (t)<-[:feeds]-(p) WHERE t.$dtId = 'tank-1'"));
        assertEquals(
                List.of(
                        row("pump-1", "pump-1"),
                        row("pump-1", "pump-2"),
                        row("pump-2", "pump-1"),
                        row("pump-2", "pump-2")),
                ask("SELECT a, b FROM twins MATCH (a)-[:feeds]->(tank)<-[:feeds]-(b) WHERE tank.id = 'tank-1'"));
    }

    @Test
    void aPatternMayCloseACircle() {
        assertEquals(
                List.of(row("pump-1"), row("pump-2")),
                ask("SELECT p FROM twins MATCH (s)-[:contains]->(p)-[:feeds]->(t)<-[:contains]-(s)"));
    }

    @Test
    void severalHopsLeadToEachTwinOnce() {
        assertEquals(
                List.of(row("main"), row("pump-1"), row("pump-2"), row("pump-3"), row("tank-1")),
                ask("SELECT u FROM twins t MATCH (t)-[*1..3]->(u) WHERE t.id = 'station'"));
        assertEquals(
                List.of(row("main"), row("tank-1")),
                ask("SELECT u FROM twins t JOIN u RELATED t.feeds*1..2 WHERE t.id = 'pump-1'"));
        assertEquals(List.of(row("main")), ask("SELECT u FROM twins t JOIN u RELATED t.feeds*2 WHERE t.id = 'pump-1'"));
        assertEquals(
                List.of(row("main"), row("pump-1"), row("pump-2"), row("pump-3"), row("tank-1")),
                ask("SELECT u FROM twins t MATCH (t)<-[:feeds*0..2]-(u) WHERE t.id = 'main'"));
    }

    @Test
    void relationshipsHaveNamesAndProperties() {
        assertEquals(
                List.of(row("pump-1", "feeds", 100.0, null), row("pump-2", "feeds", 80.0, true)),
                ask("SELECT t.id, r.$relationshipName, r.diameter, r.valve.open FROM twins t JOIN u RELATED t.feeds r "
                        + "WHERE r.diameter >= 80"));
        assertEquals(
                List.of(row("cools", null), row("feeds", "riser")),
                ask("SELECT r.name, r.properties.name FROM twins MATCH (t)-[r]->(u) WHERE t.id = 'pump-3'"));
    }

    @Test
    void aWholeRelationshipIsAColumn() {
        RelationshipRef expected =
                new RelationshipRef(station.find("pump-3"), "feeds", station.find("main"), Map.of("name", "riser"));

        assertEquals(
                List.of(row(expected)), ask("SELECT r FROM twins t JOIN u RELATED t.feeds r WHERE t.id = 'pump-3'"));
    }

    @Test
    void aTwinHasAttributesOfItsOwnAndEverythingElseIsLive() {
        assertEquals(
                List.of(row(
                        "pump-3",
                        "dtmi:com:example:BoosterPump;1",
                        "Booster",
                        40,
                        "painted on it",
                        List.of(1.0, 2.0),
                        null)),
                ask(
                        "SELECT t.id, t.type, t.name, t.quality, t.properties.name, t.samples, t.motor.current FROM twins t "
                                + "WHERE t.$dtId = 'pump-3'"));
        assertEquals(List.of("pump-1"), ids("t.motor.current > 10"));
    }

    @Test
    void whatIsNotThereIsNeitherSoNorNotSo() {
        assertEquals(List.of("pump-1"), ids("t.pressure > 3"));
        assertEquals(List.of("pump-2", "sensor"), ids("NOT t.pressure > 3"));
        assertEquals(List.of("main", "pump-1", "sensor"), ids("t.pressure != 2"));
        assertEquals(List.of("main", "pump-1", "sensor"), ids("t.pressure NIN [2]"));
        assertEquals(List.of("main", "pump-1", "sensor"), ids("t.pressure NOT IN [2]"));
        assertEquals(List.of("pump-3", "station", "tank-1"), ids("IS_NULL(t.pressure)"));
        assertEquals(List.of("pump-3", "station", "tank-1"), ids("NOT IS_DEFINED(t.pressure)"));
        assertEquals(List.of("pump-1", "tank-1"), ids("t.pressure > 3 OR t.level > 3"));
        assertEquals(List.of("pump-2", "sensor", "tank-1"), ids("NOT t.pressure > 3 OR t.level > 3"));
        assertEquals(List.of(), ids("NOT (t.pressure > 3 AND t.level > 3) AND t.id = 'station'"));
        assertEquals(List.of("pump-1"), ids("t.quality >= 100"));
        assertEquals(List.of("main", "pump-2", "sensor", "station"), ids("IS_NULL(t.quality)"));
    }

    @Test
    void kindsOfValuesAreNeverEqualAndHaveNoOrder() {
        assertEquals(List.of(), ids("t.pressure = '2'"));
        assertEquals(List.of("pump-1", "pump-2", "sensor"), ids("t.pressure != 'unknown'"));
        assertEquals(List.of("main"), ids("t.pressure > 'a'"));
        assertEquals(List.of(), ids("t.running > false"));
        assertEquals(List.of("pump-1", "pump-2"), ids("t.running = TRUE"));
        assertEquals(List.of("main"), ids("IS_STRING(t.pressure)"));
        assertEquals(List.of("pump-1", "pump-2", "sensor"), ids("IS_NUMBER(t.pressure)"));
        assertEquals(List.of("pump-1", "pump-2"), ids("IS_BOOL(t.running)"));
    }

    @Test
    void textsAreSearched() {
        assertEquals(List.of("pump-1", "pump-2"), ids("ENDSWITH(t.name, ' pump')"));
        assertEquals(List.of("station"), ids("startswith(t.name, 'Pump')"));
        assertEquals(List.of("pump-1", "pump-2", "pump-3"), ids("CONTAINS(t.id, 'ump-')"));
        assertEquals(List.of(), ids("NOT CONTAINS(t.pressure, 'u') AND t.id != 'main'"));
    }

    @Test
    void attributesAreComparedWithOneAnother() {
        assertEquals(
                List.of(row("pump-1", "pump-2")),
                ask(
                        "SELECT a.id, b.id FROM twins MATCH (a)-[:feeds]->(t)<-[:feeds]-(b) WHERE b.pressure < a.pressure"));
    }

    @Test
    void theOrderIsThatOfTheTextsVariablesWhereverTheSearchBegins() {
        String all = "SELECT t, u FROM twins t JOIN u RELATED t.feeds";

        assertEquals(
                List.of(row("pump-1", "tank-1"), row("pump-2", "tank-1"), row("pump-3", "main"), row("tank-1", "main")),
                ask(all));
        assertEquals(List.of(row("pump-3", "main"), row("tank-1", "main")), ask(all + " WHERE u.$dtId = 'main'"));
    }

    @Test
    void aTwinThatSeveralConditionsNameComesOnce() {
        assertEquals(
                List.of("pump-1", "pump-2", "station"),
                ids(
                        "t.id = 'pump-1' OR t.id IN ['station', 'pump-1'] OR IS_OF_MODEL(t, 'dtmi:com:example:Pump;1', exact)"));
        assertEquals(
                List.of("pump-1", "pump-2", "tank-1"),
                ids("t.type IN ['dtmi:com:example:Tank;1', 'dtmi:com:example:Pump;1', 'no model']"));
    }

    @Test
    void orderByPutsWhatIsNotThereLast() {
        String query = "SELECT t.id FROM twins t WHERE IS_OF_MODEL('dtmi:com:example:Asset;1') ORDER BY t.pressure";

        assertEquals(List.of(row("pump-2"), row("pump-1"), row("pump-3"), row("station"), row("tank-1")), ask(query));
        assertEquals(
                List.of(row("pump-1"), row("pump-2"), row("pump-3"), row("station"), row("tank-1")),
                ask(query + " DESC"));
        assertEquals(
                List.of(row("sensor", 1.0), row("pump-2", 2.0)),
                ask("SELECT TOP(2) t.id, t.pressure AS p FROM twins t ORDER BY p"));
    }

    @Test
    void functionsOfRowsPassOverWhatIsNoNumber() {
        assertEquals(
                List.of(row(7L, 4L, 9.5, 9.5 / 3, 1.0, 6.5)),
                ask(
                        "SELECT COUNT(), COUNT(t.pressure), SUM(t.pressure), AVG(t.pressure), MIN(t.pressure), MAX(t.pressure)"
                                + " FROM twins t"));
        assertEquals(List.of(row(0L, null)), ask("SELECT COUNT(*), SUM(t.level) FROM twins t WHERE t.id = 'nobody'"));
    }

    @Test
    void groupsComeInTheOrderOfWhatTheyHaveInCommon() {
        assertEquals(
                List.of(row("auto", 2L, 2.0), row("hand", 1L, 6.5), row(null, 4L, 1.0)),
                ask("SELECT t.mode, COUNT() AS n, AVG(t.pressure) FROM twins t GROUP BY t.mode"));
        assertEquals(
                List.of(row(null, 4L), row("auto", 2L)),
                ask("SELECT TOP(2) t.mode, COUNT() AS n FROM twins t GROUP BY t.mode ORDER BY n DESC"));
        assertEquals(List.of(), ask("SELECT t.mode, COUNT() FROM twins t WHERE t.id = 'nobody' GROUP BY t.mode"));
    }

    @Test
    void aTwinIsAGroup() {
        assertEquals(
                List.of(row("main", "Main", 2L), row("tank-1", "High tank", 2L)),
                ask("SELECT u, u.name, COUNT() FROM twins t JOIN u RELATED t.feeds GROUP BY u"));
    }

    @Test
    void columnsAreNamedAsWrittenOrAsTheyAreCalled() {
        Query query = Query.parse(
                "SELECT t, r, t.$dtId, t.pressure AS p, u.motor.current FROM twins t JOIN u RELATED t.feeds r");

        assertEquals(
                List.of(
                        new Query.Column("t", Query.Column.Kind.TWIN),
                        new Query.Column("r", Query.Column.Kind.RELATIONSHIP),
                        new Query.Column("t.$dtId", Query.Column.Kind.VALUE),
                        new Query.Column("p", Query.Column.Kind.VALUE),
                        new Query.Column("u.motor.current", Query.Column.Kind.VALUE)),
                query.columns());
        assertEquals(List.of("t", "u"), names("SELECT * FROM twins t JOIN u RELATED t.feeds r"));
        assertEquals(List.of("twin"), names("SELECT * FROM twins"));
        assertEquals(List.of("SUM( t.p )"), names("SELECT SUM( t.p ) FROM twins t"));
    }

    private static List<String> names(String text) {
        return Query.parse(text).columns().stream().map(Query.Column::name).toList();
    }

    @Test
    void whatIsNoFiniteNumberIsNotThere() {
        MemoryGraph graph =
                new MemoryGraph().twin("a", "A", "Pump").with("x", Double.NaN).with("y", -0.0);

        Outcome outcome = Query.parse("SELECT t.x, t.y FROM twins t WHERE IS_NULL(t.x) AND t.y IN [0]")
                .run(graph, 1, null, 10);

        Map<String, @Nullable Object> row = new HashMap<>();
        row.put("t.x", null);
        row.put("t.y", 0.0);
        assertEquals(new Outcome.Answer(List.of(row), null, 1), outcome);
    }
}
