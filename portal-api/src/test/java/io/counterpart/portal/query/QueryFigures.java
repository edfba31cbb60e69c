package io.counterpart.portal.query;

import java.util.Arrays;
import java.util.List;

/**
 * Measures queries on a plant of 100,000 twins and 200,000 relationships in memory, and prints milliseconds. It is a program, not a
 * test: figures depend on the machine.
 */
final class QueryFigures {

    private static final int SITES = 100;
    private static final int LINES = 1_000;
    private static final int STATIONS = 10_000;
    private static final int PUMPS = 88_900;
    private static final int RUNS = 200;

    private static final List<String> QUERIES = List.of(
            "SELECT t FROM twins t WHERE t.$dtId = 'pump-77777'",
            "SELECT t FROM twins t WHERE t.name = 'Pump 77777'",
            "SELECT t FROM twins t WHERE t.type = 'dtmi:com:example:Booster;1' AND t.name = 'Pump 77777'",
            "SELECT t FROM twins t WHERE t.pressure > 9.9",
            "SELECT COUNT(), AVG(t.pressure) FROM twins t WHERE t.pressure > 5",
            "SELECT TOP(10) t, t.pressure FROM twins t ORDER BY t.pressure DESC",
            "SELECT t.type, COUNT(), AVG(t.pressure) FROM twins t GROUP BY t.type",
            "SELECT p FROM twins s JOIN l RELATED s.contains JOIN st RELATED l.contains JOIN p RELATED st.contains"
                    + " WHERE s.$dtId = 'site-7'",
            "SELECT COUNT() FROM twins s JOIN l RELATED s.contains JOIN st RELATED l.contains JOIN p RELATED st.contains"
                    + " WHERE s.$dtId = 'site-7' AND p.pressure > 9",
            "SELECT p, q FROM twins l JOIN st RELATED l.contains JOIN p RELATED st.contains JOIN q RELATED p.feeds"
                    + " WHERE IS_OF_MODEL(l, 'dtmi:com:example:Line;1')",
            "SELECT COUNT() FROM twins l JOIN st RELATED l.contains JOIN p RELATED st.contains JOIN q RELATED p.feeds"
                    + " WHERE IS_OF_MODEL(l, 'dtmi:com:example:Line;1') AND q.pressure > 9",
            "SELECT COUNT() FROM twins t WHERE t.pressure = -1" + " OR t.pressure = -1".repeat(63),
            "SELECT s FROM twins s MATCH (s)-[:contains*1..3]->(p) WHERE p.$dtId = 'pump-77777'",
            "SELECT COUNT() FROM twins s MATCH (s)-[:contains*1..3]->(p) WHERE s.$dtId = 'site-7'");

    private QueryFigures() {}

    static void main() {
        Graph graph = plant();
        for (String text : QUERIES) {
            double[] milliseconds = new double[RUNS];
            Outcome outcome = new Outcome.UnknownContinuation();
            for (int run = -RUNS; run < RUNS; run++) {
                long begin = System.nanoTime();
                outcome = Query.parse(text).run(graph, 100, null, QueryLimits.BUDGET_DEFAULT);
                milliseconds[Math.max(0, run)] = (System.nanoTime() - begin) / 1e6;
            }
            Arrays.sort(milliseconds);
            String answer = outcome instanceof Outcome.Answer told
                    ? told.rows().size() + " rows, cost " + told.cost()
                    : outcome.toString();
            System.out.printf(
                    "p50 %8.3f  p99 %8.3f  %s  %s%n",
                    milliseconds[RUNS / 2],
                    milliseconds[RUNS * 99 / 100],
                    answer,
                    text.substring(0, Math.min(text.length(), 160)));
        }
    }

    private static MemoryGraph plant() {
        MemoryGraph plant = new MemoryGraph().inherits("Booster", "Pump");
        for (int site = 0; site < SITES; site++) {
            plant.twin("site-" + site, "Site " + site, "Site");
        }
        for (int line = 0; line < LINES; line++) {
            plant.twin("line-" + line, "Line " + line, "Line").link("site-" + line % SITES, "contains", "line-" + line);
        }
        for (int station = 0; station < STATIONS; station++) {
            plant.twin("station-" + station, "Station " + station, "Station")
                    .link("line-" + station % LINES, "contains", "station-" + station);
        }
        for (int pump = 0; pump < PUMPS; pump++) {
            plant.twin("pump-" + pump, "Pump " + pump, pump % 3 == 0 ? "Booster" : "Pump")
                    .with("pressure", pump * 7_919 % 10_000 / 1_000.0)
                    .link("station-" + pump % STATIONS, "contains", "pump-" + pump);
        }
        for (int pump = 0; pump < PUMPS; pump++) {
            plant.link("pump-" + pump, "feeds", "pump-" + (pump + 1) % PUMPS);
            if (pump % 8 == 0) {
                plant.link("pump-" + pump, "feeds", "pump-" + (pump + 17) % PUMPS);
            }
        }
        return plant;
    }
}
