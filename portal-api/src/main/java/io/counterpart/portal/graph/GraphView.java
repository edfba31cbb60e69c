package io.counterpart.portal.graph;

import io.counterpart.contracts.identity.TypeId;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.live.LiveTwin;
import io.counterpart.portal.live.TwinView;
import io.counterpart.portal.query.Graph;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A state in a reader's hands, with the live values of its twins. */
public final class GraphView implements Graph {

    private final GraphState state;
    private final @Nullable LiveTenant live;
    private final AtomicReferenceArray<@Nullable LiveTwin> places;

    /**
     * A view.
     *
     * @param state what it shows
     * @param live the values, null for a graph of the past, which has none
     * @param places where the values of twins were found before, by number; filled in as they are found
     */
    GraphView(GraphState state, @Nullable LiveTenant live, AtomicReferenceArray<@Nullable LiveTwin> places) {
        this.state = state;
        this.live = live;
        this.places = places;
    }

    /** The tenant's graph revision that this is. */
    public long revision() {
        return state.revision();
    }

    @Override
    public int size() {
        return state.size();
    }

    @Override
    public boolean exists(int twin) {
        return twin >= 0 && twin < state.size() && state.node(twin).exists();
    }

    @Override
    public int find(String twinId) {
        int found = state.find(twinId);
        return exists(found) ? found : -1;
    }

    @Override
    public String id(int twin) {
        return state.node(twin).id().value();
    }

    @Override
    public String name(int twin) {
        return state.node(twin).name();
    }

    @Override
    public TypeId type(int twin) {
        return Objects.requireNonNull(state.node(twin).type(), "there is no such twin");
    }

    @Override
    public int[] ofModel(TypeId type, boolean exact) {
        Set<TypeId> models = state.models(type, exact);
        int[] found = new int[state.size()];
        int count = 0;
        TypeId last = null;
        boolean taken = false;
        for (int twin : state.byId()) {
            TypeId its = state.node(twin).type();
            // Mostly it is that of the twin before.
            if (!Objects.equals(its, last)) {
                last = its;
                taken = its != null && models.contains(its);
            }
            if (taken) {
                found[count++] = twin;
            }
        }
        return Arrays.copyOf(found, count);
    }

    @Override
    public boolean isOfModel(int twin, TypeId type, boolean exact) {
        TypeId its = type(twin);
        return its.equals(type)
                || (!exact && state.ancestors().getOrDefault(its, Set.of()).contains(type));
    }

    @Override
    public int[] all() {
        int[] found = new int[state.size()];
        int count = 0;
        for (int twin : state.byId()) {
            if (state.node(twin).exists()) {
                found[count++] = twin;
            }
        }
        return Arrays.copyOf(found, count);
    }

    @Override
    public int outgoing(int twin, @Nullable String relationship, LinkConsumer to) {
        return state.node(twin).outgoing().each(relationship, to);
    }

    @Override
    public int incoming(int twin, @Nullable String relationship, LinkConsumer from) {
        return state.node(twin).incoming().each(relationship, from);
    }

    @Override
    public @Nullable Object value(int twin, String property) {
        LiveTwin place = place(twin);
        return place == null ? null : place.value(property);
    }

    @Override
    public @Nullable Integer quality(int twin) {
        LiveTwin place = place(twin);
        return place == null ? null : place.quality();
    }

    /** The twin as it is read now, null where nothing was heard of it or the graph is of the past. */
    @Nullable TwinView live(int twin) {
        LiveTwin place = place(twin);
        return place == null ? null : place.view();
    }

    private @Nullable LiveTwin place(int twin) {
        LiveTwin known = places.get(twin);
        if ((known == null || !known.isThere()) && live != null) {
            known = live.find(state.node(twin).id());
            places.set(twin, known);
        }
        return known;
    }
}
