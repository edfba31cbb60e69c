package io.counterpart.engine.window;

import io.counterpart.contracts.twin.Signal.Align;
import io.counterpart.contracts.twin.Signal.Method;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import java.util.List;

/**
 * Brings signals of different rates onto one grid: a row of values for each of its instants, the multiples of its step since
 * 1970-01-01T00:00Z, as soon as the row is complete. A signal's part in an instant is complete when its newest value is of that
 * time or later, or when nothing that is still to come can change it: {@link #passed} says up to when all has come.
 *
 * <p>Rows begin with the first instant at or after the first value. Instants at which no signal has a value are left out, however
 * many there are. A row that was given stands: what comes later for its instant is too late.
 *
 * <p>Of each signal only the values beside an instant of the grid are kept, {@value #VALUES_MAX} at most. A signal that has so
 * many while others are behind waits no longer: rows are given with what is known of the others until it has room.
 */
public final class Grid {

    /** How many values of a signal are kept at most. */
    public static final int VALUES_MAX = 1_024;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long NO_INSTANT = Long.MAX_VALUE;

    private final List<Align> signals;
    private final long everyMs;
    private final TimedValues[] values;
    private long passed = NEVER;

    /** The instant of the next row; and whether one was given or left out before it. */
    private long next = NO_INSTANT;

    private boolean started;

    /** Not part of the state. */
    private long instant = NEVER;

    /**
     * A grid without values.
     *
     * @param signals which signals, in the order of a row; their steps must be the same
     */
    public Grid(List<Align> signals) {
        if (signals.isEmpty()) {
            throw new IllegalArgumentException("a grid has at least one signal");
        }
        this.signals = List.copyOf(signals);
        everyMs = signals.getFirst().everyMs();
        values = new TimedValues[signals.size()];
        for (int i = 0; i < values.length; i++) {
            if (signals.get(i).everyMs() != everyMs) {
                throw new IllegalArgumentException("the signals of a grid have the same step");
            }
            values[i] = new TimedValues();
        }
    }

