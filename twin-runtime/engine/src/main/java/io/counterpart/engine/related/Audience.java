package io.counterpart.engine.related;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Input.ToldSignals;
import io.counterpart.contracts.input.Input.ToldValue;
import io.counterpart.contracts.input.Input.ValuesAsked;
import io.counterpart.contracts.input.Input.ValuesTold;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The twins that asked to be told of one twin's values, and what was told them. They are told what is new, all of them together, once a
 * second at most.
 */
public final class Audience {

    /** How many twins may ask one: each is written to once a second. */
    public static final int READERS_MAX = 1_000;

    /** How long it is between two tellings at least, milliseconds of known time. */
    static final long EVERY_MS = 1_000;

    private record Reader(GroupId group, List<PropertyName> properties, boolean quality, long position) {}

    private final SortedMap<TwinId, Reader> readers = new TreeMap<>();

    /** Not part of the state: what they ask for together; null where it is to be looked up again. */
    private @Nullable SortedSet<PropertyName> wanted;

    private List<ToldValue> values = List.of();
    private @Nullable ToldSignals signals;
    private long toldAt = Links.NEVER;
    private boolean waits;

    /** What became of a question. */
    public enum Asked {
        /** It was asked before, or after that it was taken back. */
        KNOWN,
        /** The twin that asked is to be told. */
        NEW,
        /** It wants nothing any more. */
        TAKEN_BACK,
        /** There are too many that ask. */
        REFUSED
    }

    /** Takes a question. */
    public Asked take(ValuesAsked asked) {
        Reader known = readers.get(asked.reader());
        // A twin that was made again in another group asks from another log, whose positions are of another count.
        Reader ofSameLog = known != null && known.group().equals(asked.readerGroup()) ? known : null;
        if (ofSameLog != null && asked.position() <= ofSameLog.position()) {
            return Asked.KNOWN;
        }
        wanted = null;
        if (asked.isNothing()) {
            if (ofSameLog != null) {
                readers.remove(asked.reader());
            }
            return Asked.TAKEN_BACK;
        }
        if (known == null && readers.size() == READERS_MAX) {
            return Asked.REFUSED;
        }
        readers.put(
                asked.reader(), new Reader(asked.readerGroup(), asked.properties(), asked.quality(), asked.position()));
        return Asked.NEW;
    }

    /** Whether nobody asks. */
    public boolean isEmpty() {
        return readers.isEmpty();
    }

    /** What is asked for, by anybody. */
    public SortedSet<PropertyName> properties() {
        SortedSet<PropertyName> all = wanted;
        if (all == null) {
            all = new TreeSet<>();
            for (Reader reader : readers.values()) {
                all.addAll(reader.properties());
            }
            wanted = all;
        }
        return Collections.unmodifiableSortedSet(all);
    }

    /** Whether anybody asks how far the twin's signals are believed. */
    public boolean wantsQuality() {
        return readers.values().stream().anyMatch(Reader::quality);
    }

    /** Whether it can be left out that there may be news: their time will come anyway. */
    public boolean isWaiting(long knownAt) {
        return waits && !mayTell(knownAt);
    }

    private boolean mayTell(long knownAt) {
        return toldAt == Links.NEVER || knownAt - toldAt >= EVERY_MS;
    }

    /** When what waits is to be told, known time; {@link Long#MAX_VALUE} where nothing waits. */
    public long dueAt() {
        return waits ? toldAt + EVERY_MS : Long.MAX_VALUE;
    }

    /** Takes messages to other twins. */
    @FunctionalInterface
    public interface Messages {

        /** @param group of the twin that it is for */
        void send(GroupId group, Input input);
    }

    /**
     * Tells all of them how the twin stands, where that is new; later, where they were told a moment ago.
     *
     * @param nowValues of all that is asked for, in order of their names
     * @param position of what has changed the twin
     */
    public void tell(
            TwinId source,
            List<ToldValue> nowValues,
            @Nullable ToldSignals nowSignals,
            long position,
            long knownAt,
            Messages to) {
        boolean isNews = !nowValues.equals(values) || !Objects.equals(nowSignals, signals);
        waits = isNews && !mayTell(knownAt);
        if (!isNews || waits) {
            return;
        }
        values = nowValues;
        signals = nowSignals;
        toldAt = knownAt;
        readers.forEach(
                (twin, reader) -> to.send(reader.group(), told(source, twin, reader, nowValues, nowSignals, position)));
    }

    /** Tells one that has just asked what all others know; what is newer will come to it as to them. */
    public void tell(
            TwinId source,
            TwinId one,
            List<ToldValue> nowValues,
            @Nullable ToldSignals nowSignals,
            long position,
            Messages to) {
        Reader reader = readers.get(one);
        if (reader != null) {
            to.send(reader.group(), told(source, one, reader, nowValues, nowSignals, position));
        }
    }

    private static ValuesTold told(
            TwinId source,
            TwinId twin,
            Reader reader,
            List<ToldValue> values,
            @Nullable ToldSignals signals,
            long position) {
        return new ValuesTold(
                twin,
                source,
                values.stream()
                        .filter(value -> reader.properties().contains(value.property()))
                        .toList(),
                reader.quality() ? signals : null,
                position);
    }

    // ---- bytes ----

    /** Writes it all. */
    public void write(BinaryOutput out) {
        out.putInt(readers.size());
        readers.forEach((twin, reader) -> {
            out.putText(twin.value());
            out.putText(reader.group().value());
            out.putTexts(reader.properties().stream().map(PropertyName::value).toList());
            out.putByte(reader.quality() ? 1 : 0);
            out.putLong(reader.position());
        });
        out.putInt(values.size());
        values.forEach(value -> Tellings.write(value, out));
        Tellings.write(signals, out);
        out.putLong(toldAt);
        out.putByte(waits ? 1 : 0);
    }

    /** What was written so. */
    public static Audience read(BinaryInput in) {
        Audience audience = new Audience();
        int readers = in.getCount(3 * Integer.BYTES);
        for (int i = 0; i < readers; i++) {
            TwinId twin = new TwinId(in.getText());
            GroupId group = new GroupId(in.getText());
            List<PropertyName> properties =
                    in.getTexts().stream().map(PropertyName::new).toList();
            audience.readers.put(twin, new Reader(group, properties, in.getByte() == 1, in.getLong()));
        }
        List<ToldValue> values = new ArrayList<>();
        int told = in.getCount(Integer.BYTES);
        for (int i = 0; i < told; i++) {
            values.add(Tellings.readValue(in));
        }
        audience.values = List.copyOf(values);
        audience.signals = Tellings.readSignals(in);
        audience.toldAt = in.getLong();
        audience.waits = in.getByte() == 1;
        return audience;
    }
}
