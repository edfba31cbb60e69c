package io.counterpart.portal.replay;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.history.PastTwin;
import io.counterpart.portal.history.TwinHistory;
import io.smallrye.mutiny.Uni;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One twin's part of a replay: what it was at the time that was reached, and some of what comes next, read from history page by page.
 * It belongs to one event loop.
 */
final class Track {

    /** How much of it is read before it is played, in time of whoever watches: history may take so long to answer. */
    private static final long AHEAD_MS = 2_000;

    /** Values that all twins of a replay together hold at once, about. */
    private static final int VALUES = 100_000;

    private static final int PAGE_MAX = 10_000;
    private static final int EVENTS = 1_000;

    private final TenantId tenant;
    private final TwinState twin;
    private final TwinHistory history;
    private final ReplayOrder order;
    private final Executor loop;

    private final Past past;
    private final TreeMap<Long, Map<PropertyName, Past.Change>> ahead = new TreeMap<>();
    private final ArrayDeque<TwinEvent> events = new ArrayDeque<>();

    /** Up to where values are there; and where their next page begins, null at the end. */
    private long valuesTo;

    private @Nullable String nextValues;
    private long eventsTo;
    private boolean eventsEnded;
    private boolean reading;

    /** @param loop on which what was read is taken, the one that plays */
    Track(TenantId tenant, TwinState twin, TwinHistory history, ReplayOrder order, Executor loop) {
        this.tenant = tenant;
        this.twin = twin;
        this.history = history;
        this.order = order;
        this.loop = loop;
        past = new Past(twin);
        valuesTo = order.from();
        nextValues = Long.toString(order.from());
        eventsTo = order.from();
    }

    TwinId id() {
        return twin.twin();
    }

    /** Reads what was just before the beginning, and the first page. */
    Uni<Void> begin() {
        return history.newest(tenant, twin, order.from(), order.knownAt())
                .emitOn(loop)
                .invoke(newest -> newest.forEach((name, facets) -> past.put(name, Past.Change.of(facets))))
                .chain(() -> read(order.from()));
    }

    /** Up to which time it can be played. */
    long readyTo() {
        return Math.min(nextValues == null ? order.to() : valuesTo, eventsEnded ? order.to() : eventsTo);
    }

    /** Whether it should read on, so that it need not be waited for. */
    boolean needsMore(long position) {
        return !reading && (needsValues(position) || needsEvents(position));
    }

    private boolean needsValues(long position) {
        return nextValues != null && ahead.size() < PAGE_MAX && valuesTo - position < AHEAD_MS * order.speed();
    }

    private boolean needsEvents(long position) {
        return !eventsEnded && events.size() < EVENTS && eventsTo - position < AHEAD_MS * order.speed();
    }

    /** Reads a page of whatever is short at this time. */
    Uni<Void> read(long position) {
        reading = true;
        Uni<Void> values =
                needsValues(position) ? readValues() : Uni.createFrom().voidItem();
        return values.chain(() ->
                        needsEvents(position) ? readEvents() : Uni.createFrom().voidItem())
                .eventually(() -> reading = false);
    }

    private Uni<Void> readValues() {
        TwinHistory.Question question = new TwinHistory.Question(
                List.copyOf(twin.properties().keySet()),
                order.from(),
                order.to(),
                null,
                order.knownAt(),
                Math.min(PAGE_MAX, VALUES / order.twins().size()),
                nextValues);
        return history.read(tenant, twin, question)
                .emitOn(loop)
                .invoke(this::take)
                .replaceWithVoid();
    }

    private void take(TwinHistory.Answer answer) {
        answer.properties()
                .forEach((name, facets) -> Past.Change.each(
                        facets,
                        (ts, change) -> ahead.computeIfAbsent(ts, at -> new TreeMap<>())
                                .merge(name, change, Past.Change::and)));
        nextValues = answer.next();
        valuesTo = nextValues == null ? order.to() : Long.parseLong(nextValues);
    }

    private Uni<Void> readEvents() {
        return history.timeline(tenant, twin.twin(), eventsTo, order.to(), false, EVENTS)
                .emitOn(loop)
                .invoke(page -> {
                    Long knownAt = order.knownAt();
                    page.events().stream()
                            .filter(event -> knownAt == null || event.knownAt() <= knownAt)
                            .forEach(events::add);
                    Long next = page.nextMs();
                    eventsEnded = next == null;
                    eventsTo = next == null ? order.to() : next;
                })
                .replaceWithVoid();
    }

    /** Plays up to this time, without it; whether anything changed. */
    boolean playTo(long position) {
        SortedMap<Long, Map<PropertyName, Past.Change>> due = ahead.headMap(position);
        due.forEach((ts, changes) -> changes.forEach(past::put));
        boolean changed = !due.isEmpty();
        due.clear();
        return changed;
    }

    /** Takes what happened before this time. */
    List<TwinEvent> eventsTo(long position) {
        List<TwinEvent> due = new ArrayList<>();
        while (!events.isEmpty() && events.getFirst().knownAt() < position) {
            due.add(events.removeFirst());
        }
        return due;
    }

    /** What the twin is now, in the replay. */
    SortedMap<PropertyName, PastTwin.Property> properties() {
        return past.properties();
    }
}
