package io.counterpart.twinruntime.lane;

import io.counterpart.engine.output.HistoryWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One thread, and the partitions in its hands: nothing they do needs a lock. Other threads hand it tasks; work that has frames takes
 * turns; what comes with time is looked after ten times a second.
 */
public final class Lane implements Executor, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Lane.class);
    private static final long HOUSEKEEPING_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long FLUSH_LOOK_MS = 20;
    private static final long SOON_MS = 5;
    private static final long AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final LongSupplier nanoTime;
    private final long pauseNanos;
    private final HistoryWriters writers;
    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Set<LaneWork> all = new LinkedHashSet<>();
    private final LinkedHashSet<LaneWork> ready = new LinkedHashSet<>();
    private final LinkedHashSet<LaneWork> soon = new LinkedHashSet<>();
    private final LinkedHashSet<LaneWork> whenIdle = new LinkedHashSet<>();
    private final Thread thread;

    private HistoryWriter history;
    private long lastRoundNanos;
    private long lastHousekeepingNanos;
    private volatile boolean open = true;

    public Lane(String name, Duration pause, HistoryWriters writers, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.writers = writers;
        pauseNanos = pause.toNanos();
        history = writers.open();
        thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Hands the lane a task; it runs on the lane's thread, after those handed over before. */
    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    // ---- on the lane's thread ----

    /** Sees to this work from here on. */
    public void add(LaneWork work) {
        all.add(work);
    }

    public void remove(LaneWork work) {
        all.remove(work);
        ready.remove(work);
        soon.remove(work);
        whenIdle.remove(work);
    }

    /** Says that the work has something at hand. */
    public void ready(LaneWork work) {
        if (all.contains(work)) {
            ready.add(work);
        }
    }

    /** Says that the work cannot go on now, and wants another turn in some milliseconds. */
    public void soon(LaneWork work) {
        if (all.contains(work)) {
            soon.add(work);
        }
    }

    /** Says that the work has something to do when nobody else has. */
    public void whenIdle(LaneWork work) {
        if (all.contains(work)) {
            whenIdle.add(work);
        }
    }

    /** The lane's writer of history, which may be another tomorrow. */
    public HistoryWriter history() {
        return history;
    }

    private void run() {
        beginRounds();
        while (open) {
            try {
                flushHistory();
                round(waitForTask());
            } catch (RuntimeException e) {
                LOG.errorf(e, "a lane's round failed lane=%s", thread.getName());
                LockSupport.parkNanos(AFTER_FAILURE_NANOS);
            }
        }
        history.close();
    }

    void beginRounds() {
        lastRoundNanos = nanoTime.getAsLong();
        lastHousekeepingNanos = lastRoundNanos;
    }

    /** One turn without waiting, as a test turns it by hand. */
    void turn() {
        flushHistory();
        round(tasks.poll());
    }

    private @Nullable Runnable waitForTask() {
        if (!ready.isEmpty() || !whenIdle.isEmpty()) {
            return tasks.poll();
        }
        try {
            return tasks.poll(waitMs(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            open = false;
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private long waitMs() {
        if (!soon.isEmpty()) {
            return SOON_MS;
        }
        return history.waiting() > 0 ? FLUSH_LOOK_MS : TimeUnit.NANOSECONDS.toMillis(HOUSEKEEPING_NANOS);
    }

    private void round(@Nullable Runnable firstTask) {
        long now = nanoTime.getAsLong();
        if (now - lastRoundNanos > pauseNanos) {
            LOG.warnf(
                    "lane did not run, asks whether its partitions are still its own lane=%s ms=%d",
                    thread.getName(), TimeUnit.NANOSECONDS.toMillis(now - lastRoundNanos));
            copyOfAll().forEach(LaneWork::paused);
        }
        runTasks(firstTask);
        ready.addAll(soon);
        soon.clear();
        if (!ready.isEmpty()) {
            LaneWork turn = ready.removeFirst();
            if (turn.work()) {
                ready(turn);
            }
        } else if (!whenIdle.isEmpty() && tasks.isEmpty()) {
            LaneWork turn = whenIdle.removeFirst();
            if (turn.idle()) {
                whenIdle(turn);
            }
        }
        if (now - lastHousekeepingNanos >= HOUSEKEEPING_NANOS) {
            lastHousekeepingNanos = now;
            copyOfAll().forEach(LaneWork::housekeep);
        }
        lastRoundNanos = nanoTime.getAsLong();
    }

    private void runTasks(@Nullable Runnable firstTask) {
        Runnable task = firstTask;
        for (int i = tasks.size(); task != null; i--) {
            task.run();
            task = i > 0 ? tasks.poll() : null;
        }
    }

    private void flushHistory() {
        try {
            history.flushDue(TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong()));
        } catch (RuntimeException e) {
            LOG.errorf(e, "history cannot be written, its partitions begin anew lane=%s", thread.getName());
            copyOfAll().forEach(work -> work.historyLost(e));
            history.close();
            history = writers.open();
        }
    }

    private List<LaneWork> copyOfAll() {
        return new ArrayList<>(all);
    }

    /** Ends the thread after the task it is at. */
    @Override
    public void close() {
        execute(() -> open = false);
    }
}
