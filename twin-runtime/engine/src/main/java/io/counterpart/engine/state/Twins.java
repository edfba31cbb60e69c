package io.counterpart.engine.state;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import io.counterpart.engine.decoding.Telemetry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * All twins of a partition: numbered from 0 in the order in which they came, and found by the bytes of their name through open
 * addressing. A twin that was removed keeps its number, and its slots.
 */
public final class Twins {

    /** How many slots of one storage a twin may ever be given: each change of a property's storage takes one for good. */
    public static final int SLOTS_MAX = 8_192;

    private static final int FIRST_SIZE = 64;

    private final Layouts layouts = new Layouts();
    private Twin[] twins = new Twin[FIRST_SIZE];
    private int count;
    /** By hash of the twin's name that hash, above its number plus one; 0 is empty. At most half full. */
    private long[] table = new long[FIRST_SIZE * 2];

    public int count() {
        return count;
    }

    public Twin twin(int number) {
        return twins[number];
    }

    /**
     * The twin that a checkpoint speaks of.
     *
     * @throws DamagedBytes where there is none of this number
     */
    public Twin existing(int number) {
        if (number < 0 || number >= count) {
            throw new DamagedBytes("no twin " + number);
        }
        return twins[number];
    }

    /** The number of the twin with this name, -1 where there is none. */
    public int find(byte[] bytes, int offset, int length) {
        int hash = mixed(Telemetry.hash(bytes, offset, length));
        int at = hash & (table.length - 1);
        for (long entry = table[at]; entry != 0; entry = table[at]) {
            int number = (int) entry - 1;
            if (entry >> 32 == hash && twins[number].isNamed(bytes, offset, length)) {
                return number;
            }
            at = (at + 1) & (table.length - 1);
        }
        return -1;
    }

    /** The number of this twin, -1 where there is none. */
    public int find(TwinId id) {
        byte[] name = id.value().getBytes(StandardCharsets.US_ASCII);
        return find(name, 0, name.length);
    }

    private static int mixed(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ (mixed >>> 15);
    }

    /** Adds a twin that is not there yet and returns its number. */
    public int add(TwinId id, GroupId group) {
        append(new Twin(id, group));
        return count - 1;
    }

    private void append(Twin twin) {
        if (count == twins.length) {
            twins = Arrays.copyOf(twins, count * 2);
            rebuildTable(count * 4);
        }
        twins[count++] = twin;
        enter(count);
    }

    private void rebuildTable(int size) {
        table = new long[size];
        for (int entry = 1; entry <= count; entry++) {
            enter(entry);
        }
    }

    private void enter(int entry) {
        byte[] name = twins[entry - 1].id.value().getBytes(StandardCharsets.US_ASCII);
        int hash = mixed(Telemetry.hash(name, 0, name.length));
        int at = hash & (table.length - 1);
        while (table[at] != 0) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = (long) hash << 32 | entry;
    }

    /** Gives the twin one more property; it is its last. */
    public void addProperty(Twin twin, PropertyName name, ValueSchema schema, @Nullable String unit) {
        twin.addProperty(name, schema, unit, layouts);
    }

    /**
     * Makes the twin one of this type; without a definition, of none.
     *
     * @return false, and nothing done, where it would take more than {@link #SLOTS_MAX} slots of one storage
     */
    public boolean retype(Twin twin, TypeId type, @Nullable TypeDefinition definition) {
        Layout next = definition == null ? twin.layout.untyped() : layouts.as(twin.layout, definition);
        if (next.slotsOfFullestStorage() > SLOTS_MAX) {
            return false;
        }
        // Its definition's own name, which all twins of the type share.
        twin.become(definition == null ? type : definition.id(), layouts.shared(next));
        return true;
    }

    public void remove(Twin twin) {
        twin.remove();
    }

    /** Lets a removed twin live again, with the slots it had. */
    public void revive(Twin twin) {
        twin.removed = false;
    }

    /** Notes the twin as changed since the owner looked; false where that was noted already. */
    public boolean markDirty(Twin twin) {
        boolean first = !twin.dirty;
        twin.dirty = true;
        return first;
    }

    public void markClean(Twin twin) {
        twin.published();
    }

    /** Writes all twins: equal states give equal bytes. */
    public void write(BinaryOutput out) {
        new TwinCodec(layouts).write(twins, count, out);
    }

    /**
     * The twins that were written so.
     *
     * @param version of what wrote them: 1 knew nothing of signals, 2 nothing of wishes, 4 nothing of commands
     */
    public static Twins read(BinaryInput in, int version) {
        Twins read = new Twins();
        new TwinCodec(read.layouts).read(in, version, read::append);
        return read;
    }
}
