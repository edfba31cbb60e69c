package io.counterpart.twinruntime.lane;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A lane whose rounds and whose time a test turns by hand. */
public final class HandDrivenLane {

    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(1));
    private final Lane lane;

    public HandDrivenLane(HistoryWriters writers) {
        lane = new Lane("lane-of-test", Duration.ofSeconds(5), writers, nanos::get);
        lane.beginRounds();
    }

    public Lane lane() {
        return lane;
    }

    /** Lets this much time pass at once, in which the thread does not run. */
    public void passWithoutRunning(long ms) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(ms));
    }

    /** Runs the lane through this much time, in steps of a housekeeping. */
    public void run(long ms) {
        for (long passed = 0; passed < ms; passed += 100) {
            passWithoutRunning(100);
            settle();
        }
    }

    /** Turns the lane until nothing is at hand any more. */
    public void settle() {
        for (int i = 0; i < 50; i++) {
            lane.turn();
        }
    }
}
