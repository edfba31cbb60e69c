package io.counterpart.portal.query;

import io.counterpart.contracts.identity.TypeId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A graph of lists and maps. */
final class MemoryGraph implements Graph {

    private final List<@Nullable Entry> twins = new ArrayList<>();
    private final Map<String, Integer> byId = new HashMap<>();
    private final Map<TypeId, Set<TypeId>> parents = new HashMap<>();
    private final Map<List<Object>, int[]> byModel = new HashMap<>();
    private int @Nullable [] all;

    private static final class Entry {
        private final String id;
        private final String name;
        private final TypeId type;
        private final Map<String, Object> values = new HashMap<>();
        private final List<Line> outgoing = new ArrayList<>();
        private final List<Line> incoming = new ArrayList<>();
        private @Nullable Integer quality;

        private Entry(String id, String name, TypeId type) {
            this.id = id;
            this.name = name;
            this.type = type;
        }
    }

    private record Line(int twin, String name, Map<String, Object> properties) {}

    static TypeId model(String name) {
        return new TypeId("dtmi:com:example:" + name + ";1");
    }

    MemoryGraph inherits(String type, String parent) {
        parents.computeIfAbsent(model(type), _ -> new HashSet<>()).add(model(parent));
        return this;
    }

    /** A number that no twin has. */
    MemoryGraph vacant() {
        twins.add(null);
        return this;
    }

    MemoryGraph twin(String id, String name, String type) {
        byId.put(id, twins.size());
        twins.add(new Entry(id, name, model(type)));
        return this;
    }

    /** Of the twin that was made last. */
    MemoryGraph with(String property, Object value) {
        entry(twins.size() - 1).values.put(property, value);
        return this;
    }

    /** Of the twin that was made last. */
    MemoryGraph judged(int quality) {
        entry(twins.size() - 1).quality = quality;
        return this;
    }

    MemoryGraph link(String from, String name, String to) {
        return link(from, name, to, Map.of());
    }

    MemoryGraph link(String from, String name, String to, Map<String, Object> properties) {
        entry(find(from)).outgoing.add(new Line(find(to), name, properties));
        entry(find(to)).incoming.add(new Line(find(from), name, properties));
        return this;
    }

    private Entry entry(int twin) {
        Entry entry = twins.get(twin);
        if (entry == null) {
            throw new IllegalArgumentException("there is no twin " + twin);
        }
        return entry;
    }

    @Override
    public int size() {
        return twins.size();
    }

    @Override
    public boolean exists(int twin) {
        return twins.get(twin) != null;
    }

    @Override
    public int find(String twinId) {
        return byId.getOrDefault(twinId, -1);
    }

    @Override
    public String id(int twin) {
        return entry(twin).id;
    }

    @Override
    public String name(int twin) {
        return entry(twin).name;
    }

    @Override
    public TypeId type(int twin) {
        return entry(twin).type;
    }

    @Override
    public int[] ofModel(TypeId type, boolean exact) {
        return byModel.computeIfAbsent(List.of(type, exact), _ -> {
            List<Integer> found = new ArrayList<>();
            for (int twin : all()) {
                if (isOfModel(twin, type, exact)) {
                    found.add(twin);
                }
            }
            return found.stream().mapToInt(Integer::intValue).toArray();
        });
    }

    @Override
    public boolean isOfModel(int twin, TypeId type, boolean exact) {
        TypeId own = entry(twin).type;
        return own.equals(type) || (!exact && inherits(own, type));
    }

    private boolean inherits(TypeId type, TypeId ancestor) {
        for (TypeId parent : parents.getOrDefault(type, Set.of())) {
            if (parent.equals(ancestor) || inherits(parent, ancestor)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int[] all() {
        if (all == null) {
            all = byId.entrySet().stream()
                    .sorted(Comparator.comparing(Map.Entry::getKey))
                    .mapToInt(Map.Entry::getValue)
                    .toArray();
        }
        return all;
    }

    @Override
    public int outgoing(int twin, @Nullable String relationship, LinkConsumer to) {
        return each(entry(twin).outgoing, relationship, to);
    }

    @Override
    public int incoming(int twin, @Nullable String relationship, LinkConsumer from) {
        return each(entry(twin).incoming, relationship, from);
    }

    private static int each(List<Line> lines, @Nullable String relationship, LinkConsumer consumer) {
        for (Line line : lines) {
            if (relationship == null || relationship.equals(line.name())) {
                consumer.link(line.twin(), line.name(), line.properties());
            }
        }
        return lines.size();
    }

    @Override
    public @Nullable Object value(int twin, String property) {
        return entry(twin).values.get(property);
    }

    @Override
    public @Nullable Integer quality(int twin) {
        return entry(twin).quality;
    }
}
