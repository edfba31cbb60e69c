package io.counterpart.engine.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal.Align;
import io.counterpart.contracts.twin.Signal.Method;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
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

class GridProperties {

    private static final int SIGNALS = 3;

    /**
     * What comes next.
     *
     * @param signal of which signal; {@value #SIGNALS} for none, but all is said to have come up to this time
     * @param afterMs how long after the signal's value before
     */
    record Step(int signal, long afterMs, double value) {}

    /** Keeps all values that ever came, and looks at every instant and every value. */
    private static final class Reference {

        private final List<Align> signals;
        private final List<TreeMap<Long, Double>> all = new ArrayList<>();
        private long passed = Long.MIN_VALUE;

        /** From before all values, an instant after the other. */
        private long next;

        Reference(List<Align> signals) {
            this.signals = signals;
            for (int i = 0; i < signals.size(); i++) {
                all.add(new TreeMap<>());
            }
        }

        long newest(int signal) {
            return all.get(signal).isEmpty() ? 0 : all.get(signal).lastKey();
        }

        private boolean isComplete(int signal) {
            TreeMap<Long, Double> values = all.get(signal);
            if (!values.isEmpty() && values.lastKey() >= next) {
                return true;
            }
            if (passed < next) {
                return false;
            }
            return values.isEmpty()
                    || signals.get(signal).method() == Method.PREVIOUS
                    || passed + 1 - values.lastKey() > signals.get(signal).maxGapMs();
        }

        private double value(int signal) {
            Map.Entry<Long, Double> before = all.get(signal).floorEntry(next);
            Map.Entry<Long, Double> after = all.get(signal).ceilingEntry(next);
            long maxGapMs = signals.get(signal).maxGapMs();
            if (before == null) {
                return Double.NaN;
            }
            if (before.getKey() == next) {
                return before.getValue();
            }
            if (signals.get(signal).method() == Method.PREVIOUS) {
                return next - before.getKey() <= maxGapMs ? before.getValue() : Double.NaN;
            }
            if (after == null || after.getKey() - before.getKey() > maxGapMs) {
                return Double.NaN;
            }
            double before1 = (double) (after.getKey() - next) / (after.getKey() - before.getKey());
            return before.getValue() * before1 + after.getValue() * (1 - before1);
        }

        /** The rows that are complete since it was asked last, each with its instant before it. */
        List<double[]> rows() {
            List<double[]> rows = new ArrayList<>();
            while (isComplete(0) && isComplete(1) && isComplete(2)) {
                double[] row = {next, value(0), value(1), value(2)};
                if (!Double.isNaN(row[1]) || !Double.isNaN(row[2]) || !Double.isNaN(row[3])) {
                    rows.add(row);
                }
                next += signals.getFirst().everyMs();
            }
            return rows;
        }
    }

    private static List<double[]> rows(Grid grid) {
        List<double[]> rows = new ArrayList<>();
        double[] row = new double[SIGNALS];
        while (grid.next(row)) {
            rows.add(new double[] {grid.instant(), row[0], row[1], row[2]});
        }
        return rows;
    }

    private static void assertRows(List<double[]> expected, List<double[]> actual, double tolerance) {
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), actual.get(i), tolerance);
        }
    }

    @Property
    void theRowsAreThoseOfAllValuesWorkedOutAnew(
            @ForAll("signals") List<Align> signals, @ForAll("steps") List<Step> steps) {
        Grid grid = new Grid(signals);
        Reference reference = new Reference(signals);
        long first = 0;
        for (Step step : steps) {
            // When
            if (step.signal() == SIGNALS) {
                long passed = Math.max(reference.passed, oldestNewest(reference) + step.afterMs());
                reference.passed = passed;
                grid.passed(passed);
            } else {
                long ts = reference.newest(step.signal()) + step.afterMs();
                if (ts > reference.passed || reference.all.get(step.signal()).containsKey(ts)) {
                    reference.all.get(step.signal()).put(ts, step.value());
                    grid.add(step.signal(), ts, step.value());
                }
            }

            // Then
            List<double[]> rows = rows(grid);
            assertRows(reference.rows(), rows, 1e-9);
            for (double[] row : rows) {
                assertTrue(row[0] >= first);
                first = (long) row[0] + signals.getFirst().everyMs();
            }
        }
    }

    private static long oldestNewest(Reference reference) {
        return Math.min(reference.newest(0), Math.min(reference.newest(1), reference.newest(2)));
    }

    @Property
    void copiesAndBytesGoOnAsTheOneTheyCameFrom(
            @ForAll("signals") List<Align> signals, @ForAll("steps") List<Step> steps) {
        Grid grid = new Grid(signals);
        Grid passedOn = new Grid(signals);
        long[] newest = new long[SIGNALS + 1];
        for (Step step : steps) {
            // Given
            Grid kept = passedOn.copy();
            byte[] before = bytes(kept);
            BinaryInput in = new BinaryInput(before);
            passedOn = Grid.read(in, signals);
            in.requireEnd();
            newest[step.signal()] += step.afterMs();
            long ts = newest[step.signal()];

            // When
            Grid copy = passedOn.copy();
            for (Grid each : List.of(grid, passedOn, copy)) {
                if (step.signal() == SIGNALS) {
                    each.passed(ts);
                } else {
                    each.add(step.signal(), ts, step.value());
                }
            }

            // Then
            List<double[]> rows = rows(grid);
            assertRows(rows, rows(passedOn), 0);
            assertRows(rows, rows(copy), 0);
            assertArrayEquals(bytes(grid), bytes(passedOn));
            assertArrayEquals(before, bytes(kept));
        }
    }

    private static byte[] bytes(Grid grid) {
        BinaryOutput out = new BinaryOutput(128);
        grid.write(out);
        return out.toBytes();
    }

    @Provide
    Arbitrary<List<Align>> signals() {
        Arbitrary<Method> methods = Arbitraries.of(Method.class);
        Arbitrary<Long> gaps = Arbitraries.longs().between(0, 120);
        return Combinators.combine(
                        Arbitraries.longs().between(1, 40),
                        methods.list().ofSize(SIGNALS),
                        gaps.list().ofSize(SIGNALS))
                .as((everyMs, method, gap) -> {
                    List<Align> signals = new ArrayList<>();
                    for (int i = 0; i < SIGNALS; i++) {
                        signals.add(new Align(new PropertyName("p" + i), everyMs, method.get(i), gap.get(i)));
                    }
                    return signals;
                });
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, SIGNALS),
                        Arbitraries.longs().between(0, 60),
                        Arbitraries.doubles().between(-100, 100).ofScale(2))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }
}
