package io.counterpart.engine.related;

import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.input.Input.ToldSignals;
import io.counterpart.contracts.input.Input.ValuesTold;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.quality.Rollup;
import io.counterpart.engine.unit.Conversions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A twin's relationships, as far as something is made of what stands at their ends: where they lead, of what the twins there were
 * asked, what they have told, and what that makes. Everything is in the order of names, so equal contents give equal bytes.
 */
public final class Links {

    static final long NEVER = Long.MIN_VALUE;

    private final SortedMap<String, SortedMap<TwinId, GroupId>> leads = new TreeMap<>();

    /** Those of them that were asked for something. */
    private final SortedMap<TwinId, Member> members = new TreeMap<>();

    private final SortedMap<PropertyName, Gathered> gathered = new TreeMap<>();

    /** The newest event time that anything gathered was put down at. */
    private long at = NEVER;

    /** The relationship of this name leads to that twin, too. */
    public void add(String name, TwinId target, GroupId group) {
        leads.computeIfAbsent(name, none -> new TreeMap<>()).put(target, group);
    }

    /** The relationship of this name does not lead to that twin any more. */
    public void remove(String name, TwinId target) {
        SortedMap<TwinId, GroupId> targets = leads.get(name);
        if (targets != null) {
            targets.remove(target);
            if (targets.isEmpty()) {
                leads.remove(name);
            }
        }
    }

    /** All relationships are gone. */
    public void clear() {
        leads.clear();
        gathered.clear();
        at = NEVER;
    }

    /** Whether nothing is left: no relationship, nobody who is asked, and nothing that was ever made of them. */
    public boolean isEmpty() {
        return leads.isEmpty() && members.isEmpty() && !hasGathered();
    }

    /** Whether anything was made of other twins' values, of which history has something. */
    public boolean hasGathered() {
        return at != NEVER;
    }

    /** Whether the relationship leads to that twin. */
    public boolean leads(String name, TwinId target) {
        SortedMap<TwinId, GroupId> targets = leads.get(name);
        return targets != null && targets.containsKey(target);
    }

    /**
     * What a twin is to be asked for.
     *
     * @param properties of which values; with no quality and none of these it is to tell nothing any more
     * @param quality whether of how far its signals are believed
     */
    public record Asking(TwinId twin, GroupId group, List<PropertyName> properties, boolean quality) {}

    private record Want(GroupId group, SortedSet<PropertyName> properties, boolean quality) {}

    /**
     * Notes what is wanted from here on.
     *
     * @param related what the twin's type makes of related twins' values
     * @param parts by which relationships the twin is made of others
     * @return whom to ask anew, and for what
     */
    public List<Asking> ask(Collection<Signal.Related> related, List<String> parts) {
        SortedMap<TwinId, Want> wanted = new TreeMap<>();
        parts.forEach(name ->
                targets(name).forEach((twin, group) -> wanted.put(twin, new Want(group, new TreeSet<>(), true))));
        related.forEach(one -> targets(one.by())
                .forEach((twin, group) -> wanted.computeIfAbsent(twin, none -> new Want(group, new TreeSet<>(), false))
                        .properties()
                        .add(one.of())));
        List<Asking> asking = new ArrayList<>();
        members.entrySet().removeIf(entry -> {
            boolean isLeft = !wanted.containsKey(entry.getKey());
            if (isLeft) {
                asking.add(new Asking(entry.getKey(), entry.getValue().group, List.of(), false));
            }
            return isLeft;
        });
        wanted.forEach((twin, want) -> {
            Member member = members.computeIfAbsent(twin, none -> new Member(want.group()));
            if (member.ask(want.properties(), want.quality())) {
                asking.add(new Asking(twin, member.group, List.copyOf(want.properties()), want.quality()));
            }
        });
        return asking;
    }

    /** Where the relationship leads, the first by name where it leads to more than may be. */
    private SortedMap<TwinId, GroupId> targets(String name) {
        SortedMap<TwinId, GroupId> all = leads.getOrDefault(name, new TreeMap<>());
        if (all.size() <= Signal.Related.TWINS_MAX) {
            return all;
        }
        SortedMap<TwinId, GroupId> first = new TreeMap<>();
        for (Map.Entry<TwinId, GroupId> entry : all.entrySet()) {
            if (first.size() == Signal.Related.TWINS_MAX) {
                break;
            }
            first.put(entry.getKey(), entry.getValue());
        }
        return first;
    }

