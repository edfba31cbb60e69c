package io.counterpart.engine.fold;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A log of typed twins with signals of every declaration, out of a seed: few twins and few times, so that much of it meets. */
final class SignalLog {

    static final List<String> TWINS = List.of("rig-1", "rig-2");
    static final List<String> SENT = List.of("a", "b", "c", "d");
    static final List<String> MADE = List.of("x", "y", "z", "v");
    private static final TypeId FIRST = new TypeId("dtmi:com:example:Rig;1");
    private static final TypeId SECOND = new TypeId("dtmi:com:example:Rig;2");
    private static final long STEP_MS = 250;

    /** Something that happens, before it is bytes. */
    sealed interface Step {}

    record Defined(String twin, TypeId type) implements Step {}

    record Removed(String twin) implements Step {}

    record Tick(long dueAtMs) implements Step {}

    record Message(String twin, long arrivedAtMs, List<Said> readings) implements Step {}

    /** A reading: without a time of its own, ts is null. Values are as the device means them. */
    record Said(@Nullable Long ts, Map<String, Double> values) {}

    /** A frame with what the broker adds to it. */
    static final class Entry {
        final List<Step> steps;
        final long index;
        final long brokerTimeMs;

        Entry(List<Step> steps, long index, long brokerTimeMs) {
            this.steps = steps;
            this.index = index;
            this.brokerTimeMs = brokerTimeMs;
        }

        byte[] frame() {
            FrameWriter frame = new FrameWriter();
            steps.forEach(step -> add(step, frame));
            return frame.toBytes();
        }

        private static void add(Step step, FrameWriter frame) {
            switch (step) {
                case Defined(String twin, TypeId type) -> {
                    TwinId id = new TwinId(twin);
                    frame.add(new Input.TwinDefined(id, GroupId.of(id), type, new DeviceId(twin)));
                }
                case Removed(String twin) -> frame.add(new Input.TwinRemoved(new TwinId(twin)));
                case Tick(long dueAtMs) -> frame.addTick(dueAtMs);
                case Message message ->
                    Plant.addReading(
                            frame,
                            message.twin(),
                            null,
                            message.arrivedAtMs(),
                            json(message).getBytes(StandardCharsets.UTF_8));
            }
        }

        private static String json(Message message) {
            return message.readings().stream().map(Entry::json).collect(Collectors.joining(",", "[", "]"));
        }

        private static String json(Said said) {
            String values = said.values().entrySet().stream()
                    .map(value -> "\"" + value.getKey() + "\":" + value.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
            return "{" + (said.ts() == null ? "" : "\"ts\":" + said.ts() + ",") + "\"values\":" + values + "}";
        }
    }

    private final Random random;
    private final Map<TypeId, TypeDefinition> types = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Message> sent = new ArrayList<>();
    private long nowMs = Plant.START_MS;
    private long index;

    private SignalLog(long seed) {
        random = new Random(seed);
        types.put(FIRST, type(FIRST));
        types.put(SECOND, type(SECOND));
    }

    /** A log in which everything happens. */
    static SignalLog of(long seed, int frames) {
        SignalLog log = new SignalLog(seed);
        log.append(TWINS.stream().<Step>map(twin -> new Defined(twin, FIRST)).toList());
        for (int i = 0; i < frames; i++) {
            log.nowMs += log.random.nextInt(40) == 0 ? 30_000 : log.random.nextInt(1_000);
            log.append(log.steps());
        }
        return log;
    }

    /**
     * The same readings twice, in order of their times and shuffled among those of the first seconds: their order window is
     * longer, and each comes in a message of its own.
     */
    static List<SignalLog> shuffled(long seed, int readings) {
        List<SignalLog> logs = List.of(new SignalLog(seed), new SignalLog(seed));
        List<Said> inOrder = new ArrayList<>();
        SignalLog first = logs.getFirst();
        for (int i = 0; i < readings; i++) {
            first.nowMs += 1 + first.random.nextInt(300);
            inOrder.add(new Said(first.nowMs, first.values()));
        }
        List<Said> anyhow = new ArrayList<>(inOrder);
        Collections.shuffle(anyhow, first.random);
        for (SignalLog log : logs) {
            log.nowMs = first.nowMs;
            log.append(List.of(new Defined(TWINS.getFirst(), FIRST)));
            for (Said said : log == first ? inOrder : anyhow) {
                log.append(List.of(new Message(TWINS.getFirst(), log.nowMs, List.of(said))));
            }
        }
        return logs;
    }

    List<Entry> entries() {
        return entries;
    }

    Optional<TypeDefinition> type(TenantId tenant, TypeId type) {
        return Optional.ofNullable(types.get(type))
                .filter(found -> found.tenant().equals(tenant));
    }

    /** The same types with another order window. */
    SignalLog withOrderWindow(long orderWindowMs) {
        types.replaceAll((id, type) -> new TypeDefinition(
                type.tenant(), id, type.properties(), orderWindowMs, JsonNodeFactory.instance.objectNode()));
        return this;
    }

