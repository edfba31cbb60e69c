package io.counterpart.engine.window;

import java.util.Arrays;

/**
 * Values in order, for percentiles. One that comes or goes moves those above it by one place: up to some ten thousand that is
 * faster than a tree, and costs less than choosing among all of them at each question.
 */
final class SortedValues {

    private double[] sorted;
    private int size;

    /** Of these values, in any order. */
    SortedValues(double[] values) {
        sorted = values.clone();
        Arrays.sort(sorted);
        size = sorted.length;
    }

    void add(double value) {
        if (size == sorted.length) {
            sorted = Arrays.copyOf(sorted, Math.max(8, size * 2));
        }
        int found = Arrays.binarySearch(sorted, 0, size, value);
        int at = found < 0 ? -found - 1 : found;
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        size++;
    }

    /** Takes out one of these values that is there. */
    void remove(double value) {
        int at = Arrays.binarySearch(sorted, 0, size, value);
        System.arraycopy(sorted, at + 1, sorted, at, size - at - 1);
        size--;
    }

    /**
     * What so many percent of the values lie below, interpolated between ranks: Hyndman and Fan (1996), type 7, at rank
     * {@code (n - 1) * percent / 100} from 0. There must be a value.
     */
    double percentile(int percent) {
        int hundredths = (size - 1) * percent;
        int rank = hundredths / 100;
        int beyond = hundredths % 100;
        return beyond == 0 ? sorted[rank] : Line.between(sorted[rank], sorted[rank + 1], beyond / 100.0);
    }
}
