package io.counterpart.engine.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.decoding.Shape;
import io.counterpart.engine.decoding.Shapes;
import io.counterpart.engine.decoding.Telemetry;
import io.counterpart.engine.dtdl.Schema;
import io.counterpart.engine.dtdl.SchemaDocument;
import io.counterpart.engine.order.AcceptedTime;
import io.counterpart.engine.signal.SignalPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a twin in order of first appearance. Immutable and shared by all twins that have the same, so that a twin
 * costs its values only, and a fleet's layout stays in the processor's cache.
 */
public final class Layout {

    private static final int STORAGES = 3;

    /** The name of what has lost its name to another. */
    private static final byte[] NAMELESS = {};

    /** Of a twin without properties. */
    public static final Layout EMPTY =
            new Layout(new Property[0], new int[STORAGES], 0, AcceptedTime.ANY, List.of(), null);

    /**
     * How layouts stand in checkpoints, told by the byte above their order window, which is never that long. 1 has more than 0: which times
     * are accepted, and what derived properties read.
     */
    private static final int FORMAT = 1;

    private static final int FORMAT_BIT = 56;

    private final Property[] properties;
    private final int[] slotsGiven;
    private final long orderWindowMs;
    private final AcceptedTime acceptedTime;
    private final List<String> parts;
    private final byte[][] names;
    private final int[] hashes;
    private final int[] table;
    private final int hashCode;
    private final @Nullable SignalPlan signals;

    /** Not part of it: how the devices of those who have it write. */
    private final Shapes shapes = new Shapes();

    /** @param readBefore by place of a derived property, what it read when the layout was written; null where that was never */
    private Layout(
            Property[] properties,
            int[] slotsGiven,
            long orderWindowMs,
            AcceptedTime acceptedTime,
            List<String> parts,
            @Nullable Map<Integer, List<Integer>> readBefore) {
        this.parts = parts;
        this.properties = properties;
        this.slotsGiven = slotsGiven;
        this.orderWindowMs = orderWindowMs;
        this.acceptedTime = acceptedTime;
        names = new byte[properties.length][];
        hashes = new int[properties.length];
        table = new int[Integer.highestOneBit(Math.max(1, properties.length)) * 4];
        for (int i = 0; i < properties.length; i++) {
            if (properties[i].isFormer()) {
                names[i] = NAMELESS;
                continue;
            }
            names[i] = properties[i].name().value().getBytes(StandardCharsets.US_ASCII);
            hashes[i] = Telemetry.hash(names[i], 0, names[i].length);
            int at = place(hashes[i]);
            while (table[at] != 0) {
                at = (at + 1) & (table.length - 1);
            }
            table[at] = i + 1;
        }
        hashCode = Objects.hash(
                Arrays.hashCode(properties), Arrays.hashCode(slotsGiven), orderWindowMs, acceptedTime, parts);
        signals = SignalPlan.of(
                Arrays.stream(properties)
                        .map(property -> new SignalPlan.Declared(
                                property.name(),
                                property.schema(),
                                property.unit(),
                                property.isActive(),
                                property.signal(),
                                property.slot(),
                                property.qualitySlot(),
                                property.filteredSlot()))
                        .toList(),
                orderWindowMs,
                readBefore);
    }

    private static int place(ValueSchema schema) {
        return switch (schema.storage()) {
            case NUMBER -> 0;
            case TEXT -> 1;
            case NUMBERS -> 2;
        };
    }

    private int place(int hash) {
        int mixed = hash * 0x9e3779b9;
        return (mixed ^ (mixed >>> 16)) & (table.length - 1);
    }

    /** How many properties there are, those that have lost their name among them. */
    public int size() {
        return properties.length;
    }

    /** How many names there are. */
    public int names() {
        return (int) Arrays.stream(properties)
                .filter(property -> !property.isFormer())
                .count();
    }

