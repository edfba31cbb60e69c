package io.counterpart.portal.live;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.log.TopicLog;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The newest state of every twin of one tenant, and those who watch. */
public final class LiveTenant {

    private final TenantId tenant;
    private final NavigableMap<TwinId, LiveTwin> twins = new ConcurrentSkipListMap<>();
    private final AtomicLong comingsAndGoings = new AtomicLong();
    private final List<Viewer> viewers = new CopyOnWriteArrayList<>();
    private final CompletableFuture<LiveTenant> ready = new CompletableFuture<>();
    private final TopicLog.Following state;
    private final TopicLog.Following events;

    LiveTenant(TenantId tenant, TopicLog log) {
        this.tenant = tenant;
        state = log.follow(Topics.state(tenant), TopicLog.From.FIRST, this::changed, () -> ready.complete(this));
        events = log.follow(Topics.events(tenant), TopicLog.From.NOW, this::happened, () -> {});
    }

    TenantId tenant() {
        return tenant;
    }

    /** Done when what stood on the topic has been read. */
    CompletableFuture<LiveTenant> ready() {
        return ready;
    }

    private void changed(TopicLog.Entry entry) {
        if (entry.key() == null) {
            return;
        }
        TwinId twin = new TwinId(entry.key());
        LiveTwin known = twins.get(twin);
        if (entry.payload() != null) {
            LiveTwin live = known == null ? new LiveTwin() : known;
            live.changed(entry.payload());
            if (known == null) {
                twins.put(twin, live);
                comingsAndGoings.incrementAndGet();
            }
            viewers.forEach(viewer -> viewer.changed(twin));
        } else if (known != null) {
            twins.remove(twin);
            known.gone();
            comingsAndGoings.incrementAndGet();
        }
    }

    private void happened(TopicLog.Entry entry) {
        if (entry.payload() == null || viewers.isEmpty()) {
            return;
        }
        TwinEvent event = TwinEvent.JSON.read(entry.payload());
        Buffer bytes = ServerSentEvent.of("twin-event", event.position(), TwinEvent.JSON.write(event));
        viewers.forEach(viewer -> viewer.happened(event.twin(), bytes));
    }

    /** The newest state of this twin, where the log has told of it. */
    public Optional<TwinState> twin(TwinId twin) {
        return Optional.ofNullable(twins.get(twin)).map(LiveTwin::state);
    }

    /** The place of this twin's newest state, null where the log has not told of it. */
    public @Nullable LiveTwin find(TwinId twin) {
        return twins.get(twin);
    }

    /** The twins of which the log has told, in the order of their ids, as they come and go. */
    public SortedSet<TwinId> twins() {
        return twins.navigableKeySet();
    }

    /** Grows whenever a twin comes to {@link #twins()} or goes from it. */
    public long comingsAndGoings() {
        return comingsAndGoings.get();
    }

    /** The twins after this one, in the order of their ids; all when there is none. */
    public Iterable<TwinState> after(@Nullable TwinId twin) {
        NavigableMap<TwinId, LiveTwin> rest = twin == null ? twins : twins.tailMap(twin, false);
        return () -> rest.values().stream()
                .map(LiveTwin::state)
                .filter(Objects::nonNull)
                .iterator();
    }

    @Nullable Buffer event(TwinId twin) {
        LiveTwin live = twins.get(twin);
        return live == null ? null : live.event();
    }

    int viewers() {
        return viewers.size();
    }

    /** Lets a viewer in and shows it all that it wants to see; false when there are too many. */
    synchronized boolean watch(Viewer viewer, int viewersMax) {
        if (viewers.size() >= viewersMax) {
            return false;
        }
        viewers.add(viewer);
        twins.keySet().forEach(viewer::changed);
        return true;
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** Who may see what has changed: those who may not any more are sent away. */
    void recheck() {
        viewers.forEach(Viewer::recheck);
    }

    void close() {
        state.close();
        events.close();
        viewers.forEach(Viewer::end);
        ready.cancel(false);
    }
}
