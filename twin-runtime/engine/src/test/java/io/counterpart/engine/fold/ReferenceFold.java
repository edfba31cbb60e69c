package io.counterpart.engine.fold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.EntryKind;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Position;
import io.counterpart.contracts.json.MalformedContract;
import io.counterpart.contracts.twin.CommandState;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fold once more, as one would tell it: trees, maps and no care for time. It remembers all that was ever said. */
final class ReferenceFold {

    private static final JsonMapper JACKSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private record Said(long ts, Map<Integer, Object> values) {}

    private static final class Property {
        ValueSchema schema = ValueSchema.DOUBLE;

        @Nullable String unit;

        int slot;
        /** Told apart from all others that had its name. */
        int place;

        boolean active = true;

        @Nullable Object value;

        long ts = Long.MIN_VALUE;
    }

    private static final class RefTwin {
        final Map<String, Property> properties = new LinkedHashMap<>();
        /** Those that lost their names to others. */
        final List<Map.Entry<String, Property>> former = new ArrayList<>();

        final Map<ValueSchema.Storage, Integer> slots = new TreeMap<>();
        int places;
        final Set<Said> said = new HashSet<>();
        final Map<String, PropertyState.Desired> wishes = new TreeMap<>();
        long wishesTold = -1;
        final List<RefCommand> commands = new ArrayList<>();
        long commandsTold = -1;
        TypeId type = TypeId.UNTYPED;
        boolean removed;
        boolean silent;
        long heard = Long.MIN_VALUE;
        long stored;
        long duplicate;
        long rejected;

        Property fresh(ValueSchema schema, @Nullable String unit) {
            Property fresh = new Property();
            fresh.schema = schema;
            fresh.unit = unit;
            fresh.slot = slots.merge(schema.storage(), 1, Integer::sum) - 1;
            fresh.place = places++;
            return fresh;
        }

        /** The one that had this name and was stored so, taken from those that lost their names; a new one where there is none. */
        Property formerOrFresh(String name, ValueSchema schema, @Nullable String unit) {
            for (Map.Entry<String, Property> old : former) {
                if (old.getKey().equals(name) && isStoredAs(old.getValue(), schema, unit)) {
                    former.remove(old);
                    return old.getValue();
                }
            }
            return fresh(schema, unit);
        }
    }

    private static final class RefCommand {
        final Input.CommandRequested asked;
        String stage = "requested";
        long endedAt;
        long deliveredAt;

        @Nullable JsonNode answer;

        RefCommand(Input.CommandRequested asked) {
            this.asked = asked;
        }

        boolean isOpen() {
            return stage.equals("requested") || stage.equals("delivered");
        }
    }

    private final PartitionFold.Setting setting;
    private final Map<TwinId, RefTwin> twins = new LinkedHashMap<>();
    private final List<Recorded.Row> rows = new ArrayList<>();
    private final List<TwinEvent> silences = new ArrayList<>();
    private long knownAt;

    ReferenceFold(PartitionFold.Setting setting) {
        this.setting = setting;
    }

    List<Recorded.Row> rows() {
        return rows;
    }

    List<TwinEvent> silences() {
        return silences;
    }

    Set<TwinId> twins() {
        return twins.keySet();
    }

    List<TwinState.Counts> counts() {
        return twins.values().stream()
                .map(t -> new TwinState.Counts(t.stored + t.duplicate + t.rejected, t.stored, t.duplicate, t.rejected))
                .toList();
    }

    Map<String, String> currentValues() {
        Map<String, String> values = new TreeMap<>();
        twins.forEach((id, twin) -> twin.properties.forEach((name, property) -> {
            if (property.value != null && property.active) {
                values.put(id + "." + name, property.ts + " " + property.value);
            }
        }));
        return values;
    }

    static Map<String, String> currentValues(List<TwinState> states) {
        Map<String, String> values = new TreeMap<>();
        for (TwinState state : states) {
            state.properties().forEach((name, property) -> {
                Object value = property.value();
                if (value != null) {
                    String plain = value.toString().replaceFirst("^[A-Za-z]+\\[value=(.*)\\]$", "$1");
                    values.put(state.twin() + "." + name, property.ts() + " " + plain);
                }
            });
        }
        return values;
    }