    private void append(List<Step> steps) {
        entries.add(new Entry(steps, index++, nowMs));
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    private <T> @Nullable T maybe(int percent, Supplier<T> made) {
        return random.nextInt(100) < percent ? made.get() : null;
    }

    // ---- what is declared ----

    private TypeDefinition type(TypeId id) {
        List<TypeDefinition.Property> properties = new ArrayList<>();
        for (String name : SENT) {
            properties.add(property(name, "metre", sentSignal(name)));
        }
        properties.add(property("x", null, madeSignal(window(any(SENT)), null)));
        properties.add(property("y", null, madeSignal(window(any(List.of("a", "z"))), null)));
        long every = any(List.of(500L, 1_000L, 2_000L));
        properties.add(property("z", null, madeSignal(null, align(any(SENT), every))));
        properties.add(property("v", null, madeSignal(null, align(any(SENT), oneIn(2) ? every : 1_500))));
        Collections.shuffle(properties, random);
        Long orderWindowMs = maybe(75, () -> any(List.of(1_000L, 3_000L, 20_000L)));
        return new TypeDefinition(Plant.ACME, id, properties, orderWindowMs, JsonNodeFactory.instance.objectNode());
    }

    private static TypeDefinition.Property property(String name, @Nullable String unit, @Nullable Signal signal) {
        return new TypeDefinition.Property(new PropertyName(name), ValueSchema.DOUBLE, unit, null, signal);
    }

    private @Nullable Signal sentSignal(String name) {
        return maybe(
                85,
                () -> new Signal(
                        maybe(25, () -> new Signal.Source(maybe(50, () -> "dm"), 0.5, 1)),
                        maybe(75, () -> quality(name)),
                        maybe(40, this::filter),
                        null,
                        null));
    }

    private Signal madeSignal(Signal.@Nullable Window window, Signal.@Nullable Align align) {
        return new Signal(null, maybe(40, () -> quality("x")), maybe(30, this::filter), window, align);
    }

    private Signal.Quality quality(String name) {
        PropertyName reference = maybe(20, () -> new PropertyName(name.equals("a") ? "b" : "a"));
        return new Signal.Quality(
                maybe(50, () -> 1.0),
                maybe(50, () -> 10.0),
                maybe(35, () -> 4.0 + random.nextInt(20)),
                null,
                maybe(50, () -> 500L + STEP_MS * random.nextInt(8)),
                maybe(30, () -> 3),
                maybe(35, () -> 3.0),
                reference,
                reference == null ? null : 2.0,
                maybe(30, () -> 1_500L));
    }

    private Signal.Filter filter() {
        return new Signal.Filter(
                maybe(50, () -> any(List.of(3, 5))),
                maybe(50, () -> 1.0 + random.nextInt(4)),
                maybe(50, () -> random.nextInt(3) * 0.75));
    }

    private Signal.Window window(String of) {
        return new Signal.Window(
                new PropertyName(of),
                any(List.of(1_000L, 3_000L, 8_000L)),
                any(List.of(Signal.Statistic.values())),
                any(List.of(0, 50, 100)));
    }

    private Signal.Align align(String of, long everyMs) {
        return new Signal.Align(
                new PropertyName(of), everyMs, any(List.of(Signal.Method.values())), any(List.of(0L, 1_000L, 3_000L)));
    }

    // ---- what happens ----

    private List<Step> steps() {
        String twin = any(TWINS);
        return switch (random.nextInt(60)) {
            case 0 -> List.of(new Removed(twin));
            case 1, 2, 3 -> List.of(new Defined(twin, any(List.of(FIRST, FIRST, SECOND, TypeId.UNTYPED))));
            case 4, 5, 6, 7, 8, 9 -> List.of(new Tick(nowMs - random.nextInt(200)));
            default -> {
                List<Step> messages = new ArrayList<>();
                for (int i = random.nextInt(3); i >= 0; i--) {
                    messages.add(message());
                }
                yield messages;
            }
        };
    }

    private Message message() {
        if (!sent.isEmpty() && oneIn(12)) {
            Message again = any(sent.subList(Math.max(0, sent.size() - 8), sent.size()));
            return new Message(again.twin(), nowMs, again.readings());
        }
        List<Said> readings = new ArrayList<>();
        for (int i = oneIn(6) ? random.nextInt(4) : 0; i >= 0; i--) {
            readings.add(new Said(oneIn(15) ? null : time(), values()));
        }
        Message message = new Message(any(TWINS), nowMs, readings);
        sent.add(message);
        return message;
    }

    private long time() {
        long ago = switch (random.nextInt(12)) {
            case 0, 1 -> random.nextInt(3_000);
            case 2 -> random.nextInt(25_000);
            case 3 -> -random.nextInt(2_000);
            default -> random.nextInt(300);
        };
        return Math.floorDiv(nowMs - ago, STEP_MS) * STEP_MS;
    }

    private Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            values.put(any(oneIn(40) ? MADE : SENT), value());
        }
        return values;
    }

    private double value() {
        return oneIn(8) ? random.nextInt(30) - 5 : 4 + random.nextInt(8) * 0.5;
    }
}
