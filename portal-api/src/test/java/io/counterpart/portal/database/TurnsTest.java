package io.counterpart.portal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.portal.problem.ApiProblem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final TenantId ONE = new TenantId("one");
    private static final TenantId TWO = new TenantId("two");

    private final Vertx vertx = Vertx.vertx();
    private final Turns turns = new Turns(vertx);
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        vertx.close();
    }

    /** Work that ends when the test says so. */
    private CompletableFuture<String> take(TenantId tenant, String name, CompletableFuture<String> until) {
        return turns.take(tenant, () -> {
                    begun.add(name);
                    return Uni.createFrom().completionStage(until);
                })
                .subscribeAsCompletionStage();
    }

    private static <T> T within10s(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }

    @Test
    void workOfOneTenantIsDoneInItsOrderAndHoldsUpNoOther() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        CompletableFuture<String> doneFirst = take(ONE, "first", first);
        CompletableFuture<String> doneSecond = take(ONE, "second", second);
        CompletableFuture<String> doneThird = take(ONE, "third", CompletableFuture.completedFuture("3"));
        assertEquals("other", within10s(take(TWO, "other", CompletableFuture.completedFuture("other"))));
        assertEquals(List.of("first", "other"), begun);
        first.complete("1");
        assertEquals("1", within10s(doneFirst));
        second.complete("2");
        assertEquals("2", within10s(doneSecond));
        assertEquals("3", within10s(doneThird));
        assertEquals(List.of("first", "other", "second", "third"), begun);
        assertEquals(0, turns.tenants());
    }

    @Test
    void whatFailsGivesWayToTheNext() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> failing = take(ONE, "first", first);
        CompletableFuture<String> thrower = turns.<String>take(ONE, () -> {
                    throw new IllegalStateException("at once");
                })
                .subscribeAsCompletionStage();
        CompletableFuture<String> next = take(ONE, "next", CompletableFuture.completedFuture("done"));
        first.completeExceptionally(new IllegalStateException("in the middle"));
        assertThrows(ExecutionException.class, () -> within10s(failing));
        assertThrows(ExecutionException.class, () -> within10s(thrower));
        assertEquals("done", within10s(next));
        assertEquals(0, turns.tenants());
    }

    @Test
    void notAnyNumberMayWait() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        List<CompletableFuture<String>> waiting = new ArrayList<>();
        for (int i = 0; i <= Turns.WAITING_MAX; i++) {
            waiting.add(take(ONE, "w" + i, first));
        }
        CompletableFuture<String> oneMore = take(ONE, "more", first);
        ExecutionException thrown = assertThrows(ExecutionException.class, () -> within10s(oneMore));
        assertTrue(thrown.getCause() instanceof ApiProblem problem
                && problem.problem().status() == 503);
        first.complete("done");
        for (CompletableFuture<String> one : waiting) {
            assertEquals("done", within10s(one));
        }
        assertEquals(0, turns.tenants());
    }
}
