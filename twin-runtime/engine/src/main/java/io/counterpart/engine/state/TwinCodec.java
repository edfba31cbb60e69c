package io.counterpart.engine.state;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.command.Commands;
import io.counterpart.engine.order.RecentReadings;
import io.counterpart.engine.signal.Owner;
import io.counterpart.engine.signal.SignalPlan;
import io.counterpart.engine.signal.TwinSignals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Twins as bytes. Layouts and types stand where they first occur and are pointed at afterwards, so a fleet of equal twins writes
 * them once; by equality, so that how twins came to share them does not show.
 */
final class TwinCodec {

    private static final int REMOVED = 1;
    private static final int SILENT = 2;
    private static final int CLOCK_WRONG = 4;

    private static final int NOTHING = 0;
    private static final int TEXT = 1;
    private static final int ARRAY = 2;

    private final Layouts layouts;

    TwinCodec(Layouts layouts) {
        this.layouts = layouts;
    }

    void write(Twin[] twins, int count, BinaryOutput out) {
        Map<Layout, Integer> layoutNumbers = new HashMap<>();
        Map<TypeId, Integer> typeNumbers = new HashMap<>();
        out.putInt(count);
        for (int i = 0; i < count; i++) {
            Twin twin = twins[i];
            out.putText(twin.id.value());
            writeType(twin.type, typeNumbers, out);
            writeLayout(twin.layout, layoutNumbers, out);
            writeHead(twin, out);
            writeValues(twin, out);
            out.putByte(twin.recent == null ? 0 : 1);
            if (twin.recent != null) {
                twin.recent.write(out);
            }
            if (twin.signals != null) {
                twin.signals.write(out);
                if (twin.signals.isClockWrong()) {
                    twin.signals.writeClock(out);
                }
            }
            out.putByte(twin.wishes == null ? 0 : 1);
            if (twin.wishes != null) {
                twin.wishes.write(out);
            }
            out.putByte(twin.commands == null ? 0 : 1);
            if (twin.commands != null) {
                twin.commands.write(out);
            }
        }
    }

    private static void writeType(TypeId type, Map<TypeId, Integer> numbers, BinaryOutput out) {
        Integer known = numbers.putIfAbsent(type, numbers.size());
        out.putInt(known == null ? numbers.size() - 1 : known);
        if (known == null) {
            out.putText(type.value());
        }
    }

    private static void writeLayout(Layout layout, Map<Layout, Integer> numbers, BinaryOutput out) {
        Integer known = numbers.putIfAbsent(layout, numbers.size());
        out.putInt(known == null ? numbers.size() - 1 : known);
        if (known == null) {
            layout.write(out);
        }
    }

    private static void writeHead(Twin twin, BinaryOutput out) {
        out.putOptionalText(twin.group.value().equals(twin.id.value()) ? null : twin.group.value());
        out.putOptionalText(twin.device == null ? null : twin.device.value());
        boolean isClockWrong = twin.signals != null && twin.signals.isClockWrong();
        out.putByte((twin.removed ? REMOVED : 0) | (twin.silent ? SILENT : 0) | (isClockWrong ? CLOCK_WRONG : 0));
        out.putLong(twin.revision);
        out.putLong(twin.position);
        out.putLong(twin.knownAt);
        out.putLong(twin.lastHeardMs);
        out.putLong(twin.stored);
        out.putLong(twin.duplicate);
        out.putLong(twin.rejected);
        out.putLong(twin.late);
    }

    private static void writeValues(Twin twin, BinaryOutput out) {
        for (int i = 0; i < twin.numbers.length; i++) {
            out.putDouble(twin.numbers[i]);
            out.putLong(twin.ts(i));
            out.putLong(twin.valueKnownAt(i));
        }
        out.putByte(twin.objects == null ? 0 : 1);
        if (twin.objects != null) {
            for (@Nullable Object object : twin.objects) {
                writeObject(object, out);
            }
        }
    }

    private static void writeObject(@Nullable Object object, BinaryOutput out) {
        switch (object) {
            case String text -> {
                out.putByte(TEXT);
                out.putText(text);
            }
            case double[] array -> {
                out.putByte(ARRAY);
                out.putInt(array.length);
                for (double item : array) {
                    out.putDouble(item);
                }
            }
            case null -> out.putByte(NOTHING);
            default -> throw new IllegalStateException("a value that is neither text nor array");
        }
    }

