package io.counterpart.engine.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.counterpart.contracts.twin.Signal.Statistic;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

class SlidingWindowProperties {

    /** Enough for the sum of any doubles to be exact but for its last thousand digits. */
    private static final MathContext PRECISE = new MathContext(1_200);

    private static final int MANY = SlidingWindow.VALUES_MAX;

    /**
     * What comes next.
     *
     * @param afterMs how long after the one before
     * @param isValue or only time that passes
     * @param asked what is asked of the window after it
     */
    record Step(long afterMs, boolean isValue, double value, List<Statistic> asked) {}

    /** Keeps all values that ever came, and works everything out anew. */
    private static final class Reference {

        private final TreeMap<Long, Double> all = new TreeMap<>();
        private final long lengthMs;
        private final int limit;
        private long end;

        Reference(long lengthMs, int limit) {
            this.lengthMs = lengthMs;
            this.limit = limit;
        }

        List<Double> values() {
            List<Double> values =
                    new ArrayList<>(all.tailMap(end - lengthMs, false).values());
            return values.subList(Math.max(0, values.size() - limit), values.size());
        }

        boolean isTruncated() {
            return all.tailMap(end - lengthMs, false).size() > limit;
        }

        double statistic(Statistic statistic) {
            List<Double> values = values();
            if (statistic == Statistic.COUNT) {
                return values.size();
            }
            if (values.isEmpty() || (statistic == Statistic.STDDEV && values.size() == 1)) {
                return Double.NaN;
            }
            return switch (statistic) {
                case COUNT -> values.size();
                case MEAN -> toDouble(mean(values));
                case STDDEV -> toDouble(deviation(values));
                case MIN -> values.stream().min(Double::compare).orElseThrow();
                case MAX -> values.stream().max(Double::compare).orElseThrow();
                case P5, P25, P50, P75, P95, P99 ->
                    percentile(values, Integer.parseInt(statistic.name().substring(1)));
            };
        }

        private static BigDecimal mean(List<Double> values) {
            BigDecimal sum = BigDecimal.ZERO;
            for (double value : values) {
                sum = sum.add(new BigDecimal(value));
            }
            return sum.divide(new BigDecimal(values.size()), PRECISE);
        }

        private static BigDecimal deviation(List<Double> values) {
            BigDecimal mean = mean(values);
            BigDecimal squares = BigDecimal.ZERO;
            for (double value : values) {
                BigDecimal away = new BigDecimal(value).subtract(mean);
                squares = squares.add(away.multiply(away));
            }
            BigDecimal variance = squares.divide(new BigDecimal(values.size() - 1), PRECISE);
            return variance.sqrt(new MathContext(40));
        }

        private static double percentile(List<Double> values, int percent) {
            List<Double> sorted = new ArrayList<>(values);
            sorted.sort(Double::compare);
            BigDecimal rank = new BigDecimal(sorted.size() - 1)
                    .multiply(new BigDecimal(percent))
                    .movePointLeft(2);
            int below = rank.intValue();
            BigDecimal low = new BigDecimal(sorted.get(below));
            BigDecimal high = new BigDecimal(sorted.get(Math.min(below + 1, sorted.size() - 1)));
            BigDecimal beyond = rank.subtract(new BigDecimal(below));
            return toDouble(low.add(high.subtract(low).multiply(beyond)));
        }

        private static double toDouble(BigDecimal number) {
            return Double.parseDouble(number.toString());
        }
    }

    private static void assertStatistic(Reference reference, SlidingWindow window, Statistic statistic) {
        double expected = reference.statistic(statistic);
        double actual = window.statistic(statistic);
        double tolerance = switch (statistic) {
            case MEAN, MIN, MAX, COUNT -> 0;
            case STDDEV -> Double.isNaN(expected) ? 0 : Math.ulp(expected);
            case P5, P25, P50, P75, P95, P99 ->
                Double.isNaN(expected)
                        ? 0
                        : 2
                                * Math.ulp(Math.max(
                                        Math.abs(reference.statistic(Statistic.MIN)),
                                        Math.abs(reference.statistic(Statistic.MAX))));
        };
        assertEquals(expected, actual, tolerance, statistic.word());
    }

    @Property(tries = 500)
    void everyStatisticIsThatOfAllValuesWorkedOutAnew(
            @ForAll @IntRange(min = 1, max = 400) int lengthMs,
            @ForAll @IntRange(min = 1, max = 30) int limit,
            @ForAll("steps") List<Step> steps) {
        SlidingWindow window = new SlidingWindow(lengthMs, limit);
        Reference reference = new Reference(lengthMs, limit);
        for (Step step : steps) {
            // When
            apply(step, reference.end, window);
            reference.end += step.afterMs();
            if (step.isValue()) {
                reference.all.put(reference.end, step.value());
            }

            // Then
            assertEquals(reference.values().size(), window.count());
            assertEquals(reference.isTruncated(), window.isTruncated());
            for (Statistic statistic : step.asked()) {
                assertStatistic(reference, window, statistic);
            }
        }
    }

