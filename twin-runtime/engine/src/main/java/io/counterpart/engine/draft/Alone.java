package io.counterpart.engine.draft;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How far values are from those around them. */
final class Alone {

    /** A value stands alone at this many times the distance that all but a hundredth of the values keep. */
    private static final int FAR = 10;

    private static final double ALL_BUT = 0.99;

    /** As the rule of spikes has it: the median of the last five values, of three while there are no five. */
    private static final int SURROUNDINGS = 5;

    private static final int FIRST_SURROUNDINGS = 3;

    private Alone() {}

    /** Without the values that stand alone. A signal that mostly stands still has none: there each change would be one. */
    static Numbers without(Numbers numbers) {
        double[] values = numbers.values();
        double[] distances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            distances[i] = Math.abs(values[i] - around(values, i));
        }
        double usual = Figures.quantile(Figures.sorted(distances), ALL_BUT);
        if (!(usual > 0)) {
            return numbers;
        }
        long[] times = new long[values.length];
        double[] kept = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (distances[i] <= FAR * usual) {
                times[count] = numbers.times()[i];
                kept[count++] = values[i];
            }
        }
        return new Numbers(Arrays.copyOf(times, count), Arrays.copyOf(kept, count));
    }

    /** The median of the two values before and the two behind it, or of the four nearest at an end. */
    private static double around(double[] values, int at) {
        int from = Math.clamp(at - 2L, 0, values.length - 5);
        double[] others = new double[4];
        for (int i = from, count = 0; i < from + 5; i++) {
            if (i != at) {
                others[count++] = values[i];
            }
        }
        Arrays.sort(others);
        return others[1] / 2 + others[2] / 2;
    }

    /**
     * The farthest that a value was from the median of those before it.
     *
     * @param gapMs after how long without a value nothing is before it any more, null for never
     */
    static double farthest(Numbers numbers, @Nullable Long gapMs) {
        double farthest = 0;
        int known = 0;
        for (int i = 1; i < numbers.size(); i++) {
            boolean isGap = gapMs != null && numbers.times()[i] - numbers.times()[i - 1] > gapMs;
            known = isGap ? 0 : Math.min(known + 1, SURROUNDINGS);
            int count = known < SURROUNDINGS ? FIRST_SURROUNDINGS : SURROUNDINGS;
            if (known >= count) {
                double[] before = Arrays.copyOfRange(numbers.values(), i - count, i);
                Arrays.sort(before);
                farthest = Math.max(farthest, Math.abs(numbers.values()[i] - before[count / 2]));
            }
        }
        return farthest;
    }
}
