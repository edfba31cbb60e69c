package io.counterpart.engine.state;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.PropertyState;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What somebody wants one twin's properties to be. Most twins have none of it, so it stands beside their values and not among them. */
public final class Wishes {

    /** The revision before anything was wanted. */
    private static final long NOTHING_TOLD = -1;

    private static final int NUMBER = 1;
    private static final int TRUTH = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;

    private final TreeMap<PropertyName, PropertyState.Desired> byProperty = new TreeMap<>();
    private long revision = NOTHING_TOLD;

    Wishes() {}

    /** What is wanted, by property. */
    public SortedMap<PropertyName, PropertyState.Desired> all() {
        return Collections.unmodifiableSortedMap(byProperty);
    }

    /** What this property shall be, null where nobody wants anything of it. */
    public PropertyState.@Nullable Desired of(PropertyName property) {
        return byProperty.get(property);
    }

    /** Notes that this revision was told; false where it, or a later one, had been told before. */
    public boolean told(long newRevision) {
        if (newRevision <= revision) {
            return false;
        }
        revision = newRevision;
        return true;
    }

    /** Wants a property to be so from this known time on, epoch milliseconds; false where that was wanted already. */
    public boolean want(PropertyName property, Value value, long knownAtMs) {
        PropertyState.Desired before = byProperty.get(property);
        if (before != null && before.value().equals(value)) {
            return false;
        }
        byProperty.put(property, new PropertyState.Desired(value, knownAtMs));
        return true;
    }

    /** Says the same wish in another unit: it is wanted since when it was. */
    public void restate(PropertyName property, Value value) {
        byProperty.computeIfPresent(property, (name, before) -> new PropertyState.Desired(value, before.since()));
    }

    /** Wants nothing of a property any more; false where nothing was wanted of it. */
    public boolean withdraw(PropertyName property) {
        return byProperty.remove(property) != null;
    }

    /** Wants nothing any more; what was told stays told. */
    void withdrawAll() {
        byProperty.clear();
    }

    void write(BinaryOutput out) {
        out.putLong(revision);
        out.putInt(byProperty.size());
        for (Map.Entry<PropertyName, PropertyState.Desired> wish : byProperty.entrySet()) {
            out.putText(wish.getKey().value());
            out.putLong(wish.getValue().since());
            write(wish.getValue().value(), out);
        }
    }

    private static void write(Value value, BinaryOutput out) {
        switch (value) {
            case Value.Numeric(double number) -> {
                out.putByte(NUMBER);
                out.putDouble(number);
            }
            case Value.Truth(boolean truth) -> {
                out.putByte(TRUTH);
                out.putByte(truth ? 1 : 0);
            }
            case Value.Text(String text) -> {
                out.putByte(TEXT);
                out.putText(text);
            }
            case Value.Vector(List<Double> numbers) -> {
                out.putByte(ARRAY);
                out.putInt(numbers.size());
                numbers.forEach(out::putDouble);
            }
            case Value.Json _ -> throw new IllegalStateException("nobody can want something of several parts");
        }
    }

    static Wishes read(BinaryInput in) {
        Wishes wishes = new Wishes();
        wishes.revision = in.getLong();
        int count = in.getCount(Integer.BYTES + Long.BYTES + 2);
        for (int i = 0; i < count; i++) {
            PropertyName property = new PropertyName(in.getText());
            long since = in.getLong();
            wishes.byProperty.put(property, new PropertyState.Desired(readValue(in), since));
        }
        return wishes;
    }

    private static Value readValue(BinaryInput in) {
        return switch (in.getByte()) {
            case NUMBER -> new Value.Numeric(in.getDouble());
            case TRUTH -> new Value.Truth(in.getByte() != 0);
            case TEXT -> new Value.Text(in.getText());
            case ARRAY -> {
                int size = in.getCount(Double.BYTES);
                List<Double> numbers = new ArrayList<>(size);
                for (int i = 0; i < size; i++) {
                    numbers.add(in.getDouble());
                }
                yield new Value.Vector(numbers);
            }
            default -> throw new DamagedBytes("a wish of an unknown kind");
        };
    }
}
