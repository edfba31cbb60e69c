package io.counterpart.portal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.input.FrameReader;
import io.counterpart.contracts.input.Input;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.contracts.twin.TwinState;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.log.TopicLog;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedTwinsTest {

    private static final TenantId TENANT = new TenantId("acme");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final TwinId PUMP = new TwinId("pump");
    private static final Input TOLD = new Input.TwinWatched(PUMP, 30_000);

    private final Vertx vertx = Vertx.vertx();
    private final FakeLog log = new FakeLog();
    private final AccessDirectory access = new AccessDirectory();
    private final LiveTenant live = new LiveTenant(TENANT, log);
    private final WatchedTwins watched =
            new WatchedTwins(log, access, new Bounds(Duration.ofMillis(1), 3), Clock.fixed(NOW, ZoneOffset.UTC), vertx);

    WatchedTwinsTest() {
        AccessEvent.Tenant tenant = new AccessEvent.Tenant(TENANT, "Acme", "small", AccessEvent.Status.ACTIVE, 1, 0);
        access.apply(AccessEvent.Tenant.key(TENANT), tenant);
    }

    @AfterEach
    void close() {
        watched.stop();
        live.close();
        vertx.close();
    }

    private void heard(TwinId twin, Duration ago) {
        TwinState state = new TwinState(
                twin,
                GroupId.of(twin),
                TypeId.UNTYPED,
                new DeviceId("d"),
                1,
                1,
                NOW.minus(ago).toEpochMilli(),
                false,
                null,
                null,
                TwinState.Counts.ZERO,
                new TreeMap<>());
        log.append(Topics.state(TENANT), new TopicLog.Entry(twin.value(), TwinState.JSON.write(state)));
    }

    private List<Input> told() {
        List<Input> told = new ArrayList<>();
        for (TopicLog.Entry entry : log.on(Topics.inputs(TENANT, 0))) {
            FrameReader frame = new FrameReader().of(Objects.requireNonNull(entry.payload()));
            while (frame.next()) {
                told.add(frame.input());
            }
        }
        return told;
    }

    @Test
    void theOwnerIsToldAtOnceAndAgainAsLongAsSomebodyLooks() {
        heard(PUMP, Duration.ofSeconds(1));

        Runnable leave = watched.begin(live, Set.of(PUMP));
        assertEquals(List.of(TOLD), told());
        watched.renew();
        assertEquals(List.of(TOLD, TOLD), told());
        leave.run();
        watched.renew();

        assertEquals(List.of(TOLD, TOLD), told());
    }

    @Test
    void theSecondWhoLooksIsNoNewsAndGoesOnWhenTheFirstLeaves() {
        heard(PUMP, Duration.ofSeconds(1));
        Runnable first = watched.begin(live, Set.of(PUMP));

        watched.begin(live, Set.of(PUMP));
        assertEquals(List.of(TOLD), told());
        first.run();
        first.run();
        watched.renew();

        assertEquals(List.of(TOLD, TOLD), told());
    }

    @Test
    void aTwinThatIsQuietIsLeftInPeace() {
        heard(PUMP, Duration.ofMinutes(1));

        watched.begin(live, Set.of(PUMP, new TwinId("never-heard-of")));
        watched.renew();

        assertEquals(List.of(), told());
    }

    @Test
    void whoNamesManyWatchesThePlant() {
        Set<TwinId> many = IntStream.rangeClosed(0, WatchedTwins.NAMED_MAX)
                .mapToObj(i -> new TwinId("pump-" + i))
                .collect(Collectors.toSet());
        many.forEach(twin -> heard(twin, Duration.ZERO));

        watched.begin(live, many).run();

        assertEquals(List.of(), told());
    }

    @Test
    void ofATenantNoMoreThanSoManyAreTold() {
        for (int viewer = 0; viewer * WatchedTwins.NAMED_MAX <= WatchedTwins.TOLD_MAX; viewer++) {
            int first = viewer * WatchedTwins.NAMED_MAX;
            Set<TwinId> named = IntStream.range(first, first + WatchedTwins.NAMED_MAX)
                    .mapToObj(i -> new TwinId("pump-" + i))
                    .collect(Collectors.toSet());
            named.forEach(twin -> heard(twin, Duration.ZERO));
            watched.begin(live, named);
        }
        int before = told().size();

        watched.renew();

        assertEquals(WatchedTwins.TOLD_MAX, told().size() - before);
    }
}