    int slotsOfFullestStorage() {
        return Arrays.stream(slotsGiven).max().orElse(0);
    }

    public Property property(int i) {
        return properties[i];
    }

    /** Which event times are taken of a reading that brings its own. */
    public AcceptedTime acceptedTime() {
        return acceptedTime;
    }

    /** How the twin's signals are treated; null where its type declares nothing of them. */
    public @Nullable SignalPlan signals() {
        return signals;
    }

    /** The relationships that lead to what the twin is made of. */
    public List<String> parts() {
        return parts;
    }

    /** The place of the property with this name, -1 where there is none. */
    public int find(PropertyName name) {
        byte[] bytes = name.value().getBytes(StandardCharsets.US_ASCII);
        return find(0, bytes, 0, bytes.length, Telemetry.hash(bytes, 0, bytes.length));
    }

    /**
     * The place of the property with this name.
     *
     * @param hint where it probably is: devices repeat their order
     * @param hash {@link Telemetry#hash} of the name
     * @return -1 where there is none
     */
    public int find(int hint, byte[] bytes, int offset, int length, int hash) {
        if (hint < names.length && isAt(hint, bytes, offset, length, hash)) {
            return hint;
        }
        int at = place(hash);
        while (table[at] != 0) {
            int i = table[at] - 1;
            if (isAt(i, bytes, offset, length, hash)) {
                return i;
            }
            at = (at + 1) & (table.length - 1);
        }
        return -1;
    }

    private boolean isAt(int i, byte[] bytes, int offset, int length, int hash) {
        byte[] name = names[i];
        return hashes[i] == hash && Arrays.equals(name, 0, name.length, bytes, offset, offset + length);
    }

    /** How the devices of twins with this layout write. */
    public Shapes shapes() {
        return shapes;
    }

    /**
     * The shape of a message all of whose values can be stored as they are; it knows their properties and slots.
     *
     * @param telemetry a message of one of {@link #shapes()}, or of none
     * @return null where something more is to be done with one of its values
     */
    public @Nullable Shape plain(Telemetry telemetry) {
        Shape shape = telemetry.shape();
        if (shape == null) {
            return null;
        }
        if (!shape.isResolved()) {
            resolve(shape, telemetry);
        }
        return shape.isPlain() ? shape : null;
    }

    private void resolve(Shape shape, Telemetry telemetry) {
        int first = telemetry.first(0);
        int[] places = new int[telemetry.end(0) - first];
        int[] slots = new int[places.length];
        boolean isPlain = true;
        for (int i = 0; i < places.length && isPlain; i++) {
            int value = first + i;
            places[i] = find(
                    i,
                    telemetry.keyBytes(value),
                    telemetry.keyOffset(value),
                    telemetry.keyLength(value),
                    telemetry.keyHash(value));
            isPlain = places[i] >= 0 && properties[places[i]].takesAsItIs(telemetry.kind(value));
            slots[i] = isPlain ? properties[places[i]].slot() : Property.NO_SLOT;
        }
        shape.resolve(isPlain, places, slots);
    }

    /** The layout with one more property, in the next slot of its storage. */
    Layout with(PropertyName name, ValueSchema schema, @Nullable String unit) {
        int[] given = slotsGiven.clone();
        Property[] more = Arrays.copyOf(properties, properties.length + 1);
        more[properties.length] = new Property(name, schema, unit, given[place(schema)]++);
        return new Layout(more, given, orderWindowMs, acceptedTime, parts, null);
    }

    /**
     * The layout of a new twin of this type.
     *
     * @throws IllegalArgumentException with a sentence, where what the type declares of its signals cannot be used
     */
    public static Layout of(TypeDefinition type) {
        return EMPTY.as(type);
    }

