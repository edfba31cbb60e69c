package io.counterpart.tenants.outbox;

import io.counterpart.tenants.database.ControlDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Works the outbox off: each tenant's tasks in order, several tenants at once, from where the last worker stopped. It is woken by
 * every write of this process, and looks by itself for what others left.
 */
@ApplicationScoped
public class OutboxWorker {

    private static final Logger LOG = Logger.getLogger(OutboxWorker.class);

    private final ControlDatabase database;
    private final TaskRunner runner;
    private final Vertx vertx;
    private final MeterRegistry meters;
    private final OutboxConfig config;
    private final AtomicInteger lanes = new AtomicInteger();
    private final AtomicLong wakes = new AtomicLong();
    private volatile boolean running;

    @Inject
    OutboxWorker(ControlDatabase database, TaskRunner runner, Vertx vertx, MeterRegistry meters, OutboxConfig config) {
        this.database = database;
        this.runner = runner;
        this.vertx = vertx;
        this.meters = meters;
        this.config = config;
    }

    void start(@Observes @Priority(100) StartupEvent starting) {
        running = true;
        vertx.setPeriodic(config.poll().toMillis(), timer -> wake());
        wake();
    }

    void stop(@Observes ShutdownEvent stopping) {
        running = false;
    }

    /** Says that there may be something to do. */
    public void wake() {
        wakes.incrementAndGet();
        openLane();
    }

    private void openLane() {
        if (running && lanes.getAndUpdate(open -> Math.min(open + 1, config.lanes())) < config.lanes()) {
            work();
        }
    }

    private void work() {
        long seen = wakes.get();
        oneLane().subscribe().with(worked -> next(worked, seen), failure -> {
            LOG.warnf(failure, "outbox cannot be read");
            lanes.decrementAndGet();
        });
    }

    private void next(boolean worked, long seen) {
        if (running && (worked || wakes.get() != seen)) {
            work();
            return;
        }
        lanes.decrementAndGet();
        // A wake between the look and the line above found every lane taken.
        if (wakes.get() != seen) {
            openLane();
        }
    }

    private Uni<Boolean> oneLane() {
        return database.transaction(connection -> Claim.take(connection)
                .onItem()
                .transformToUniAndConcatenate(this::workOff)
                .collect()
                .asList()
                .map(claims -> !claims.isEmpty()));
    }

    private Uni<Boolean> workOff(Claim claim) {
        return claim.entries(config.batch())
                .onItem()
                .transformToMulti(entries -> Multi.createFrom().iterable(entries))
                .onItem()
                .transformToUniAndConcatenate(entry -> attempt(claim, entry))
                .select()
                .first(done -> done)
                .collect()
                .last()
                .replaceWith(true);
    }

    private Uni<Boolean> attempt(Claim claim, Claim.Entry entry) {
        return Uni.createFrom()
                .deferred(() -> runner.run(claim.tenant(), entry.task()))
                .ifNoItem()
                .after(config.timeout())
                .fail()
                .replaceWith(Optional.<Throwable>empty())
                .onFailure()
                .recoverWithItem(Optional::of)
                .chain(failure -> failure.isEmpty() ? done(claim, entry) : failed(claim, entry, failure.get()));
    }

    private Uni<Boolean> done(Claim claim, Claim.Entry entry) {
        count(entry.task(), "done");
        return claim.done(entry).replaceWith(true);
    }

    private Uni<Boolean> failed(Claim claim, Claim.Entry entry, Throwable failure) {
        count(entry.task(), "failed");
        LOG.warnf("task failed tenant=%s task=%s error=%s", claim.tenant(), entry.task(), failure);
        return claim.again(entry, String.valueOf(failure.getMessage()), config.firstRetry(), config.lastRetry())
                .replaceWith(false);
    }

    private void count(Task task, String outcome) {
        String kind = task.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        meters.counter("counterpart.outbox.tasks", "kind", kind, "outcome", outcome)
                .increment();
    }
}
