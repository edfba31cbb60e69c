package io.counterpart.engine.fold;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.Signal.Aggregate;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Random plants over several partitions: what is made of related twins is in the end what anybody would work out from them. */
class RelatedFoldProperties {

    private static final int PARTITIONS = 3;
    private static final int PUMPS = 5;
    private static final int STATIONS = 2;
    private static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");
    private static final TypeId STATION = new TypeId("dtmi:com:example:Station;1");
    private static final TypeId SITE = new TypeId("dtmi:com:example:Site;1");

    private static final Map<TypeId, TypeDefinition> TYPES = Map.of(
            PUMP, type(PUMP, List.of(), property("power", null)),
            STATION,
                    type(
                            STATION,
                            List.of("pumps"),
                            property("power", new Signal.Related("pumps", new PropertyName("power"), Aggregate.SUM, 0)),
                            property(
                                    "counted",
                                    new Signal.Related("pumps", new PropertyName("power"), Aggregate.COUNT, 0))),
            SITE,
                    type(
                            SITE,
                            List.of(),
                            property("power", new Signal.Related("has", new PropertyName("power"), Aggregate.SUM, 0))));

    private static TypeDefinition type(TypeId id, List<String> parts, TypeDefinition.Property... properties) {
        return new TypeDefinition(
                Plant.ACME, id, List.of(properties), null, null, null, parts, JsonNodeFactory.instance.objectNode());
    }

    private static TypeDefinition.Property property(String name, Signal.@Nullable Related related) {
        Signal signal = related == null ? null : new Signal(null, null, null, null, null, null, related);
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, null, null, signal);
    }

    /** What somebody knows who sees all at once. */
    private static final class Known {
        final Map<String, Double> power = new TreeMap<>();
        final Map<String, TreeSet<String>> leads = new TreeMap<>();

        @Nullable Double sum(String twin, Map<String, Double> of) {
            List<Double> values = new ArrayList<>();
            for (String target : leads.getOrDefault(twin, new TreeSet<>())) {
                if (of.containsKey(target)) {
                    values.add(of.get(target));
                }
            }
            return values.isEmpty()
                    ? null
                    : values.stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    private static Network network() {
        return new Network(PARTITIONS, (tenant, type) -> Optional.ofNullable(TYPES.get(type)));
    }

    private static Known run(Network network, long seed, boolean crashes) {
        Random random = new Random(seed);
        Known known = new Known();
        network.define("site", SITE);
        for (int i = 0; i < PUMPS; i++) {
            network.define("pump" + i, PUMP);
        }
        for (int i = 0; i < STATIONS; i++) {
            network.define("station" + i, STATION).relate("site", "has", "station" + i);
            known.leads.computeIfAbsent("site", none -> new TreeSet<>()).add("station" + i);
        }
        for (int step = 0; step < 60; step++) {
            String pump = "pump" + random.nextInt(PUMPS);
            String station = "station" + random.nextInt(STATIONS);
            switch (random.nextInt(6)) {
                case 0 -> {
                    network.relate(station, "pumps", pump);
                    known.leads
                            .computeIfAbsent(station, none -> new TreeSet<>())
                            .add(pump);
                }
                case 1 -> {
                    network.unrelate(station, "pumps", pump);
                    known.leads.getOrDefault(station, new TreeSet<>()).remove(pump);
                }
                case 2 -> network.deliver();
                case 3 -> network.pass(random.nextInt(1_500)).tick();
                default -> {
                    // Whole numbers, so that it does not matter in which order they are added.
                    double power = random.nextInt(1_000);
                    network.pass(1).send(pump, "{\"power\":" + power + "}");
                    known.power.put(pump, power);
                }
            }
            if (crashes) {
                crash(network, random.nextInt(PARTITIONS), random);
            }
        }
        network.settle();
        return known;
    }

    /** Goes back to a checkpoint and folds again what came after it: what that sends once more was sent already. */
    private static void crash(Network network, int partition, Random random) {
        if (random.nextInt(4) > 0) {
            return;
        }
        List<Network.Entry> log = network.logs.get(partition);
        int kept = log.isEmpty() ? 0 : random.nextInt(log.size());
        Recorded first = new Recorded();
        PartitionFold before = PartitionFold.empty(network.setting(), first, first);
        log.subList(0, kept).forEach(entry -> before.apply(entry.frame(), entry.index(), entry.brokerTimeMs()));
        Recorded again = new Recorded();
        PartitionFold restored = PartitionFold.restored(network.setting(), again, again, before.checkpoint());
        log.subList(kept, log.size())
                .forEach(entry -> restored.apply(entry.frame(), entry.index(), entry.brokerTimeMs()));
        assertArrayEquals(network.folds.get(partition).state(), restored.state());
        List<Recorded.Message> sent = network.outs.get(partition).messages;
        List<Recorded.Message> all = new ArrayList<>(first.messages);
        all.addAll(again.messages);
        assertEquals(sent, all);
    }

    @Property(tries = 100)
    void inTheEndEachIsWhatAnybodyWouldWorkOut(@ForAll long seed) {
        // Given
        Network network = network();

        // When
        Known known = run(network, seed, false);

        // Then
        Map<String, Double> stations = new TreeMap<>();
        for (int i = 0; i < STATIONS; i++) {
            String station = "station" + i;
            Double sum = known.sum(station, known.power);
            assertEquals(sum, network.number(station, "power"));
            assertEquals(
                    known.leads.getOrDefault(station, new TreeSet<>()).size(),
                    network.related(station, "power").twins());
            if (sum != null) {
                stations.put(station, sum);
            }
        }
        assertEquals(known.sum("site", stations), network.number("site", "power"));
    }

    @Property(tries = 50)
    void whoBeginsAnewComesToTheSameAndSendsTheSame(@ForAll long seed) {
        run(network(), seed, true);
    }
}