    /** Takes what a related twin tells; false where nobody asked it, or it has told of something later. */
    public boolean told(ValuesTold told) {
        Member member = members.get(told.source());
        return member != null && member.told(told);
    }

    /**
     * What a property of related twins makes now.
     *
     * @param unit of the property that it makes
     */
    public Gathered gather(Signal.Related related, @Nullable String unit, Conversions conversions) {
        Gathering gathering = new Gathering(related, unit, conversions);
        for (TwinId twin : targets(related.by()).keySet()) {
            Member member = members.get(twin);
            gathering.next(member == null ? null : member.value(related.of()));
        }
        return gathering.gathered();
    }

    /** What the twin's property was made of when that was noted last; null where nothing was. */
    public @Nullable Gathered gathered(PropertyName property) {
        return gathered.get(property);
    }

    /** Notes what the twin's property is made of now. */
    public void note(PropertyName property, Gathered now) {
        gathered.put(property, now);
    }

    /** Forgets what properties are made of: the twin has another type. */
    public void forgetGathered() {
        gathered.clear();
    }

    /**
     * The event time at which to put down what is gathered now: none before that of anything before, so that what a twin makes of
     * others goes forward.
     *
     * @param ts the earliest that it may be
     */
    public long moveTo(long ts) {
        at = Math.max(at, ts);
        return at;
    }

    /**
     * Adds how far the twin's parts are believed.
     *
     * @return through how many twins that came, 0 where there are no parts
     */
    public int addParts(List<String> parts, Rollup to) {
        SortedSet<TwinId> twins = new TreeSet<>();
        parts.forEach(name -> twins.addAll(targets(name).keySet()));
        int hops = 0;
        for (TwinId twin : twins) {
            Member member = members.get(twin);
            ToldSignals signals = member == null ? null : member.signals();
            hops = Math.max(hops, 1);
            if (signals != null) {
                hops = Math.max(hops, Math.min(signals.hops(), Input.HOPS_MAX) + 1);
                if (signals.hops() <= Input.HOPS_MAX) {
                    to.add(signals);
                }
            }
        }
        return hops;
    }

    // ---- bytes ----

    /** Writes it all. */
    public void write(BinaryOutput out) {
        out.putInt(leads.size());
        leads.forEach((name, targets) -> {
            out.putText(name);
            writeAll(targets, out, (twin, group) -> {
                out.putText(twin.value());
                out.putText(group.value());
            });
        });
        writeAll(members, out, (twin, member) -> {
            out.putText(twin.value());
            member.write(out);
        });
        writeAll(gathered, out, (property, one) -> {
            out.putText(property.value());
            out.putDouble(one.value());
            out.putLong(one.ts());
            out.putInt(one.quality());
            out.putInt(one.hops());
            out.putInt(one.twins());
            out.putInt(one.used());
        });
        out.putLong(at);
    }

    private static <K, V> void writeAll(SortedMap<K, V> all, BinaryOutput out, BiConsumer<K, V> one) {
        out.putInt(all.size());
        all.forEach(one);
    }

    /** What was written so. */
    public static Links read(BinaryInput in) {
        Links links = new Links();
        int names = in.getCount(2 * Integer.BYTES);
        for (int i = 0; i < names; i++) {
            String name = in.getText();
            int targets = in.getCount(2 * Integer.BYTES);
            for (int j = 0; j < targets; j++) {
                links.add(name, new TwinId(in.getText()), new GroupId(in.getText()));
            }
        }
        int members = in.getCount(2 * Integer.BYTES);
        for (int i = 0; i < members; i++) {
            links.members.put(new TwinId(in.getText()), Member.read(in));
        }
        int gathered = in.getCount(2 * Integer.BYTES);
        for (int i = 0; i < gathered; i++) {
            links.gathered.put(
                    new PropertyName(in.getText()),
                    new Gathered(in.getDouble(), in.getLong(), in.getInt(), in.getInt(), in.getInt(), in.getInt()));
        }
        links.at = in.getLong();
        return links;
    }
}
