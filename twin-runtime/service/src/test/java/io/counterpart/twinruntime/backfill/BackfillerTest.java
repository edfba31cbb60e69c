package io.counterpart.twinruntime.backfill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.contracts.twin.Signal;
import io.counterpart.contracts.twin.TypeDefinition;
import io.counterpart.contracts.twin.Value;
import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.backfill.PastSignals;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.engine.state.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pasts as they are worked out beside the folds, page by page. */
class BackfillerTest {

    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId OTHERS = new TenantId("others");
    private static final TypeId RIG = new TypeId("dtmi:com:example:Rig;1");
    private static final int PAGES = 3;

    private final List<String> rows = new ArrayList<>();
    private final AtomicInteger synced = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final ConcurrentLinkedQueue<CompletableFuture<PastReader.Page>> asked = new ConcurrentLinkedQueue<>();
    private final Backfiller backfiller = new Backfiller(
            new PastReader() {
                @Override
                public CompletionStage<Void> ready(TenantId tenant) {
                    return CompletableFuture.allOf();
                }

                @Override
                public CompletionStage<Page> read(
                        TenantId tenant, Backfill backfill, List<PastSignals.Source> sources, long fromMs) {
                    CompletableFuture<Page> answer = new CompletableFuture<>();
                    asked.add(answer);
                    return answer;
                }
            },
            Rows::new,
            () -> {
                synced.incrementAndGet();
                return CompletableFuture.allOf();
            });

    /** History in memory, that has at once what it is given. */
    private final class Rows implements HistoryWriter {

        private long taken;

        @Override
        public void row(TenantId tenant, HistoryRow row) {
            taken++;
            rows.add(tenant + " " + row.twin() + " " + row.ts() + " " + row.number(0) + " at " + row.position());
        }

        @Override
        public boolean hasRoom() {
            return true;
        }

        @Override
        public void flushDue(long nowMs) {}

        @Override
        public void flush() {}

        @Override
        public long taken() {
            return taken;
        }

        @Override
        public long acknowledged() {
            return taken;
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

    @AfterEach
    void stop() {
        backfiller.stop();
    }

    private static Backfill backfill(String twin) {
        Layout layout = Layout.of(new TypeDefinition(
                ACME,
                RIG,
                List.of(
                        new TypeDefinition.Property(new PropertyName("p"), ValueSchema.DOUBLE, null, null, null),
                        new TypeDefinition.Property(
                                new PropertyName("twice"),
                                ValueSchema.DOUBLE,
                                null,
                                null,
                                new Signal(null, null, null, null, null, new Signal.Derivation("p * 2", null)))),
                null,
                JsonNodeFactory.instance.objectNode()));
        return new Backfill(new TwinId(twin), RIG, layout, List.of(new PropertyName("twice")), 7, 1_700_000_000_000L);
    }

    private CompletableFuture<PastReader.Page> question() {
        CompletableFuture<PastReader.Page> next = null;
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (next == null && System.nanoTime() < until) {
            Thread.onSpinWait();
            next = asked.poll();
        }
        if (next == null) {
            throw new AssertionError("history is not asked");
        }
        return next;
    }

    private static PastReader.Page page(long ts, double value, boolean isLast) {
        return new PastReader.Page(
                List.of(new PastReader.Moment(
                        ts, Map.of(new PastSignals(backfill("rig")).sources().getFirst(), new Value.Numeric(value)))),
                isLast ? OptionalLong.empty() : OptionalLong.of(ts + 1));
    }

    @Test
    void aPastIsWorkedOutPageByPage() {
        CompletableFuture<Long> work = backfiller.workOut(ACME, backfill("rig")).toCompletableFuture();
        for (int i = 0; i < PAGES; i++) {
            question().complete(page(i, i, i == PAGES - 1));
        }
        assertEquals(PAGES, work.join());
        assertEquals(List.of("acme rig 0 0.0 at 7", "acme rig 1 2.0 at 7", "acme rig 2 4.0 at 7"), rows);
        assertEquals(1, synced.get());
        assertEquals(1, closed.get());
    }

    @Test
    void oneIsWorkedOutAtATime() {
        CompletableFuture<Long> first = backfiller.workOut(ACME, backfill("a")).toCompletableFuture();
        CompletableFuture<PastReader.Page> ofFirst = question();
        CompletableFuture<Long> second =
                backfiller.workOut(OTHERS, backfill("b")).toCompletableFuture();
        assertTrue(asked.isEmpty());
        ofFirst.complete(page(0, 1, true));
        first.join();
        question().complete(page(0, 1, true));
        second.join();
        assertEquals(List.of("acme a 0 2.0 at 7", "others b 0 2.0 at 7"), rows);
    }

    @Test
    void aTenantThatGoesIsLetGoOf() {
        CompletableFuture<Long> first = backfiller.workOut(ACME, backfill("a")).toCompletableFuture();
        CompletableFuture<PastReader.Page> ofFirst = question();
        CompletableFuture<Long> waiting =
                backfiller.workOut(ACME, backfill("b")).toCompletableFuture();
        CompletableFuture<Void> gone = backfiller.letGo(ACME).toCompletableFuture();
        assertFalse(gone.isDone(), "a row may still be on its way");
        ofFirst.complete(page(0, 1, false));
        gone.join();
        assertThrows(CancellationException.class, () -> cause(first));
        assertThrows(CancellationException.class, () -> cause(waiting));
        assertEquals(1, closed.get());
    }

    private static void cause(CompletableFuture<?> work) throws Throwable {
        try {
            work.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    @Test
    void whatNobodyWantsAnyMoreIsLeft() {
        CompletableFuture<Long> first = backfiller.workOut(ACME, backfill("a"));
        CompletableFuture<PastReader.Page> ofFirst = question();
        first.cancel(false);
        CompletableFuture<Long> second = backfiller.workOut(ACME, backfill("b"));
        ofFirst.complete(page(0, 1, false));
        question().complete(page(0, 1, true));
        assertEquals(1, second.join());
        assertTrue(asked.isEmpty(), "no further page of the first");
    }

    @Test
    void whatCannotBeReadFails() {
        CompletableFuture<Long> work = backfiller.workOut(ACME, backfill("rig")).toCompletableFuture();
        question().completeExceptionally(new IllegalStateException("away"));
        assertThrows(IllegalStateException.class, () -> cause(work));
        assertEquals(0, synced.get());
        assertEquals(1, closed.get());
    }
}
