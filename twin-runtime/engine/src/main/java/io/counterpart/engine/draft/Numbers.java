package io.counterpart.engine.draft;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/** A series of numbers. */
final class Numbers {

    static final Numbers NONE = new Numbers(new long[0], new double[0]);

    private final long[] times;
    private final double[] values;

    /**
     * @param times epoch milliseconds, each later than the one before
     * @param values as many, finite
     */
    Numbers(long[] times, double[] values) {
        this.times = times;
        this.values = values;
    }

    /** Not to be changed. */
    long[] times() {
        return times;
    }

    /** Not to be changed. */
    double[] values() {
        return values;
    }

    int size() {
        return times.length;
    }

    /** From the first to the last, milliseconds. */
    long length() {
        return times.length == 0 ? 0 : times[times.length - 1] - times[0];
    }

    /** The same in another unit; none where one of them is no finite number there. */
    Numbers in(DoubleUnaryOperator conversion) {
        double[] converted = DoubleStream.of(values).map(conversion).toArray();
        return DoubleStream.of(converted).allMatch(Double::isFinite) ? new Numbers(times, converted) : NONE;
    }

    double min() {
        return DoubleStream.of(values).min().orElse(Double.NaN);
    }

    double max() {
        return DoubleStream.of(values).max().orElse(Double.NaN);
    }

    boolean areWhole() {
        return DoubleStream.of(values).allMatch(value -> value == Math.rint(value));
    }

    long distinct() {
        return DoubleStream.of(values).map(value -> value + 0.0).distinct().count();
    }

    boolean areConstant() {
        return size() == 0 || min() == max();
    }
}
