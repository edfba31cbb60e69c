package io.counterpart.twinruntime.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.erasure.Store;
import io.counterpart.contracts.erasure.StoreErased;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.twinruntime.checkpoint.Checkpoints;
import io.counterpart.twinruntime.checkpoint.MemoryStorage;
import io.counterpart.twinruntime.checkpoint.PartitionId;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErasuresTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHER = new TenantId("other");

    private record Config(Duration letGoWithin) implements ErasureConfig {

        @Override
        public Duration lookAgainAfter() {
            return Duration.ZERO;
        }

        @Override
        public Duration firstRetry() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration lastRetry() {
            return Duration.ofMillis(2);
        }
    }

    private final FakeOrders orders = new FakeOrders();
    private final MemoryStorage objects = new MemoryStorage();
    private final Checkpoints checkpoints = new Checkpoints(objects);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger historyIsAway = new AtomicInteger();
    private volatile CompletionStage<Void> letGo = CompletableFuture.completedFuture(null);
    private final Erasures erasures = erasures(Duration.ofSeconds(10));

    private Erasures erasures(Duration letGoWithin) {
        Config config = new Config(letGoWithin);
        TenantEraser eraser = new TenantEraser(
                this::letGo, this::eraseHistory, checkpoints, tenant -> done.add("devices " + tenant), config);
        return new Erasures(orders, eraser, config, meters);
    }

    private CompletionStage<Void> letGo(TenantId tenant) {
        done.add("let go " + tenant);
        return letGo;
    }

    private CompletionStage<Void> eraseHistory(TenantId tenant) {
        if (historyIsAway.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            return CompletableFuture.failedFuture(new IOException("QuestDB is away"));
        }
        done.add("history " + tenant);
        return CompletableFuture.completedFuture(null);
    }

    private List<Store> answered(TenantId tenant) {
        return orders.answers.stream()
                .filter(answer -> answer.tenant().equals(tenant))
                .map(StoreErased::store)
                .toList();
    }

    @AfterEach
    void stop() {
        erasures.stop();
    }

    @Test
    void anOrderEmptiesHistoryAndObjectsOfTheTenantAloneAndIsAnsweredForBoth() throws IOException {
        // Given
        checkpoints.put(new PartitionId(ACME, 0, 0), 7, 0, new byte[] {1});
        checkpoints.put(new PartitionId(OTHER, 0, 0), 7, 0, new byte[] {1});

        // When
        orders.order(ACME);
        erasures.start();

        // Then
        eventually(() -> orders.acknowledged.size() == 1);
        assertEquals(List.of(Store.QUESTDB, Store.CHECKPOINTS), answered(ACME));
        assertEquals(List.of(), objects.list("checkpoints/acme"));
        assertEquals(1, objects.list("checkpoints/other").size());
    }

    @Test
    void aTenantIsLetGoBeforeItIsErasedAndIsLookedAtOnceMore() {
        orders.order(ACME);
        erasures.start();

        eventually(() -> orders.acknowledged.size() == 1);
        assertEquals(List.of("let go acme", "history acme", "devices acme", "history acme", "devices acme"), done);
    }

    @Test
    void whileHistoryIsAwayTheOrderStandsAndIsTriedAgain() {
        historyIsAway.set(5);

        orders.order(ACME);
        erasures.start();

        eventually(() -> orders.acknowledged.size() == 1);
        assertEquals(5, meters.counter("counterpart.erasure.failures").count());
        assertEquals(2, orders.answers.size());
    }

    @Test
    void aTenantThatIsNotLetGoIsNotErased() {
        // Given
        Erasures impatient = erasures(Duration.ofMillis(1));
        letGo = new CompletableFuture<>();

        // When
        orders.order(ACME);
        impatient.start();

        // Then
        eventually(() -> meters.counter("counterpart.erasure.failures").count() > 2);
        impatient.stop();
        assertTrue(done.stream().allMatch("let go acme"::equals), done::toString);
        assertEquals(List.of(), orders.acknowledged);
    }

    @Test
    void anAnswerThatCannotBeGivenIsGivenByWhoeverIsHandedTheOrderNext() {
        // Given
        orders.takesAnswers = false;
        orders.order(ACME);
        erasures.start();
        eventually(() -> done.size() >= 6);
        assertEquals(List.of(), orders.acknowledged);

        // When
        orders.takesAnswers = true;

        // Then
        eventually(() -> orders.acknowledged.size() == 1);
        assertEquals(List.of(Store.QUESTDB, Store.CHECKPOINTS), answered(ACME));
    }

    @Test
    void anOrderThatWasHandedToAnotherIsLeftToIt() {
        orders.ours = false;

        orders.order(ACME);
        orders.order(OTHER);
        erasures.start();

        eventually(orders::areTaken);
        assertEquals(List.of(), done);
        assertEquals(List.of(), orders.acknowledged);
    }

    private static void eventually(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it did not come about within 10 s");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
