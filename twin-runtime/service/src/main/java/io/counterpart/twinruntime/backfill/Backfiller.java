package io.counterpart.twinruntime.backfill;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.twin.Value;
import io.counterpart.engine.backfill.Backfill;
import io.counterpart.engine.backfill.PastSignals;
import io.counterpart.engine.order.AcceptedTime;
import io.counterpart.engine.output.HistoryRow;
import io.counterpart.engine.output.HistoryWriter;
import io.counterpart.twinruntime.checkpoint.HistoryDisk;
import io.counterpart.twinruntime.lane.HistoryWriters;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Works out twins' pasts, one at a time, and no faster than leaves history half of its time for those who wait for it. Who begins one
 * anew, in this process or another, writes the same rows again.
 */
@ApplicationScoped
public class Backfiller implements PastWork {

    private static final Duration PAGE_WITHIN = Duration.ofSeconds(60);
    private static final long LOOK_MS = 5;
    private static final long LOOK_FOR_A_TURN_MS = 100;

    private final PastReader history;
    private final HistoryWriters writers;
    private final HistoryDisk disk;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore turn = new Semaphore(1, true);
    private final Map<TenantId, Set<Job>> jobs = new ConcurrentHashMap<>();
    private final Set<TenantId> gone = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** What is being worked out, or waits for its turn. */
    private final class Job {

        private final TenantId tenant;
        private final Backfill backfill;
        private final CompletableFuture<Long> result = new CompletableFuture<>();
        private final CompletableFuture<Void> ended;

        Job(TenantId tenant, Backfill backfill) {
            this.tenant = tenant;
            this.backfill = backfill;
            ended = CompletableFuture.runAsync(this::run, threads);
        }

        private void run() {
            try {
                result.complete(inTurn(this));
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        }

        void requireWanted() {
            if (stopped || gone.contains(tenant) || result.isCancelled()) {
                throw new CancellationException("nobody wants it any more");
            }
        }
    }

    Backfiller(PastReader history, HistoryWriters writers, HistoryDisk disk) {
        this.history = history;
        this.writers = writers;
        this.disk = disk;
    }

    @Override
    public CompletableFuture<Long> workOut(TenantId tenant, Backfill backfill) {
        if (stopped) {
            return CompletableFuture.failedFuture(new CancellationException("the service stops"));
        }
        Set<Job> ofTenant = jobs.computeIfAbsent(tenant, none -> ConcurrentHashMap.newKeySet());
        Job job = new Job(tenant, backfill);
        ofTenant.add(job);
        var _ = job.ended.thenRun(() -> ofTenant.remove(job));
        return job.result;
    }

    /** Works out nothing of this tenant any more; ends when no row of it is on its way from here. */
    public CompletionStage<Void> letGo(TenantId tenant) {
        gone.add(tenant);
        return CompletableFuture.allOf(jobs.getOrDefault(tenant, Set.of()).stream()
                .map(job -> job.ended)
                .toArray(CompletableFuture[]::new));
    }

    private long inTurn(Job job) {
        try {
            while (!turn.tryAcquire(LOOK_FOR_A_TURN_MS, TimeUnit.MILLISECONDS)) {
                job.requireWanted();
            }
            try {
                job.requireWanted();
                return workedOut(job);
            } finally {
                turn.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the service stops");
        } catch (ExecutionException | TimeoutException e) {
            throw new CompletionException(e.getCause() == null ? e : e.getCause());
        }
    }

    private long workedOut(Job job) throws InterruptedException, ExecutionException, TimeoutException {
        PastSignals past = new PastSignals(job.backfill);
        List<PastSignals.Source> sources = past.sources();
        try (HistoryWriter writer = writers.open()) {
            history.ready(job.tenant).toCompletableFuture().get(PAGE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
            OptionalLong from = OptionalLong.of(AcceptedTime.EARLIEST_MS);
            while (from.isPresent() && !sources.isEmpty()) {
                job.requireWanted();
                long began = System.nanoTime();
                PastReader.Page page = history.read(job.tenant, job.backfill, sources, from.getAsLong())
                        .toCompletableFuture()
                        .get(PAGE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
                for (PastReader.Moment moment : page.moments()) {
                    take(past, sources, moment, row -> writer.row(job.tenant, row));
                    awaitRoom(job, writer);
                }
                from = page.nextFromMs();
                LockSupport.parkNanos(System.nanoTime() - began);
            }
            finish(job, writer);
        }
        disk.sync().toCompletableFuture().get(PAGE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        return past.values();
    }

    /** Of sources of one property the later holds. */
    private static void take(
            PastSignals past, List<PastSignals.Source> sources, PastReader.Moment moment, Consumer<HistoryRow> rows) {
        past.begin(moment.ts());
        for (PastSignals.Source source : sources) {
            Value value = moment.values().get(source);
            if (value != null) {
                past.add(source, value);
            }
        }
        past.end(rows);
    }

    private void awaitRoom(Job job, HistoryWriter writer) {
        writer.flushDue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        while (!writer.hasRoom()) {
            pause(job, writer);
        }
    }

    private void finish(Job job, HistoryWriter writer) {
        writer.flush();
        while (writer.waiting() > 0) {
            pause(job, writer);
        }
    }

    private void pause(Job job, HistoryWriter writer) {
        job.requireWanted();
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MS));
        writer.flushDue(TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    @PreDestroy
    void stop() {
        stopped = true;
        threads.shutdown();
    }
}
