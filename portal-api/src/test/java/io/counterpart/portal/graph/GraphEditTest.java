package io.counterpart.portal.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphEditTest {

    private static final TypeId TANK = new TypeId("dtmi:com:example:Tank;1");
    private static final TypeId ROUND = new TypeId("dtmi:com:example:RoundTank;1");
    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");
    private static final TypeId[] TYPES = {TANK, ROUND, PUMP, TypeId.UNTYPED};
    private static final String[] NAMES = {"feeds", "cools", "isPartOf"};

    private static GraphView view(GraphState state) {
        return new GraphView(state, null, new AtomicReferenceArray<>(state.size()));
    }

    /** What the graph should be, in the slow and obvious way. */
    private static final class Model {

        private final TreeMap<String, TypeId> twins = new TreeMap<>();
        private final TreeMap<String, Map<String, Object>> links = new TreeMap<>();

        static Model of(GraphView graph) {
            Model model = new Model();
            for (int twin : graph.all()) {
                model.twins.put(graph.id(twin), graph.type(twin));
                int[] told = {0};
                int looked = graph.outgoing(twin, null, (to, name, properties) -> {
                    model.links.put(graph.id(twin) + " " + name + " " + graph.id(to), properties);
                    told[0]++;
                });
                assertEquals(told[0], looked);
            }
            return model;
        }

        static Map<String, Map<String, Object>> incoming(GraphView graph) {
            TreeMap<String, Map<String, Object>> links = new TreeMap<>();
            for (int twin : graph.all()) {
                graph.incoming(
                        twin,
                        null,
                        (from, name, properties) ->
                                links.put(graph.id(from) + " " + name + " " + graph.id(twin), properties));
            }
            return links;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aStateIsWhatAllChangesSoFarMakeOfIt(long seed) {
        Random random = new Random(seed);
        Model model = new Model();
        GraphState state = GraphState.EMPTY;
        List<GraphState> states = new ArrayList<>();
        List<Map<String, TypeId>> before = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            GraphEdit edit = new GraphEdit(state);
            for (int i = random.nextInt(40); i >= 0; i--) {
                change(random, model, edit);
            }
            states.add(state);
            before.add(Model.of(view(state)).twins);
            state = edit.state(step);
            Model found = Model.of(view(state));
            assertEquals(model.twins, found.twins);
            assertEquals(model.links, found.links);
            assertEquals(model.links, Model.incoming(view(state)));
            requireFound(view(state), model);
        }
        for (int i = 0; i < states.size(); i++) {
            assertEquals(before.get(i), Model.of(view(states.get(i))).twins, "an earlier state changed");
        }
    }

    private static void change(Random random, Model model, GraphEdit edit) {
        String twin = "t-" + random.nextInt(700);
        if (random.nextInt(10) == 0) {
            edit.twin(twin, twin, null);
            if (model.twins.remove(twin) != null) {
                model.links.keySet().removeIf(link -> {
                    String[] parts = link.split(" ", -1);
                    boolean ends = parts[0].equals(twin) || parts[2].equals(twin);
                    if (ends) {
                        edit.relationship(parts[0], parts[1], parts[2], null);
                    }
                    return ends;
                });
            }
        } else if (random.nextBoolean() || model.twins.size() < 2) {
            TypeId type = TYPES[random.nextInt(TYPES.length)];
            edit.twin(twin, "name of " + twin, type);
            model.twins.put(twin, type);
        } else {
            List<String> all = List.copyOf(model.twins.keySet());
            String source = all.get(random.nextInt(all.size()));
            String target = all.get(random.nextInt(Math.min(5, all.size())));
            String name = NAMES[random.nextInt(NAMES.length)];
            if (random.nextInt(4) == 0) {
                edit.relationship(source, name, target, null);
                model.links.remove(source + " " + name + " " + target);
            } else {
                Map<String, Object> properties = random.nextBoolean() ? Map.of() : Map.of("weight", random.nextInt(3));
                edit.relationship(source, name, target, properties);
                model.links.put(source + " " + name + " " + target, properties);
            }
        }
    }

    private static void requireFound(GraphView graph, Model model) {
        for (int i = 0; i < 700; i++) {
            String id = "t-" + i;
            int twin = graph.find(id);
            assertEquals(model.twins.containsKey(id), twin >= 0, id);
            if (twin >= 0) {
                assertEquals(id, graph.id(twin));
            }
        }
        for (TypeId type : TYPES) {
            List<String> exact = new ArrayList<>();
            for (int twin : graph.ofModel(type, true)) {
                exact.add(graph.id(twin));
                assertTrue(graph.isOfModel(twin, type, true));
            }
            assertEquals(
                    model.twins.entrySet().stream()
                            .filter(twin -> twin.getValue().equals(type))
                            .map(Map.Entry::getKey)
                            .toList(),
                    exact);
        }
        for (String name : NAMES) {
            TreeSet<String> named = new TreeSet<>();
            for (int twin : graph.all()) {
                graph.outgoing(twin, name, (to, itsName, properties) -> {
                    assertEquals(name, itsName);
                    named.add(graph.id(twin) + " " + graph.id(to));
                });
            }
            TreeSet<String> wanted = new TreeSet<>();
            model.links.keySet().forEach(link -> {
                String[] parts = link.split(" ", -1);
                if (parts[1].equals(name)) {
                    wanted.add(parts[0] + " " + parts[2]);
                }
            });
            assertEquals(wanted, named);
        }
    }

    @Test
    void twinsAreOfWhatTheirTypesInheritFrom() {
        GraphEdit edit = new GraphEdit(GraphState.EMPTY);
        edit.ancestor(ROUND, TANK);
        edit.twin("b", "b", TANK);
        edit.twin("a", "a", ROUND);
        edit.twin("c", "c", PUMP);
        GraphView graph = view(edit.state(1));

        assertArrayEquals(new int[] {graph.find("a"), graph.find("b")}, graph.ofModel(TANK, false));
        assertArrayEquals(new int[] {graph.find("b")}, graph.ofModel(TANK, true));
        assertArrayEquals(new int[0], graph.ofModel(new TypeId("dtmi:com:example:None;1"), false));
        assertTrue(graph.isOfModel(graph.find("a"), TANK, false));
        assertFalse(graph.isOfModel(graph.find("a"), TANK, true));
        assertFalse(graph.isOfModel(graph.find("c"), TANK, false));

        GraphEdit more = new GraphEdit(edit.state(1));
        more.ancestor(PUMP, TANK);
        assertEquals(3, view(more.state(2)).ofModel(TANK, false).length);
        assertEquals(2, graph.ofModel(TANK, false).length);
    }

    @Test
    void aTwinThatOnlyTheLogKnowsGivesWayToItsRow() {
        GraphEdit edit = new GraphEdit(GraphState.EMPTY);
        edit.heard(new TwinId("a"));
        GraphState heard = edit.state(1);
        assertEquals(TypeId.UNTYPED, view(heard).type(view(heard).find("a")));

        GraphEdit forgets = new GraphEdit(heard);
        forgets.forgotten(heard.find("a"));
        assertEquals(-1, view(forgets.state(1)).find("a"));

        GraphEdit defines = new GraphEdit(heard);
        defines.twin("a", "A", TANK);
        GraphState defined = defines.state(2);
        GraphEdit again = new GraphEdit(defined);
        again.heard(new TwinId("a"));
        again.forgotten(defined.find("a"));
        GraphView graph = view(again.state(2));
        assertEquals(TANK, graph.type(graph.find("a")));
        assertEquals("A", graph.name(graph.find("a")));

        GraphEdit removes = new GraphEdit(defined);
        removes.twin("a", "A", null);
        GraphEdit still = new GraphEdit(removes.state(3));
        still.heard(new TwinId("a"));
        assertEquals(-1, view(still.state(3)).find("a"));
    }

    @Test
    void whatIsLateWins() {
        GraphEdit edit = new GraphEdit(GraphState.EMPTY);
        edit.twin("a", "a", TANK);
        edit.relationship("a", "feeds", "a", Map.of("n", 1));
        edit.relationship("a", "feeds", "a", null);
        edit.relationship("a", "feeds", "a", Map.of("n", 2));
        GraphView graph = view(edit.state(1));
        Map<String, Object> found = new HashMap<>();
        assertEquals(1, graph.incoming(0, "feeds", (twin, name, properties) -> found.putAll(properties)));
        assertEquals(Map.of("n", 2), found);
        assertEquals(0, graph.incoming(0, "cools", (twin, name, properties) -> {}));
    }
}