    /**
     * The layout of a twin that takes on this type: the type's properties are active and as it says, all others wait. A
     * property that is stored in another way now, or in another unit, is another one, with a slot of its own; the one that it was
     * waits, so that whoever goes back finds its history.
     */
    Layout as(TypeDefinition type) {
        int[] given = slotsGiven.clone();
        List<Property> all =
                new ArrayList<>(properties.length + type.properties().size());
        for (Property property : properties) {
            all.add(property.undeclared(property.isFormer() ? Property.Standing.FORMER : Property.Standing.WAITING));
        }
        for (TypeDefinition.Property wanted : type.properties()) {
            int current = indexOf(all, property -> !property.isFormer() && isNamed(property, wanted));
            int fitting = current >= 0 && holds(all.get(current), wanted)
                    ? current
                    : indexOf(all, property -> isNamed(property, wanted) && holds(property, wanted));
            if (current >= 0 && current != fitting) {
                all.set(current, all.get(current).undeclared(Property.Standing.FORMER));
            }
            if (fitting >= 0) {
                all.set(fitting, as(wanted, all.get(fitting)));
            } else {
                all.add(as(
                        wanted,
                        new Property(wanted.name(), wanted.schema(), wanted.unit(), given[place(wanted.schema())]++)));
            }
        }
        // After all values have their slots: these stand together in history's rows, and mostly have nothing beside
        // them.
        all.replaceAll(property -> property.withFacets(
                facet(property.isJudged(), property.qualitySlot(), given),
                facet(property.isFiltered(), property.filteredSlot(), given)));
        Long window = type.orderWindowMs();
        return new Layout(
                all.toArray(Property[]::new),
                given,
                window == null ? 0 : window,
                acceptedTimeOf(type),
                type.parts(),
                null);
    }

    private static AcceptedTime acceptedTimeOf(TypeDefinition type) {
        Long past = type.acceptedPastMs();
        Long future = type.acceptedFutureMs();
        return new AcceptedTime(
                past == null ? AcceptedTime.UNBOUNDED : past, future == null ? AcceptedTime.AHEAD_MAX_MS : future);
    }

    private static Property as(TypeDefinition.Property wanted, Property before) {
        return new Property(
                wanted.name(),
                wanted.schema(),
                wanted.unit(),
                before.slot(),
                Property.Standing.ACTIVE,
                wanted.signal(),
                wanted.form() == null ? null : SchemaDocument.read(wanted.form()),
                before.qualitySlot(),
                before.filteredSlot());
    }

    private static boolean isNamed(Property property, TypeDefinition.Property wanted) {
        return property.name().equals(wanted.name());
    }

    private static boolean holds(Property property, TypeDefinition.Property wanted) {
        return property.holds(wanted.schema().storage(), wanted.unit());
    }

    /** The slot of numbers that it has, or is given now. */
    private static int facet(boolean needed, int before, int[] given) {
        return needed && before == Property.NO_SLOT ? given[place(ValueSchema.DOUBLE)]++ : before;
    }

    private static int indexOf(List<Property> properties, Predicate<Property> which) {
        for (int i = 0; i < properties.size(); i++) {
            if (which.test(properties.get(i))) {
                return i;
            }
        }
        return -1;
    }

    /** The place of the property that has the name which this one had before; its own where it has its name still. */
    int successorOf(int former) {
        PropertyName name = properties[former].name();
        return properties[former].isFormer()
                ? indexOf(
                        List.of(properties),
                        property -> !property.isFormer() && property.name().equals(name))
                : former;
    }

    /** The layout of a twin that is freed of its type: every property that has its name is active. */
    Layout untyped() {
        Property[] all = properties.clone();
        for (int i = 0; i < all.length; i++) {
            all[i] = all[i].undeclared(all[i].isFormer() ? Property.Standing.FORMER : Property.Standing.ACTIVE);
        }
        return new Layout(all, slotsGiven, 0, AcceptedTime.ANY, List.of(), null);
    }