    void read(BinaryInput in, int version, Consumer<Twin> twins) {
        List<Layout> knownLayouts = new ArrayList<>();
        List<TypeId> knownTypes = new ArrayList<>();
        int count = in.getCount(1);
        for (int i = 0; i < count; i++) {
            TwinId id = new TwinId(in.getText());
            TypeId type = readType(in, knownTypes);
            Layout layout = readLayout(in, version, knownLayouts);
            String group = in.getOptionalText();
            Twin twin = new Twin(id, group == null ? GroupId.of(id) : new GroupId(group));
            twin.type = type;
            twin.layout = layout;
            int flags = readHead(twin, in, version);
            readValues(twin, in);
            if (in.getByte() == 1) {
                twin.recent = RecentReadings.read(in);
            }
            SignalPlan plan = layout.signals();
            if (plan != null) {
                twin.signals = TwinSignals.read(in, plan, new Owner(id, type));
                if ((flags & CLOCK_WRONG) != 0) {
                    twin.signals.readClock(in);
                }
                forgetWithdrawn(twin, plan);
            }
            if (version > 2 && in.getByte() == 1) {
                twin.wishes = Wishes.read(in);
            }
            if (version > 4 && in.getByte() == 1) {
                twin.commands = Commands.read(in);
            }
            twins.accept(twin);
        }
    }

    private static void forgetWithdrawn(Twin twin, SignalPlan plan) {
        for (int i = 0; i < twin.layout.size(); i++) {
            if (plan.isWithdrawn(i)) {
                twin.forget(i);
            }
        }
    }

    private static TypeId readType(BinaryInput in, List<TypeId> known) {
        int number = in.getInt();
        if (number == known.size()) {
            String value = in.getText();
            known.add(value.equals(TypeId.UNTYPED.value()) ? TypeId.UNTYPED : new TypeId(value));
        }
        return numbered(known, number);
    }

    private Layout readLayout(BinaryInput in, int version, List<Layout> known) {
        int number = in.getInt();
        if (number == known.size()) {
            known.add(layouts.shared(Layout.read(in, version)));
        }
        return numbered(known, number);
    }

    private static <T> T numbered(List<T> known, int number) {
        if (number < 0 || number >= known.size()) {
            throw new DamagedBytes("a pointer to nothing");
        }
        return known.get(number);
    }

    /** @return the flags */
    private static int readHead(Twin twin, BinaryInput in, int version) {
        String device = in.getOptionalText();
        if (device != null) {
            twin.spokenForBy(new DeviceId(device));
        }
        int flags = in.getByte();
        twin.removed = (flags & REMOVED) != 0;
        twin.silent = (flags & SILENT) != 0;
        twin.revision = in.getLong();
        twin.position = in.getLong();
        twin.knownAt = in.getLong();
        twin.lastHeardMs = in.getLong();
        twin.stored = in.getLong();
        twin.duplicate = in.getLong();
        twin.rejected = in.getLong();
        twin.late = version == 1 ? 0 : in.getLong();
        return flags;
    }

    private static void readValues(Twin twin, BinaryInput in) {
        int size = twin.layout.size();
        double[] numbers = new double[size];
        long[] times = new long[2 * size];
        for (int i = 0; i < size; i++) {
            numbers[i] = in.getDouble();
            times[2 * i] = in.getLong();
            times[2 * i + 1] = in.getLong();
        }
        twin.restore(numbers, times);
        if (in.getByte() == 1) {
            @Nullable Object[] objects = new Object[size];
            for (int i = 0; i < size; i++) {
                objects[i] = readObject(in);
            }
            twin.objects = objects;
        }
    }

    private static @Nullable Object readObject(BinaryInput in) {
        return switch (in.getByte()) {
            case NOTHING -> null;
            case TEXT -> in.getText();
            case ARRAY -> {
                double[] array = new double[in.getCount(Double.BYTES)];
                for (int i = 0; i < array.length; i++) {
                    array[i] = in.getDouble();
                }
                yield array;
            }
            default -> throw new DamagedBytes("a value of an unknown kind");
        };
    }
}