    /**
     * Takes a signal's value. Another one of the same time takes the place of the one before. Ask for rows after each value.
     *
     * @param signal its place in a row
     * @param ts epoch milliseconds, not before the signal's newest
     * @throws IllegalArgumentException where it is, or where the value is not finite
     * @throws IllegalStateException where there is no room, because rows were not asked for
     */
    public void add(int signal, long ts, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a value is a finite number, not " + value);
        }
        TimedValues own = values[signal];
        int size = own.size();
        if (size > 0 && ts <= own.ts(size - 1)) {
            if (ts < own.ts(size - 1)) {
                throw new IllegalArgumentException("a value at " + ts + " after one at " + own.ts(size - 1));
            }
            own.setLast(value);
            return;
        }
        if (size > 0 && !isNeededBefore(ts, own)) {
            own.removeLast();
        }
        if (own.size() == VALUES_MAX) {
            throw new IllegalStateException("rows are to be asked for before more values can be taken");
        }
        own.addLast(ts, value);
        if (!started) {
            next = Math.min(next, Math.ceilDiv(ts, everyMs) * everyMs);
        }
        release(own);
    }

    /** Whether an instant lies between the newest value and this time, or the newest and the one before it. */
    private boolean isNeededBefore(long ts, TimedValues own) {
        int size = own.size();
        long lastInstant = Math.floorDiv(ts - 1, everyMs) * everyMs;
        long from = size > 1 ? own.ts(size - 2) + 1 : own.ts(0);
        return lastInstant >= from;
    }

    /** Forgets what no instant from the next on needs. */
    private void release(TimedValues own) {
        while (own.size() > 1 && own.ts(1) <= next) {
            own.removeFirst();
        }
    }

    /**
     * Says that what will come is of a later time than this, whatever the signal; {@link Long#MAX_VALUE} that nothing will. An
     * earlier time than before says nothing.
     */
    public void passed(long ts) {
        passed = Math.max(passed, ts);
    }

    /**
     * Gives the next row that is complete.
     *
     * @param row takes a value for each signal, NaN for none; of no use where there is no row
     * @return whether there is one
     */
    public boolean next(double[] row) {
        if (row.length != values.length) {
            throw new IllegalArgumentException("a row of " + values.length + " signals, not of " + row.length);
        }
        while (next != NO_INSTANT) {
            boolean isForced = hasFull();
            long reach = reach();
            if (next > reach && !isForced) {
                return false;
            }
            boolean hasValue = fill(row);
            long given = next;
            long following = given + everyMs;
            next = hasValue ? following : Math.max(following, nextWithValue(isForced ? NO_INSTANT : reach));
            started = true;
            for (TimedValues own : values) {
                release(own);
            }
            if (hasValue) {
                instant = given;
                return true;
            }
        }
        return false;
    }

    private boolean hasFull() {
        for (TimedValues own : values) {
            if (own.size() == VALUES_MAX) {
                return true;
            }
        }
        return false;
    }

    /** Up to when every signal's part is complete. */
    private long reach() {
        long reach = Long.MAX_VALUE;
        for (int i = 0; i < values.length; i++) {
            reach = Math.min(reach, reach(i));
        }
        return reach;
    }

    private long reach(int signal) {
        TimedValues own = values[signal];
        if (own.isEmpty()) {
            return passed;
        }
        long newest = own.ts(own.size() - 1);
        Align align = signals.get(signal);
        // Between the newest value and one that is further away than the gap there will be no line.
        boolean isSettled =
                passed > newest && (align.method() == Method.PREVIOUS || passed - newest >= align.maxGapMs());
        return isSettled ? passed : newest;
    }

    private boolean fill(double[] row) {
        boolean hasValue = false;
        for (int i = 0; i < row.length; i++) {
            row[i] = value(i);
            hasValue |= !Double.isNaN(row[i]);
        }
        return hasValue;
    }

    /** The signal's value at the next instant, NaN for none. */
    private double value(int signal) {
        TimedValues own = values[signal];
        if (own.isEmpty() || own.ts(0) > next) {
            return Double.NaN;
        }
        long before = own.ts(0);
        double value = own.value(0);
        if (before == next) {
            return value;
        }
        long maxGapMs = signals.get(signal).maxGapMs();
        return switch (signals.get(signal).method()) {
            case PREVIOUS -> next - before <= maxGapMs ? value : Double.NaN;
            case LINEAR -> {
                boolean hasLine = own.size() > 1 && own.ts(1) - before <= maxGapMs;
                yield hasLine
                        ? Line.between(value, own.value(1), (next - before) / (double) (own.ts(1) - before))
                        : Double.NaN;
            }
        };
    }

    /**
     * The first instant after the next at which a signal may have a value, when none has one at the next.
     *
     * @param reach up to when there is none that has not come yet
     */
    private long nextWithValue(long reach) {
        long first = reach == NO_INSTANT ? NO_INSTANT : Math.floorDiv(reach, everyMs) * everyMs + everyMs;
        for (TimedValues own : values) {
            int after = own.isEmpty() || own.ts(0) > next ? 0 : 1;
            if (after < own.size()) {
                first = Math.min(first, Math.ceilDiv(own.ts(after), everyMs) * everyMs);
            }
        }
        return first;
    }

    /** The instant of the row that was given last, {@link Long#MIN_VALUE} before the first. */
    public long instant() {
        return instant;
    }

    /** Another one that stands where this one stands. */
    public Grid copy() {
        Grid copy = new Grid(signals);
        for (int i = 0; i < values.length; i++) {
            copy.values[i] = values[i].copy();
        }
        copy.passed = passed;
        copy.next = next;
        copy.started = started;
        copy.instant = instant;
        return copy;
    }

    /** Its state, without what is declared. */
    public void write(BinaryOutput out) {
        out.putLong(passed);
        out.putLong(next);
        out.putByte(started ? 1 : 0);
        for (TimedValues own : values) {
            own.write(out);
        }
    }

    /**
     * The grid that was written.
     *
     * @param signals as it was made with
     */
    public static Grid read(BinaryInput in, List<Align> signals) {
        Grid grid = new Grid(signals);
        grid.passed = in.getLong();
        grid.next = in.getLong();
        grid.started = in.getByte() == 1;
        if (grid.next != NO_INSTANT && Math.floorMod(grid.next, grid.everyMs) != 0) {
            throw new DamagedBytes("the instant " + grid.next + " is not on a grid of " + grid.everyMs + " ms");
        }
        for (int i = 0; i < grid.values.length; i++) {
            grid.values[i] = TimedValues.read(in, VALUES_MAX);
        }
        return grid;
    }
}