    void apply(byte[] bytes, long index, long brokerTimeMs) {
        knownAt = Math.max(knownAt, brokerTimeMs);
        FrameReader frame = new FrameReader();
        try {
            frame.of(bytes);
            while (frame.next()) {
                long position = Position.of(setting.epoch(), index, frame.entry());
                switch (frame.kind()) {
                    case READING -> reading(frame, position);
                    case TICK -> tick(frame.timeMs(), position);
                    case TWIN_DEFINED -> define((Input.TwinDefined) frame.input());
                    case TWIN_REMOVED -> remove(frame.input().twin());
                    case PROPERTIES_DESIRED -> want((Input.PropertiesDesired) frame.input());
                    case COMMAND_REQUESTED -> command((Input.CommandRequested) frame.input());
                    case COMMAND_DELIVERED, COMMAND_ANSWERED -> ofCommand(frame);
                    case TWIN_WATCHED,
                            RELATIONSHIP_SET,
                            RELATIONSHIP_REMOVED,
                            VALUES_ASKED,
                            VALUES_TOLD,
                            BACKFILLED -> {}
                }
            }
        } catch (MalformedContract e) {
            return;
        }
    }

    private void want(Input.PropertiesDesired input) {
        RefTwin twin = twins.get(input.twin());
        if (twin == null || twin.removed || input.revision() <= twin.wishesTold) {
            return;
        }
        twin.wishesTold = input.revision();
        boolean allFit = input.desired().entrySet().stream().allMatch(wanted -> {
            Property property = twin.properties.get(wanted.getKey().value());
            return property != null && property.active && fits(property, plain(wanted.getValue()));
        });
        if (allFit) {
            input.desired().forEach((name, value) -> {
                PropertyState.Desired before = twin.wishes.get(name.value());
                if (before == null || !before.value().equals(value)) {
                    twin.wishes.put(name.value(), new PropertyState.Desired(value, knownAt));
                }
            });
            input.withdrawn().forEach(name -> twin.wishes.remove(name.value()));
        }
    }

    private void command(Input.CommandRequested input) {
        RefTwin twin = twins.get(input.twin());
        if (twin == null || twin.removed || input.number() <= twin.commandsTold) {
            return;
        }
        twin.commandsTold = input.number();
        RefCommand command = new RefCommand(input);
        if (twin.commands.stream().filter(RefCommand::isOpen).count() == 16) {
            command.stage = "refused";
        } else if (input.expiresAt() <= knownAt) {
            command.stage = "expired";
        }
        command.endedAt = command.isOpen() ? 0 : knownAt;
        twin.commands.add(command);
        forget(twin);
    }

    /** Eight of those that ended are remembered, the last ones. */
    private static void forget(RefTwin twin) {
        while (twin.commands.stream().filter(command -> !command.isOpen()).count() > 8) {
            twin.commands.remove(twin.commands.stream()
                    .filter(command -> !command.isOpen())
                    .min(Comparator.comparingLong(command -> command.endedAt))
                    .orElseThrow());
        }
    }

    private void ofCommand(FrameReader frame) {
        RefTwin twin = twins.get(frame.twin());
        if (twin == null || twin.removed) {
            return;
        }
        String id = frame.command();
        RefCommand command = twin.commands.stream()
                .filter(one ->
                        one.asked.id().value().equals(id) && one.asked.device().equals(frame.device()))
                .findFirst()
                .orElse(null);
        boolean isAnswer = frame.kind() == EntryKind.COMMAND_ANSWERED;
        if (!isAnswer) {
            if (command != null && command.deliveredAt == 0 && (command.isOpen() || command.stage.equals("expired"))) {
                command.stage = command.isOpen() ? "delivered" : "expired";
                command.deliveredAt = knownAt;
                hear(twin);
            }
            return;
        }
        if (!takes(command, frame)) {
            twin.rejected++;
        }
        forget(twin);
        hear(twin);
    }

    private void hear(RefTwin twin) {
        twin.heard = knownAt;
        twin.silent = false;
    }

