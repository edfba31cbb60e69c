package io.counterpart.engine.draft;

import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds how often a value is due, and after how long without one there is a gap. */
final class TimingGuess {

    /** How many readings tell. */
    static final int ENOUGH = 20;

    /** Which part of the steps is near the median where a device keeps a period at all. */
    private static final double REGULAR = 0.75;

    /** How far from a round time a period is still meant to be that. */
    private static final double NEARLY = 0.05;

    /** Periods without a value that are no gap yet, at least. */
    private static final int PERIODS_OF_GAP = 3;

    /** A step up to this many times the gap that the others give is one of them, only longer; beyond, something was wrong. */
    private static final int STILL_USUAL = 3;

    /** The longest time that a declaration may name. */
    private static final long LONGEST = 31 * 86_400_000L;

    /** The times that people choose, in their order; before each line the milliseconds that one is. */
    private static final long[] ROUND = round("""
            1: 1 2 5 10 20 50 100 200 250 500
            1000: 1 2 3 4 5 6 8 10 12 15 20 30 45
            60000: 1 2 3 4 5 6 8 10 12 15 20 30 45
            3600000: 1 2 3 4 6 8 12
            86400000: 1 2 3 4 7 14 21 31
            """);

    private TimingGuess() {}

    /**
     * What is declared: both or neither.
     *
     * @param periodMs how often a value is due
     * @param gapMs after how long without one there is a gap
     */
    record Timing(@Nullable Long periodMs, @Nullable Long gapMs) {
        static final Timing NONE = new Timing(null, null);
    }

    /** @param times epoch milliseconds, each later than the one before */
    static Timing of(long[] times, Remarks.OfProperty remarks) {
        if (times.length < ENOUGH) {
            remarks.add(
                    Subject.TIMING,
                    "no period",
                    "There are " + times.length + " readings; it takes " + ENOUGH + " to see one.",
                    Confidence.UNSURE);
            return Timing.NONE;
        }
        long[] steps = new long[times.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = times[i + 1] - times[i];
        }
        Arrays.sort(steps);
        long median = steps[steps.length / 2];
        long near = Arrays.stream(steps)
                .filter(step -> 2 * step >= median && step <= 2 * median)
                .count();
        long period = near(median);
        long gap = gap(steps, period);
        if (near < REGULAR * steps.length || gap > LONGEST) {
            remarks.add(
                    Subject.TIMING,
                    "no period",
                    "Its values come after " + Figures.time(steps[0]) + " to "
                            + Figures.time(steps[steps.length - 1])
                            + ", without a period: a value that does not come cannot be told from one that is not due.",
                    Confidence.UNSURE);
            return Timing.NONE;
        }
        long pauses = Arrays.stream(steps).filter(step -> step > gap).count();
        remarks.add(
                Subject.TIMING,
                Figures.duration(period) + ", a gap after " + Figures.duration(gap),
                "The median step is " + Figures.time(median) + ", the longest " + Figures.time(steps[steps.length - 1])
                        + "." + (pauses == 0 ? "" : " Steps that would be a gap: " + pauses + "."),
                Confidence.LIKELY);
        return new Timing(period, gap);
    }

    private static long gap(long[] sorted, long period) {
        long usual = sorted[(int) (0.99 * (sorted.length - 1))];
        long gap = atLeast(Math.max(PERIODS_OF_GAP * period, 2 * usual));
        long longest = 0;
        for (long step : sorted) {
            longest = step <= STILL_USUAL * gap ? step : longest;
        }
        return longest <= gap ? gap : atLeast(longest + longest / 2);
    }

    /** The round time that is meant, else the time with two digits. */
    private static long near(long milliseconds) {
        for (long round : ROUND) {
            if (Math.abs(milliseconds - round) <= NEARLY * round) {
                return round;
            }
        }
        long unit = 1;
        while (milliseconds / unit >= 100) {
            unit *= 10;
        }
        return (milliseconds + unit / 2) / unit * unit;
    }

    private static long atLeast(long milliseconds) {
        for (long round : ROUND) {
            if (round >= milliseconds) {
                return round;
            }
        }
        return milliseconds;
    }

    private static long[] round(String table) {
        return table.lines()
                .flatMapToLong(line -> {
                    String[] sides = line.split(": ", 2);
                    long unit = Long.parseLong(sides[0]);
                    return Stream.of(sides[1].split(" ", -1)).mapToLong(count -> Long.parseLong(count) * unit);
                })
                .toArray();
    }
}
