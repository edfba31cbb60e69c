package io.counterpart.engine.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.CommandId;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameWriter;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Speaker;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.state.Twin;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partition to fold into by hand: one frame a call, one second apart. */
final class Plant {

    static final TenantId ACME = new TenantId("acme");
    static final TypeId PUMP = new TypeId("dtmi:com:example:Pump;1");
    static final TypeId VALVE = new TypeId("dtmi:com:example:Valve;1");
    static final long START_MS = 1_700_000_000_000L;

    static final TypeDefinition PUMP_DEFINITION = new TypeDefinition(
            ACME,
            PUMP,
            List.of(
                    property("pressure", ValueSchema.DOUBLE, "bar"),
                    property("starts", ValueSchema.INTEGER, null),
                    new TypeDefinition.Property(
                            new PropertyName("running"), ValueSchema.BOOLEAN, null, null, null, false),
                    property("mode", ValueSchema.STRING, null),
                    property("spectrum", ValueSchema.DOUBLES, null),
                    property("bearing.temperature", ValueSchema.FLOAT, "degreeCelsius"),
                    property("ticks", ValueSchema.LONG, null)),
            null,
            JsonNodeFactory.instance.objectNode());
    static final TypeDefinition VALVE_DEFINITION = new TypeDefinition(
            ACME,
            VALVE,
            List.of(
                    property("mode", ValueSchema.INTEGER, null),
                    property("pressure", ValueSchema.DOUBLE, "kilopascal")),
            null,
            JsonNodeFactory.instance.objectNode());

    final Recorded out = new Recorded();
    final PartitionFold.Setting setting;
    PartitionFold fold;
    long index = -1;
    long nowMs = START_MS;

    Plant() {
        this(FoldLimits.DEFAULT);
    }

    Plant(FoldLimits limits) {
        this(limits, Plant::type);
    }

    Plant(FoldLimits limits, TypeCatalog types) {
        setting = new PartitionFold.Setting(ACME, 0, limits, types);
        fold = PartitionFold.empty(setting, out, out);
    }

    static Optional<TypeDefinition> type(TenantId tenant, TypeId type) {
        return List.of(PUMP_DEFINITION, VALVE_DEFINITION).stream()
                .filter(definition -> definition.id().equals(type))
                .findFirst();
    }

    private static TypeDefinition.Property property(String name, ValueSchema schema, @Nullable String unit) {
        return new TypeDefinition.Property(new PropertyName(name), schema, unit, null, null);
    }

    Plant send(String device, String payload) {
        return send(device, null, payload.getBytes(StandardCharsets.UTF_8));
    }

    Plant send(String device, @Nullable String component, byte[] payload) {
        FrameWriter frame = new FrameWriter();
        addReading(frame, device, component, nowMs, payload);
        return apply(frame);
    }

    static void addReading(FrameWriter frame, String device, @Nullable String component, long atMs, byte[] payload) {
        frame.addReading(new Speaker(new TwinId(device), new DeviceId(device), 1), atMs, component, payload.length)
                .put(payload);
    }

    Plant define(String twin, TypeId type) {
        TwinId id = new TwinId(twin);
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.TwinDefined(id, GroupId.of(id), type, new DeviceId(twin)));
        return apply(frame);
    }

    Plant remove(String twin) {
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.TwinRemoved(new TwinId(twin)));
        return apply(frame);
    }

    Plant want(String twin, long revision, Map<String, ?> desired, String... withdrawn) {
        FrameWriter frame = new FrameWriter();
        frame.add(wanted(twin, revision, desired, withdrawn));
        return apply(frame);
    }

    static Input.PropertiesDesired wanted(String twin, long revision, Map<String, ?> desired, String... withdrawn) {
        TreeMap<PropertyName, Value> values = new TreeMap<>();
        desired.forEach((name, value) -> values.put(new PropertyName(name), Value.fromJson(value)));
        return new Input.PropertiesDesired(
                new TwinId(twin),
                revision,
                values,
                Arrays.stream(withdrawn).map(PropertyName::new).toList());
    }

    Plant command(String twin, long number, String name, String payload, long forMs, @Nullable JsonNode answer) {
        FrameWriter frame = new FrameWriter();
        frame.add(commanded(twin, number, name, payload, nowMs + forMs, answer));
        return apply(frame);
    }

    /** Its id is "c" and its number. */
    static Input.CommandRequested commanded(
            String twin, long number, String name, String payload, long expiresAt, @Nullable JsonNode answer) {
        return new Input.CommandRequested(
                new TwinId(twin),
                number,
                new CommandId("c" + number),
                new PropertyName(name),
                payload.isEmpty() ? null : json(payload),
                new DeviceId(twin),
                expiresAt,
                answer);
    }

    static JsonNode json(String text) {
        try {
            return Value.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    /** A device says that it has a command. */
    Plant has(String device, String command) {
        FrameWriter frame = new FrameWriter();
        addOfCommand(frame, EntryKind.COMMAND_DELIVERED, device, command, nowMs, "");
        return apply(frame);
    }

    Plant answer(String device, String command, String payload) {
        FrameWriter frame = new FrameWriter();
        addOfCommand(frame, EntryKind.COMMAND_ANSWERED, device, command, nowMs, payload);
        return apply(frame);
    }

    static void addOfCommand(
            FrameWriter frame, EntryKind kind, String device, String command, long atMs, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        frame.addSpoken(kind, new Speaker(new TwinId(device), new DeviceId(device), 1), atMs, command, bytes.length)
                .put(bytes);
    }

    Plant watch(String twin, long forMs) {
        FrameWriter frame = new FrameWriter();
        frame.add(new Input.TwinWatched(new TwinId(twin), forMs));
        return apply(frame);
    }

    Plant tick(long dueAtMs) {
        FrameWriter frame = new FrameWriter();
        frame.addTick(dueAtMs);
        return apply(frame);
    }

    Plant apply(FrameWriter frame) {
        fold.apply(frame.toBytes(), ++index, nowMs);
        nowMs += 1_000;
        return this;
    }

    TwinState state(String twin) {
        Twin found = fold.find(new TwinId(twin));
        if (found == null) {
            throw new AssertionError("no twin " + twin);
        }
        return found.view();
    }

    PropertyState property(String twin, String property) {
        PropertyState state = state(twin).properties().get(new PropertyName(property));
        if (state == null) {
            throw new AssertionError(twin + " has no " + property);
        }
        return state;
    }

    String value(String twin, String property) {
        return String.valueOf(property(twin, property).value());
    }
}
