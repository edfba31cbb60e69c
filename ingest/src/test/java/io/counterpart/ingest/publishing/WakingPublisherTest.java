package io.counterpart.ingest.publishing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.input.FrameWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WakingPublisherTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final byte[] FRAME = new FrameWriter().toBytes();
    private static final long WITHIN_MS = 1_000;

    private final FakeInputPublisher log = new FakeInputPublisher();
    private final List<CompletableFuture<Void>> wakes = new ArrayList<>();
    private final AtomicLong nowMs = new AtomicLong(1_700_000_000_000L);
    private final WakingPublisher publisher = new WakingPublisher(
            log,
            (tenant, partition) -> {
                assertEquals(ACME, tenant);
                assertEquals(3, partition);
                wakes.add(new CompletableFuture<>());
                return wakes.getLast();
            },
            Duration.ofMillis(WITHIN_MS),
            () -> Instant.ofEpochMilli(nowMs.get()));
    private final InputPublisher.Outlet outlet =
            publisher.open(ACME, 3, "p").toCompletableFuture().join();

    @BeforeEach
    void theLogConfirmsWhenItIsTold() {
        log.goAway();
    }

    private CompletableFuture<?> send() {
        return outlet.send(FRAME).toCompletableFuture();
    }

    private void pass(long ms) {
        nowMs.addAndGet(ms);
    }

    private void woken() {
        CompletableFuture<?> first = send();
        log.confirmFirst();
        wakes.getFirst().complete(null);
        assertTrue(first.isDone());
    }

    @Test
    void theFirstFrameIsConfirmedWhenItIsDurableAndThePartitionAwake() {
        CompletableFuture<?> first = send();
        log.confirmFirst();
        assertFalse(first.isDone());

        wakes.getFirst().complete(null);
        assertTrue(first.isDone());
    }

    @Test
    void aWakeAloneConfirmsNothing() {
        CompletableFuture<?> first = send();
        wakes.getFirst().complete(null);
        assertFalse(first.isDone());

        log.confirmFirst();
        assertTrue(first.isDone());
        assertEquals(1, wakes.size());
    }

    @Test
    void framesThatFollowSoonNeedNoFurtherWake() {
        woken();
        for (int i = 0; i < 10; i++) {
            pass(WITHIN_MS - 1);
            CompletableFuture<?> next = send();
            log.confirmFirst();
            assertTrue(next.isDone());
        }

        assertEquals(1, wakes.size());
    }

    @Test
    void aFrameAfterAPauseWakesAgain() {
        woken();
        pass(WITHIN_MS + 1);
        CompletableFuture<?> next = send();
        log.confirmFirst();
        assertFalse(next.isDone());
        assertEquals(2, wakes.size());

        wakes.getLast().complete(null);
        assertTrue(next.isDone());
    }

    @Test
    void aFrameThatWasLongUnderWayWakesBeforeItIsConfirmed() {
        woken();
        CompletableFuture<?> next = send();
        pass(WITHIN_MS + 1);
        log.confirmFirst();
        assertFalse(next.isDone());

        wakes.getLast().complete(null);
        assertEquals(2, wakes.size());
        assertTrue(next.isDone());
    }

    @Test
    void aClockThatWentBackProvesNothing() {
        woken();
        pass(-5_000);
        CompletableFuture<?> next = send();
        log.confirmFirst();

        assertFalse(next.isDone());
        assertEquals(2, wakes.size());
    }

    @Test
    void whenNobodyCanBeWokenNothingIsConfirmed() {
        CompletableFuture<?> first = send();
        log.confirmFirst();
        wakes.getFirst().completeExceptionally(new IllegalStateException("no such topic"));

        assertTrue(first.isCompletedExceptionally());
        CompletableFuture<?> again = send();
        log.confirmFirst();
        wakes.getLast().complete(null);
        assertTrue(again.isDone());
        assertEquals(2, wakes.size());
    }
}
