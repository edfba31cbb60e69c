package io.counterpart.portal.graph;

import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Changes to a state, and the state with them. Loading a graph is a change of the empty one. It costs as much as what it touches, and a
 * copy of the order of the ids when there are new ones.
 */
final class GraphEdit {

    private final GraphState base;
    private final Map<Integer, Draft> drafts = new HashMap<>();
    private final Map<String, Integer> fresh = new HashMap<>();
    private final Map<TypeId, TypeId> types = new HashMap<>();
    private final Map<TypeId, Set<TypeId>> newAncestors = new HashMap<>();

    GraphEdit(GraphState base) {
        this.base = base;
    }

    /** A twin that is touched. */
    private static final class Draft {

        private final TwinId id;
        private String name;
        private @Nullable TypeId type;
        private boolean defined;
        private final Links outgoingBefore;
        private final Links incomingBefore;
        private List<Links.Change> outgoing = List.of();
        private List<Links.Change> incoming = List.of();

        Draft(TwinId id) {
            this.id = id;
            name = id.value();
            outgoingBefore = Links.NONE;
            incomingBefore = Links.NONE;
        }

        Draft(Node node) {
            id = node.id();
            name = node.name();
            type = node.type();
            defined = node.defined();
            outgoingBefore = node.outgoing();
            incomingBefore = node.incoming();
        }

        void outgoing(Links.Change change) {
            outgoing = outgoing.isEmpty() ? new ArrayList<>(2) : outgoing;
            outgoing.add(change);
        }

        void incoming(Links.Change change) {
            incoming = incoming.isEmpty() ? new ArrayList<>(2) : incoming;
            incoming.add(change);
        }

        Node node() {
            return new Node(
                    id,
                    name,
                    type,
                    defined,
                    outgoing.isEmpty() ? outgoingBefore : outgoingBefore.with(outgoing),
                    incoming.isEmpty() ? incomingBefore : incomingBefore.with(incoming));
        }
    }

    /** A twin is defined so, or with a null type is removed. */
    void twin(String id, String name, @Nullable TypeId type) {
        Draft draft = draft(number(id));
        draft.name = name.equals(id) ? draft.id.value() : name;
        draft.type = type == null ? null : canonical(type);
        draft.defined = true;
    }

    /** The log tells of a twin that has no row: one that its device made by its first reading, and so an untyped one. */
    void heard(TwinId id) {
        Draft draft = draft(number(id.value()));
        if (!draft.defined) {
            draft.type = TypeId.UNTYPED;
        }
    }

    /** The log does not tell of this twin any more; one that has a row stays. */
    void forgotten(int twin) {
        Draft draft = draft(twin);
        if (!draft.defined) {
            draft.type = null;
        }
    }

    /** There is a relationship with these properties, or with null there is none any more. Its twins are there, or were. */
    void relationship(String source, String name, String target, @Nullable Map<String, Object> properties) {
        int from = number(source);
        int to = number(target);
        draft(from).outgoing(new Links.Change(name, to, properties));
        draft(to).incoming(new Links.Change(name, from, properties));
    }

    /** A type inherits from another. */
    void ancestor(TypeId type, TypeId ancestor) {
        newAncestors.computeIfAbsent(canonical(type), none -> new HashSet<>()).add(canonical(ancestor));
    }

    private TypeId canonical(TypeId type) {
        return types.computeIfAbsent(type, same -> same);
    }

    private int number(String id) {
        Integer known = fresh.get(id);
        if (known != null) {
            return known;
        }
        int found = base.find(id);
        if (found >= 0) {
            return found;
        }
        int next = base.size() + fresh.size();
        fresh.put(id, next);
        drafts.put(next, new Draft(new TwinId(id)));
        return next;
    }

    private Draft draft(int twin) {
        return drafts.computeIfAbsent(twin, number -> new Draft(base.node(number)));
    }

    /** The state with the changes; nothing may be changed after it. */
    GraphState state(long revision) {
        int size = base.size() + fresh.size();
        Node[][] chunks = Arrays.copyOf(base.chunks(), (size + GraphState.CHUNK - 1) >>> GraphState.CHUNK_BITS);
        boolean[] copied = new boolean[chunks.length];
        drafts.forEach((twin, draft) -> {
            int chunk = twin >>> GraphState.CHUNK_BITS;
            if (!copied[chunk]) {
                copied[chunk] = true;
                chunks[chunk] = chunks[chunk] == null
                        ? new Node[GraphState.CHUNK]
                        : Arrays.copyOf(chunks[chunk], GraphState.CHUNK);
            }
            chunks[chunk][twin & (GraphState.CHUNK - 1)] = draft.node();
        });
        return new GraphState(revision, size, chunks, byId(size), ancestors());
    }

    private int[] byId(int size) {
        if (fresh.isEmpty()) {
            return base.byId();
        }
        String[] ids = fresh.keySet().toArray(String[]::new);
        Arrays.sort(ids, Comparator.naturalOrder());
        int[] merged = new int[size];
        int old = 0;
        int at = 0;
        for (String id : ids) {
            while (old < base.size() && base.node(base.byId()[old]).id().value().compareTo(id) < 0) {
                merged[at++] = base.byId()[old++];
            }
            merged[at++] = fresh.getOrDefault(id, -1);
        }
        System.arraycopy(base.byId(), old, merged, at, base.size() - old);
        return merged;
    }

    private Map<TypeId, Set<TypeId>> ancestors() {
        if (newAncestors.isEmpty()) {
            return base.ancestors();
        }
        Map<TypeId, Set<TypeId>> all = new HashMap<>(base.ancestors());
        newAncestors.forEach((type, more) -> all.merge(type, more, (before, after) -> {
            Set<TypeId> both = new HashSet<>(before);
            both.addAll(after);
            return both;
        }));
        return all;
    }
}