    void write(BinaryOutput out) {
        for (int given : slotsGiven) {
            out.putInt(given);
        }
        out.putLong(orderWindowMs | (long) FORMAT << FORMAT_BIT);
        out.putLong(acceptedTime.pastMs());
        out.putLong(acceptedTime.futureMs());
        out.putInt(properties.length);
        for (int i = 0; i < properties.length; i++) {
            Property property = properties[i];
            out.putText(property.name().value());
            out.putText(property.schema().word());
            out.putOptionalText(property.unit());
            out.putInt(property.slot());
            out.putByte(property.standing().code());
            Signal signal = property.signal();
            out.putOptionalText(signal == null ? null : new String(Signal.JSON.write(signal), StandardCharsets.UTF_8));
            Schema form = property.form();
            out.putOptionalText(form == null ? null : SchemaDocument.write(form).toString());
            out.putInt(property.qualitySlot());
            out.putInt(property.filteredSlot());
            if (property.isDerived()) {
                writeReads(i, out);
            }
        }
        out.putTexts(parts);
    }

    private void writeReads(int derived, BinaryOutput out) {
        List<Integer> reads = signals == null ? List.of() : signals.readBy(derived);
        out.putInt(reads.size());
        reads.forEach(out::putInt);
    }

    static Layout read(BinaryInput in, int version) {
        int[] given = new int[STORAGES];
        for (int i = 0; i < given.length; i++) {
            given[i] = in.getInt();
        }
        boolean hasSignals = version > 1;
        long head = hasSignals ? in.getLong() : 0;
        int format = (int) (head >>> FORMAT_BIT);
        if (format > FORMAT) {
            throw new DamagedBytes("a layout of format " + format);
        }
        AcceptedTime acceptedTime = format == 0 ? AcceptedTime.ANY : new AcceptedTime(in.getLong(), in.getLong());
        Map<Integer, List<Integer>> readBefore = new HashMap<>();
        Property[] properties = new Property[in.getCount(14)];
        for (int i = 0; i < properties.length; i++) {
            properties[i] = new Property(
                    new PropertyName(in.getText()),
                    schema(in.getText()),
                    in.getOptionalText(),
                    in.getInt(),
                    Property.Standing.of(in.getByte()),
                    hasSignals ? signal(in.getOptionalText()) : null,
                    version < 4 ? null : form(in.getOptionalText()),
                    hasSignals ? in.getInt() : Property.NO_SLOT,
                    hasSignals ? in.getInt() : Property.NO_SLOT);
            if (format > 0 && properties[i].isDerived()) {
                readBefore.put(i, readReads(in));
            }
        }
        List<String> parts = version < 4 ? List.of() : in.getTexts();
        return new Layout(properties, given, head & ((1L << FORMAT_BIT) - 1), acceptedTime, parts, readBefore);
    }

    private static List<Integer> readReads(BinaryInput in) {
        List<Integer> reads = new ArrayList<>();
        int count = in.getCount(Integer.BYTES);
        for (int i = 0; i < count; i++) {
            reads.add(in.getInt());
        }
        return reads;
    }

    private static @Nullable Schema form(@Nullable String json) {
        try {
            return json == null ? null : SchemaDocument.read(Value.MAPPER.readTree(json));
        } catch (JsonProcessingException e) {
            throw new DamagedBytes("no schema: " + json, e);
        }
    }

    private static @Nullable Signal signal(@Nullable String json) {
        return json == null ? null : Signal.JSON.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static ValueSchema schema(String word) {
        return ValueSchema.named(word).orElseThrow(() -> new DamagedBytes("no schema '" + word + "'"));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Layout that
                && hashCode == that.hashCode
                && orderWindowMs == that.orderWindowMs
                && acceptedTime.equals(that.acceptedTime)
                && parts.equals(that.parts)
                && Arrays.equals(properties, that.properties)
                && Arrays.equals(slotsGiven, that.slotsGiven);
    }

    @Override
    public int hashCode() {
        return hashCode;
    }
}