    private boolean takes(@Nullable RefCommand command, FrameReader frame) {
        JsonNode answer;
        try {
            answer = Value.MAPPER.readTree(frame.bytes(), frame.payloadOffset(), frame.payloadLength());
        } catch (IOException e) {
            return false;
        }
        boolean isKept = answer.toString().chars().noneMatch(c -> Character.isSurrogate((char) c))
                && !answer.toString().contains("Infinity");
        if (command == null || !answer.path("status").isInt() || !isKept) {
            return false;
        }
        if (command.isOpen() || command.stage.equals("expired")) {
            JsonNode payload = answer.get("payload");
            boolean isAsDeclared = command.asked.answer() == null || (payload != null && payload.isNumber());
            command.answer = answer;
            command.deliveredAt = command.deliveredAt == 0 ? knownAt : command.deliveredAt;
            command.endedAt = knownAt;
            command.stage = answer.path("status").intValue() == 200 && isAsDeclared ? "succeeded" : "failed";
            return true;
        }
        return answer.equals(command.answer);
    }

    /** How far the commands are, by twin, in the order in which they were requested. */
    Map<String, String> commands() {
        Map<String, String> commands = new TreeMap<>();
        twins.forEach((id, twin) -> {
            if (!twin.commands.isEmpty()) {
                commands.put(
                        id.value(),
                        twin.commands.stream()
                                .map(command -> command.asked.id() + " " + command.stage + " " + command.deliveredAt
                                        + " " + command.endedAt)
                                .collect(Collectors.joining(", ")));
            }
        });
        return commands;
    }

