package io.counterpart.portal.graph;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.portal.live.LiveTenant;
import io.counterpart.portal.live.LiveTwin;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's graph: its newest state, brought up to date one change after the other. Twins that only the log knows, made by a
 * device's first reading before the directory told of the device, count too; they are laid over the state whenever the log began
 * or ceased to tell of a twin.
 */
final class GraphIndex {

    private final TenantId tenant;
    private final GraphStore store;
    private final Vertx vertx;
    private Held held = new Held(GraphState.EMPTY, null, 0, new AtomicReferenceArray<>(0));
    private @Nullable CompletableFuture<Held> changing;

    /**
     * What is held.
     *
     * @param state the newest
     * @param live whose twins are laid over it, null before any are
     * @param comingsAndGoings of {@code live} when they were
     * @param places where the values of the twins are, by number
     */
    private record Held(
            GraphState state,
            @Nullable LiveTenant live,
            long comingsAndGoings,
            AtomicReferenceArray<@Nullable LiveTwin> places) {

        boolean shows(LiveTenant wanted, long revision) {
            return state.revision() >= revision && isLaidOver(wanted);
        }

        boolean isLaidOver(LiveTenant wanted) {
            return live == wanted && comingsAndGoings == wanted.comingsAndGoings();
        }
    }

    GraphIndex(TenantId tenant, GraphStore store, Vertx vertx) {
        this.tenant = tenant;
        this.store = store;
        this.vertx = vertx;
    }

    /** The graph at this revision, which must stand, or at a later one. */
    Uni<GraphView> at(long revision, LiveTenant live) {
        return Uni.createFrom().deferred(() -> {
            Held now = now();
            if (now.shows(live, revision)) {
                return Uni.createFrom().item(new GraphView(now.state(), live, now.places()));
            }
            Context context = vertx.getOrCreateContext();
            Change change = change(revision, live);
            return Uni.createFrom()
                    .completionStage(change.done().copy())
                    .emitOn(task -> context.runOnContext(here -> task.run()))
                    .chain(changed -> change.isOurs()
                            ? Uni.createFrom().item(new GraphView(changed.state(), live, changed.places()))
                            : at(revision, live));
        });
    }

    /**
     * A change that is going on.
     *
     * @param done with what is held then
     * @param isOurs whether it began for who asks; that of another may have begun too early for him
     */
    private record Change(CompletableFuture<Held> done, boolean isOurs) {}

    private synchronized Held now() {
        return held;
    }

    private synchronized Change change(long revision, LiveTenant live) {
        if (changing != null) {
            return new Change(changing, false);
        }
        CompletableFuture<Held> begun = new CompletableFuture<>();
        changing = begun;
        changed(held, revision, live).subscribe().with(next -> done(begun, next), failure -> failed(begun, failure));
        return new Change(begun, true);
    }

    private Uni<Held> changed(Held from, long revision, LiveTenant live) {
        Uni<GraphState> state = from.state().revision() < revision
                ? store.advance(tenant, from.state(), revision)
                : Uni.createFrom().item(from.state());
        return state.chain(next -> from.isLaidOver(live)
                ? Uni.createFrom().item(withPlaces(from, next, live, from.comingsAndGoings()))
                : Uni.createFrom()
                        .completionStage(() -> vertx.executeBlocking(() -> laidOver(from, next, live))
                                .toCompletionStage()));
    }

    private synchronized void done(CompletableFuture<Held> begun, Held next) {
        held = next;
        changing = null;
        begun.complete(next);
    }

    private synchronized void failed(CompletableFuture<Held> begun, Throwable failure) {
        changing = null;
        begun.completeExceptionally(failure);
    }

    private static Held withPlaces(Held from, GraphState next, LiveTenant live, long comingsAndGoings) {
        if (live == from.live() && next.size() == from.places().length()) {
            return new Held(next, live, comingsAndGoings, from.places());
        }
        AtomicReferenceArray<@Nullable LiveTwin> places = new AtomicReferenceArray<>(next.size());
        for (int i = 0; live == from.live() && i < from.places().length(); i++) {
            places.setPlain(i, from.places().get(i));
        }
        return new Held(next, live, comingsAndGoings, places);
    }

    /** Goes through both, which are in the order of the ids, side by side. */
    private static Held laidOver(Held from, GraphState state, LiveTenant live) {
        long comingsAndGoings = live.comingsAndGoings();
        GraphEdit edit = new GraphEdit(state);
        Iterator<TwinId> heard = live.twins().iterator();
        TwinId next = heard.hasNext() ? heard.next() : null;
        for (int twin : state.byId()) {
            Node node = state.node(twin);
            while (next != null && next.compareTo(node.id()) < 0) {
                edit.heard(next);
                next = heard.hasNext() ? heard.next() : null;
            }
            boolean isHeard = next != null && next.equals(node.id());
            if (!node.defined() && isHeard != node.exists()) {
                if (isHeard) {
                    edit.heard(node.id());
                } else {
                    edit.forgotten(twin);
                }
            }
            if (isHeard) {
                next = heard.hasNext() ? heard.next() : null;
            }
        }
        while (next != null) {
            edit.heard(next);
            next = heard.hasNext() ? heard.next() : null;
        }
        return withPlaces(from, edit.state(state.revision()), live, comingsAndGoings);
    }
}
