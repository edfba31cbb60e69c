package io.counterpart.portal.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Graphs for tests. */
final class MemoryGraphs {

    private MemoryGraphs() {}

    /** A station: three pumps feed a tank, which feeds a main; a sensor knows nothing of all that. */
    static MemoryGraph station() {
        return new MemoryGraph()
                .inherits("Pump", "Asset")
                .inherits("BoosterPump", "Pump")
                .inherits("Tank", "Asset")
                .twin("tank-1", "High tank", "Tank")
                .with("level", 4.5)
                .judged(90)
                .vacant()
                .twin("pump-2", "Second pump", "Pump")
                .with("pressure", 2.0)
                .with("mode", "auto")
                .with("running", true)
                .twin("pump-1", "First pump", "Pump")
                .with("pressure", 6.5)
                .with("mode", "hand")
                .with("running", true)
                .with("motor.current", 11.0)
                .judged(100)
                .twin("station", "Pumping station", "Asset")
                .twin("pump-3", "Booster", "BoosterPump")
                .with("mode", "auto")
                .with("name", "painted on it")
                .with("samples", List.of(1.0, 2.0))
                .judged(40)
                .twin("main", "Main", "Pipe")
                .with("pressure", "unknown")
                .twin("sensor", "Lonely", "Sensor")
                .with("pressure", 1.0)
                .link("station", "contains", "pump-1")
                .link("station", "contains", "pump-2")
                .link("station", "contains", "pump-3")
                .link("station", "contains", "tank-1")
                .link("pump-1", "feeds", "tank-1", Map.of("diameter", 100, "since", "2024"))
                .link("pump-2", "feeds", "tank-1", Map.of("diameter", 80L, "valve", Map.of("open", true)))
                .link("pump-3", "feeds", "main", Map.of("name", "riser"))
                .link("tank-1", "feeds", "main")
                .link("pump-3", "cools", "main");
    }

    static String id(int number) {
        return String.valueOf((char) ('a' + number));
    }

    static MemoryGraph random(
            Random random,
            int ids,
            List<String> types,
            List<String> relationships,
            List<String> properties,
            List<Object> values) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < ids; number++) {
            if (random.nextInt(4) > 0) {
                numbers.add(number);
            }
        }
        Collections.shuffle(numbers, random);
        MemoryGraph graph = new MemoryGraph().inherits("Pump", "Asset").inherits("Tank", "Asset");
        for (int number : numbers) {
            if (random.nextInt(5) == 0) {
                graph.vacant();
            }
            graph.twin(id(number), one(random, List.of("x", "y", "xy")), one(random, types));
            if (random.nextBoolean()) {
                graph.judged(random.nextInt(3));
            }
            for (String property : properties) {
                if (random.nextInt(3) > 0) {
                    graph.with(property, one(random, values));
                }
            }
            if (random.nextInt(3) == 0) {
                graph.with("name", "y");
            }
        }
        for (int from : numbers) {
            for (int to : numbers) {
                for (String name : relationships) {
                    if (random.nextInt(5) == 0) {
                        graph.link(id(from), name, id(to), properties(random));
                    }
                }
            }
        }
        return graph;
    }

    private static Map<String, Object> properties(Random random) {
        Map<String, Object> properties = new HashMap<>();
        if (random.nextBoolean()) {
            properties.put("w", one(random, List.of(1, 2L, 0.0, "x", true)));
        }
        if (random.nextBoolean()) {
            properties.put("deep", Map.of("w", one(random, List.of(1, "xy"))));
        }
        return properties;
    }

    private static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
