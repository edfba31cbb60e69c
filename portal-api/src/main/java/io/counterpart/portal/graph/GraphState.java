package io.counterpart.portal.graph;

import io.counterpart.contracts.identity.TypeId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * All twins and relationships at one revision. Immutable: the next state shares with it what did not change. Twins stand by their
 * numbers in chunks, so that one more costs a chunk and the list of the chunks.
 */
final class GraphState {

    static final int CHUNK_BITS = 9;
    static final int CHUNK = 1 << CHUNK_BITS;

    static final GraphState EMPTY = new GraphState(0, 0, new Node[0][], new int[0], Map.of());

    private final long revision;
    private final int size;
    private final Node[][] chunks;
    private final int[] byId;
    private final Map<TypeId, Set<TypeId>> ancestors;

    /**
     * A state.
     *
     * @param revision of the tenant's graph
     * @param size how many numbers there are
     * @param chunks the twins by their numbers, {@link #CHUNK} to each
     * @param byId all numbers, ascending by the ids of their twins
     * @param ancestors what each type inherits from; one that inherits from nothing is left out
     */
    GraphState(long revision, int size, Node[][] chunks, int[] byId, Map<TypeId, Set<TypeId>> ancestors) {
        this.revision = revision;
        this.size = size;
        this.chunks = chunks;
        this.byId = byId;
        this.ancestors = ancestors;
    }

    long revision() {
        return revision;
    }

    int size() {
        return size;
    }

    Node node(int twin) {
        return chunks[twin >>> CHUNK_BITS][twin & (CHUNK - 1)];
    }

    Node[][] chunks() {
        return chunks;
    }

    int[] byId() {
        return byId;
    }

    Map<TypeId, Set<TypeId>> ancestors() {
        return ancestors;
    }

    /** The number of this twin, be it gone; -1 for one that never was. */
    int find(String id) {
        int low = 0;
        int high = size - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = node(byId[middle]).id().value().compareTo(id);
            if (order == 0) {
                return byId[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1;
    }

    /** This type and, unless exact, those that inherit from it. */
    Set<TypeId> models(TypeId type, boolean exact) {
        Set<TypeId> models = new HashSet<>();
        models.add(type);
        if (!exact) {
            ancestors.forEach((heir, inherited) -> {
                if (inherited.contains(type)) {
                    models.add(heir);
                }
            });
        }
        return models;
    }
}