    static Map<String, String> commands(List<TwinState> states) {
        Map<String, String> commands = new TreeMap<>();
        for (TwinState state : states) {
            List<CommandState> all = state.commands();
            if (all != null) {
                commands.put(
                        state.twin().value(),
                        all.stream()
                                .map(command ->
                                        command.id() + " " + command.stage().word() + " "
                                                + Objects.requireNonNullElse(command.deliveredAt(), 0L) + " "
                                                + Objects.requireNonNullElse(command.endedAt(), 0L))
                                .collect(Collectors.joining(", ")));
            }
        }
        return commands;
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Value.Numeric(double number) -> number;
            case Value.Truth(boolean truth) -> truth;
            case Value.Text(String text) -> text;
            case Value.Vector(List<Double> numbers) -> numbers;
            case Value.Json json -> throw new AssertionError("no log of these has " + json);
        };
    }

    private static boolean fits(Property property, Object value) {
        return switch (property.schema) {
            case DOUBLE, FLOAT -> value instanceof Double;
            case INTEGER, LONG -> value instanceof Double number && number == Math.rint(number);
            case BOOLEAN -> value instanceof Boolean;
            case STRING -> value instanceof String;
            case DOUBLES -> value instanceof List;
            case JSON -> false;
        };
    }

    /** What is wanted, by twin and property. */
    Map<String, PropertyState.Desired> wishes() {
        Map<String, PropertyState.Desired> wishes = new TreeMap<>();
        twins.forEach((id, twin) -> twin.wishes.forEach((name, wish) -> wishes.put(id + "." + name, wish)));
        return wishes;
    }

    static Map<String, PropertyState.Desired> wishes(List<TwinState> states) {
        Map<String, PropertyState.Desired> wishes = new TreeMap<>();
        for (TwinState state : states) {
            state.properties().forEach((name, property) -> {
                if (property.desired() != null) {
                    wishes.put(state.twin() + "." + name, property.desired());
                }
            });
        }
        return wishes;
    }

    private void tick(long dueAt, long position) {
        twins.entrySet().stream()
                .filter(e -> !e.getValue().silent
                        && e.getValue().heard != Long.MIN_VALUE
                        && e.getValue().heard + setting.limits().silenceMs() <= dueAt)
                .sorted(Comparator.comparingLong(e -> e.getValue().heard))
                .forEach(e -> {
                    e.getValue().silent = true;
                    silences.add(new TwinEvent.Silent(e.getKey(), position, knownAt, e.getValue().heard));
                });
        twins.values().forEach(twin -> {
            twin.commands.stream()
                    .filter(command -> command.isOpen() && command.asked.expiresAt() <= dueAt)
                    .forEach(command -> {
                        command.stage = "expired";
                        command.endedAt = knownAt;
                    });
            forget(twin);
        });
    }

    private void define(Input.TwinDefined defined) {
        if (!twins.containsKey(defined.twin())
                && twins.size() == setting.limits().twinsMax()) {
            return;
        }
        RefTwin twin = twins.computeIfAbsent(defined.twin(), id -> new RefTwin());
        twin.removed = false;
        if (twin.type.equals(defined.type())) {
            return;
        }
        twin.type = defined.type();
        if (twin.type.equals(TypeId.UNTYPED)) {
            twin.properties.values().forEach(property -> property.active = true);
            return;
        }
        Map<String, Optional<String>> units = new TreeMap<>();
        twin.properties.forEach((name, property) -> units.put(name, Optional.ofNullable(property.unit)));
        twin.properties.values().forEach(property -> property.active = false);
        TypeDefinition type = setting.types().find(setting.tenant(), twin.type).orElseThrow();
        for (TypeDefinition.Property wanted : type.properties()) {
            retype(twin, wanted);
        }
        Map<String, PropertyState.Desired> before = Map.copyOf(twin.wishes);
        twin.wishes.clear();
        for (TypeDefinition.Property wanted : type.properties()) {
            String name = wanted.name().value();
            PropertyState.Desired wish = before.get(name);
            Property now = Objects.requireNonNull(twin.properties.get(name));
            if (wish != null && !Boolean.FALSE.equals(wanted.writable()) && fits(now, plain(wish.value()))) {
                String from = units.getOrDefault(name, Optional.empty()).orElse(null);
                boolean otherUnit = from != null && now.unit != null && !from.equals(now.unit);
                Value value = otherUnit
                        ? new Value.Numeric(converted((Double) plain(wish.value()), from, now.unit))
                        : wish.value();
                twin.wishes.put(name, new PropertyState.Desired(value, wish.since()));
            }
        }
    }

    private static void retype(RefTwin twin, TypeDefinition.Property wanted) {
        String name = wanted.name().value();
        Property before = twin.properties.get(name);
        Property now = before != null && isStoredAs(before, wanted.schema(), wanted.unit())
                ? before
                : twin.formerOrFresh(name, wanted.schema(), wanted.unit());
        if (before == now) {
            if (before.schema != wanted.schema()) {
                before.value = null;
                before.ts = Long.MIN_VALUE;
            }
        } else if (before != null) {
            if (before.schema == wanted.schema() && before.value != null) {
                now.value = converted((Double) before.value, before.unit, wanted.unit());
                now.ts = before.ts;
            }
            before.value = null;
            before.ts = Long.MIN_VALUE;
            twin.former.add(Map.entry(name, before));
        }
        twin.properties.put(name, now);
        now.schema = wanted.schema();
        now.unit = wanted.unit();
        now.active = true;
    }

    private static boolean isStoredAs(Property property, ValueSchema schema, @Nullable String unit) {
        return property.schema.storage() == schema.storage()
                && (property.unit == null || unit == null || property.unit.equals(unit));
    }

    /** The only units that there are here. */
    private static double converted(double value, @Nullable String from, @Nullable String to) {
        return "bar".equals(from) && "kilopascal".equals(to) ? value * 100 : value / 100;
    }

    private void remove(TwinId id) {
        RefTwin twin = twins.get(id);
        if (twin != null && !twin.removed) {
            twin.removed = true;
            twin.silent = false;
            twin.heard = Long.MIN_VALUE;
            twin.said.clear();
            twin.wishes.clear();
            twin.commands.clear();
            twin.properties.values().forEach(property -> {
                property.value = null;
                property.ts = Long.MIN_VALUE;
            });
        }
    }

    private void reading(FrameReader frame, long position) {
        if (!twins.containsKey(frame.twin()) && twins.size() == setting.limits().twinsMax()) {
            return;
        }
        RefTwin twin = twins.computeIfAbsent(frame.twin(), id -> new RefTwin());
        String text = new String(frame.bytes(), frame.payloadOffset(), frame.payloadLength(), StandardCharsets.UTF_8);
        try {
            JsonNode json = JACKSON.readTree(text);
            List<JsonNode> elements = new ArrayList<>();
            if (json.isArray()) {
                json.forEach(elements::add);
            } else {
                elements.add(json);
            }
            for (int i = 0; i < elements.size(); i++) {
                element(twin, frame, elements.get(i), position, i);
            }
        } catch (JsonProcessingException e) {
            twin.rejected++;
        }
        if (!twin.removed) {
            twin.heard = knownAt;
            twin.silent = false;
        }
    }

    private void element(RefTwin twin, FrameReader frame, JsonNode json, long position, int element) {
        boolean timed = json.path("values").isObject();
        JsonNode values = timed ? json.path("values") : json;
        boolean ownTime = timed && json.has("ts");
        long ts = ownTime ? json.path("ts").asLong(-1) : frame.timeMs();
        if (twin.removed || ts < 946_684_800_000L || ts > knownAt + 300_000) {
            twin.rejected += values.size();
            return;
        }
        Map<String, Object> taken = new LinkedHashMap<>();
        values.properties().forEach(member -> {
            String name = frame.component() == null ? member.getKey() : frame.component() + "." + member.getKey();
            Object value = accepted(twin, name, member.getValue());
            if (value == null) {
                twin.rejected++;
            } else {
                taken.put(name, value);
            }
        });
        store(twin, frame.twin(), taken, ts, ownTime, values.size(), position, element);
    }

    private @Nullable Object accepted(RefTwin twin, String name, JsonNode json) {
        String unit = json.isObject() ? json.path("unit").asText() : null;
        Object value = plain(json.isObject() ? json.path("value") : json);
        Property property = twin.properties.get(name);
        if (value == null) {
            return null;
        }
        if (property == null) {
            if (!twin.type.equals(TypeId.UNTYPED)
                    || twin.properties.size() >= setting.limits().propertiesMax()
                    || !isName(name)) {
                return null;
            }
            twin.properties.put(name, twin.fresh(schemaOf(value), unit));
            return value;
        }
        if (!property.active || !fits(property, value)) {
            return null;
        }
        if (unit == null || unit.equals(property.unit)) {
            return value;
        }
        // The one other pair of units that there is here.
        return unit.equals("bar") && "kilopascal".equals(property.unit) ? (Double) value * 100 : null;
    }

    private static boolean isName(String name) {
        try {
            return !new PropertyName(name).value().isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static ValueSchema schemaOf(Object value) {
        return switch (value) {
            case Double d -> ValueSchema.DOUBLE;
            case Boolean b -> ValueSchema.BOOLEAN;
            case String s -> ValueSchema.STRING;
            default -> ValueSchema.DOUBLES;
        };
    }

    private static @Nullable Object plain(JsonNode json) {
        if (json.isNumber()) {
            return Double.isFinite(json.doubleValue()) ? json.doubleValue() : null;
        }
        if (json.isArray()) {
            List<Double> items = new ArrayList<>();
            json.forEach(item -> items.add(item.doubleValue()));
            return items;
        }
        return json.isBoolean() ? json.booleanValue() : json.textValue();
    }

    private void store(
            RefTwin twin,
            TwinId id,
            Map<String, Object> taken,
            long ts,
            boolean ownTime,
            int size,
            long position,
            int element) {
        Map<Integer, Object> saying = new LinkedHashMap<>();
        // True is 1 here as in history: where a property was a boolean and is a number now, the one repeats the other.
        taken.forEach((name, value) -> saying.put(
                Objects.requireNonNull(twin.properties.get(name)).place,
                value instanceof Boolean truth ? (Object) (truth ? 1.0 : 0.0) : value));
        saying.put(-1 - size, "");
        Said said = new Said(ts, saying);
        boolean repeated = ownTime && twin.said.contains(said);
        Map<String, Object> row = new TreeMap<>();
        taken.forEach((name, value) -> {
            Property property = Objects.requireNonNull(twin.properties.get(name));
            if (ts <= property.ts && (repeated || (ts == property.ts && value.equals(property.value)))) {
                twin.duplicate++;
                return;
            }
            twin.stored++;
            row.put(column(property, value), cell(value));
            if (ts >= property.ts) {
                property.value = value;
                property.ts = ts;
            }
        });
        if (ownTime) {
            twin.said.add(said);
        }
        if (!row.isEmpty()) {
            rows.add(new Recorded.Row(id.value(), ts, knownAt, position, element, row));
        }
    }

    private static String column(Property property, Object value) {
        String storage = switch (value) {
            case String s -> "text ";
            case List<?> l -> "array ";
            default -> "number ";
        };
        return storage + property.slot;
    }

    private static Object cell(Object value) {
        return switch (value) {
            case Boolean truth -> truth ? 1.0 : 0.0;
            case List<?> list ->
                Stream.of(list).map(Object::toString).findFirst().orElseThrow();
            default -> value;
        };
    }
}