    @Property(tries = 500)
    void whatIsInTheWindowDecidesEveryBitAndNotHowItCameThere(
            @ForAll @IntRange(min = 1, max = 400) int lengthMs, @ForAll("steps") List<Step> steps) {
        // Given
        SlidingWindow window = new SlidingWindow(lengthMs);
        TreeMap<Long, Double> all = new TreeMap<>();
        long end = 0;
        for (Step step : steps) {
            apply(step, end, window);
            end += step.afterMs();
            if (step.isValue()) {
                all.put(end, step.value());
            }
        }

        // When
        SlidingWindow fresh = new SlidingWindow(lengthMs);
        for (Map.Entry<Long, Double> kept : all.tailMap(end - lengthMs, false).entrySet()) {
            fresh.add(kept.getKey(), kept.getValue());
        }
        fresh.advanceTo(end);
        window.advanceTo(end);

        // Then
        assertArrayEquals(bytes(fresh), bytes(window));
        assertSameBits(fresh, window);
    }

    @Property(tries = 300)
    void copiesAndBytesGoOnAsTheOneTheyCameFrom(
            @ForAll @IntRange(min = 1, max = 400) int lengthMs,
            @ForAll @IntRange(min = 1, max = 30) int limit,
            @ForAll("steps") List<Step> steps) {
        SlidingWindow window = new SlidingWindow(lengthMs, limit);
        SlidingWindow passedOn = new SlidingWindow(lengthMs, limit);
        long end = 0;
        for (Step step : steps) {
            // Given
            SlidingWindow kept = passedOn.copy();
            byte[] before = bytes(kept);
            BinaryInput in = new BinaryInput(before);
            passedOn = SlidingWindow.read(in, lengthMs, limit);
            in.requireEnd();

            // When
            apply(step, end, window);
            apply(step, end, passedOn);
            end += step.afterMs();

            // Then
            assertSameBits(window, passedOn);
            assertSameBits(window, passedOn.copy());
            assertArrayEquals(bytes(window), bytes(passedOn));
            assertArrayEquals(before, bytes(kept));
        }
    }

    /** Also checks that asking changes nothing: of the two, one may have been asked before. */
    private static void assertSameBits(SlidingWindow expected, SlidingWindow actual) {
        for (Statistic statistic : Statistic.values()) {
            assertEquals(
                    Double.doubleToRawLongBits(expected.statistic(statistic)),
                    Double.doubleToRawLongBits(actual.statistic(statistic)),
                    statistic.word());
        }
    }

    @Property(tries = 20)
    void aLongLifeLeavesNoTrace(@ForAll("values") double one, @ForAll("values") double other) {
        // Given
        SlidingWindow window = new SlidingWindow(50, MANY);
        for (int i = 0; i < 10_000; i++) {
            window.add(i, i % 3 == 0 ? one : i % 5 == 0 ? other : i * 0.1);
            for (Statistic statistic : Statistic.values()) {
                window.statistic(statistic);
            }
        }

        // When
        SlidingWindow fresh = new SlidingWindow(50, MANY);
        for (int i = 9_950; i < 10_000; i++) {
            fresh.add(i, i % 3 == 0 ? one : i % 5 == 0 ? other : i * 0.1);
        }

        // Then
        assertSameBits(fresh, window);
        assertArrayEquals(bytes(fresh), bytes(window));
    }

    private static void apply(Step step, long end, SlidingWindow window) {
        if (step.isValue()) {
            window.add(end + step.afterMs(), step.value());
        } else {
            window.advanceTo(end + step.afterMs());
        }
        for (Statistic statistic : step.asked()) {
            window.statistic(statistic);
        }
    }

    private static byte[] bytes(SlidingWindow window) {
        BinaryOutput out = new BinaryOutput(128);
        window.write(out);
        return out.toBytes();
    }

    @Provide
    Arbitrary<Double> values() {
        return Arbitraries.oneOf(
                Arbitraries.doubles().between(-100, 100).ofScale(2),
                Arbitraries.of(0.0, -0.0, 1e16, 1e-3, -1e16, 0.1, 1e300, -1e300, Double.MAX_VALUE, -Double.MAX_VALUE),
                Arbitraries.of(1e-300, -1e-300, Double.MIN_NORMAL, Double.MIN_VALUE, 1e15 + 1, 1e15 - 1),
                Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite));
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 40).edgeCases(edges -> edges.add(0L)),
                        Arbitraries.frequency(Tuple.of(9, true), Tuple.of(1, false)),
                        values(),
                        Arbitraries.of(Statistic.class).list().ofMaxSize(2))
                .as(Step::new)
                .list()
                .ofMaxSize(60);
    }
}
