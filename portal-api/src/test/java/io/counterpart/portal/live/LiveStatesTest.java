package io.counterpart.portal.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.counterpart.contracts.access.AccessDirectory;
import io.counterpart.contracts.access.AccessEvent;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.topic.Topics;
import io.counterpart.portal.FakeLog;
import io.counterpart.portal.log.TopicLog;
import io.counterpart.portal.problem.ApiProblem;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveStatesTest {

    private static final TenantId ONE = new TenantId("one");
    private static final TenantId TWO = new TenantId("two");

    private final Vertx vertx = Vertx.vertx();
    private final FakeLog log = new FakeLog();
    private final AccessDirectory access = new AccessDirectory();
    private Instant now = Instant.EPOCH;
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final LiveStates states = states(log);

    private LiveStates states(TopicLog topics) {
        return new LiveStates(
                topics, new Bounds(Duration.ofMillis(1), 3), clock, vertx, access, new SimpleMeterRegistry());
    }

    @AfterEach
    void close() {
        states.stop();
        vertx.close();
    }

    @Test
    void aTenantIsOpenedOnceAndReleasedWhenNobodyLooked() {
        LiveTenant live = states.of(ONE).await().indefinitely();
        now = now.plus(Duration.ofMinutes(9));
        assertSame(live, states.of(ONE).await().indefinitely());
        now = now.plus(Duration.ofMinutes(9));
        states.releaseIdle();
        assertEquals(1, states.tenants());
        now = now.plus(Duration.ofMinutes(2));
        states.releaseIdle();
        assertEquals(0, states.tenants());
        assertEquals(0, log.followersOf(Topics.state(ONE)));
        assertEquals(0, log.followersOf(Topics.events(ONE)));
    }

    @Test
    void theNumberOfTenantsIsBounded() {
        states.of(ONE).await().indefinitely();
        states.of(TWO).await().indefinitely();
        assertThrows(ApiProblem.class, () -> states.of(new TenantId("three")));
    }

    @Test
    void aTenantThatIsGoneIsReleased() {
        AccessEvent tenant = new AccessEvent.Tenant(ONE, "One", "standard", AccessEvent.Status.ACTIVE, 1, 0);
        access.apply(tenant.key(), tenant);
        states.of(ONE).await().indefinitely();
        access.apply(tenant.key(), null);
        assertEquals(0, states.tenants());
        assertEquals(0, log.followersOf(Topics.state(ONE)));
    }

    @Test
    void stateThatCannotBeReadInTimeIsAProblem() {
        LiveStates stuck = states(new StuckLog());
        ApiProblem thrown =
                assertThrows(ApiProblem.class, () -> stuck.of(ONE).await().indefinitely());
        assertEquals(503, thrown.problem().status());
        stuck.stop();
    }

    /** A log that never tells anything. */
    private static final class StuckLog implements TopicLog {
        @Override
        public Following follow(String topic, From from, Consumer<Entry> listener, Runnable caughtUp) {
            return () -> {};
        }

        @Override
        public Following carryOut(String topic, String subscription, Function<Entry, CompletionStage<Void>> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> publish(String topic, @Nullable String key, byte @Nullable [] payload) {
            throw new UnsupportedOperationException();
        }
    }
}
