package io.counterpart.portal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinEvent;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.World;
import io.counterpart.portal.log.TopicLog;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ViewerTest {

    private static final TenantId TENANT = new TenantId("acme");

    private final Vertx vertx = Vertx.vertx();
    private final FakeLog log = new FakeLog();
    private final LiveTenant live = new LiveTenant(TENANT, log);
    private final SlowConnection connection = new SlowConnection();
    private final AtomicBoolean may = new AtomicBoolean(true);
    private final LiveConfig config = new Bounds(Duration.ofMillis(1), 3);
    private final Viewer viewer = new Viewer(
            connection, vertx.getOrCreateContext(), live, twin -> !twin.value().startsWith("not-"), may::get, config);

    @AfterEach
    void close() {
        live.close();
        vertx.close();
    }

    private void changed(String twin, long revision) {
        TwinId id = new TwinId(twin);
        TwinState state = new TwinState(
                id,
                GroupId.of(id),
                TypeId.UNTYPED,
                new DeviceId("d"),
                revision,
                revision,
                revision,
                false,
                null,
                null,
                TwinState.Counts.ZERO,
                new TreeMap<>());
        log.append(Topics.state(TENANT), new TopicLog.Entry(twin, TwinState.JSON.write(state)));
    }

    private void happened(long position) {
        TwinEvent event = new TwinEvent.Heard(new TwinId("a"), position, position);
        log.append(Topics.events(TENANT), new TopicLog.Entry("a", TwinEvent.JSON.write(event)));
    }

    @Test
    void whoComesSeesWhatIsThereAndThenWhatChanges() {
        changed("a", 1);
        changed("not-wanted", 1);
        assertTrue(live.watch(viewer, 1));
        World.await("first", () -> connection.count() == 1);
        changed("b", 1);
        changed("not-wanted", 2);
        World.await("second", () -> connection.count() == 2);
        assertTrue(connection.written().getFirst().startsWith("id: 1\nevent: state\ndata: {\"id\":\"a\""));
        assertTrue(connection.written().getFirst().endsWith("}\n\n"));
    }

    @Test
    void aSlowConnectionGetsTheNewestOnlyAndHoldsNothingBack() {
        connection.full(true);
        assertTrue(live.watch(viewer, 1));
        for (int revision = 1; revision <= 10_000; revision++) {
            changed("a", revision);
            changed("b", revision);
        }
        assertEquals(2, viewer.waiting());
        connection.full(false);
        World.await("newest", () -> connection.count() == 2);
        assertTrue(connection.written().getFirst().startsWith("id: 10000\n"));
        assertEquals(0, viewer.waiting());
    }

    @Test
    void ofTooManyEventsTheOldestAreCountedInsteadOfKept() {
        connection.full(true);
        assertTrue(live.watch(viewer, 1));
        for (int position = 1; position <= 10; position++) {
            happened(position);
        }
        assertEquals(3, viewer.waiting());
        connection.full(false);
        World.await("events", () -> connection.count() == 4);
        List<String> written = connection.written();
        assertEquals("event: missed\ndata: {\"twinEvents\":7}\n\n", written.getFirst());
        assertTrue(written.getLast().startsWith("id: 10\nevent: twin-event\ndata: {\"event\":\"heard\""));
    }

    @Test
    void oneChangeIsEncodedOnceForAll() {
        changed("a", 1);
        assertSame(live.event(new TwinId("a")), live.event(new TwinId("a")));
    }

    @Test
    void whoMayNoMoreIsSentAway() {
        assertTrue(live.watch(viewer, 1));
        may.set(false);
        live.recheck();
        World.await("end", connection::isEnded);
        assertEquals(0, live.viewers());
        changed("a", 1);
        assertEquals(0, viewer.waiting());
    }

    @Test
    void theNumberOfViewersIsBounded() {
        assertTrue(live.watch(viewer, 1));
        assertFalse(live.watch(viewer, 1));
        viewer.left();
        assertEquals(0, live.viewers());
    }
}
