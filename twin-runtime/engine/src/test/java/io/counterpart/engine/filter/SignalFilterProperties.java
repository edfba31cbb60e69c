package io.counterpart.engine.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import java.math.BigDecimal;
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

class SignalFilterProperties {

    /** A value and how long it came after the one before. */
    record Step(long afterMs, double value) {}

    /** Works everything out anew from all values that ever came. */
    private static BigDecimal reference(Signal.Filter declared, Map<Long, Double> all) {
        List<Double> raw = new ArrayList<>();
        BigDecimal followed = BigDecimal.ZERO;
        BigDecimal output = BigDecimal.ZERO;
        long before = 0;
        for (Map.Entry<Long, Double> entry : all.entrySet()) {
            raw.add(entry.getValue());
            BigDecimal input = new BigDecimal(newestMedian(declared, raw));
            BigDecimal step = declared.ratePerSecond() == null || raw.size() == 1
                    ? input.subtract(followed).abs()
                    : new BigDecimal(declared.ratePerSecond()).multiply(BigDecimal.valueOf(entry.getKey() - before, 3));
            followed = input.min(followed.add(step)).max(followed.subtract(step));
            before = entry.getKey();
            boolean leaves = declared.deadband() == null
                    || followed.subtract(output).abs().compareTo(new BigDecimal(declared.deadband())) > 0;
            if (leaves || raw.size() == 1) {
                output = followed;
            }
        }
        return output;
    }

    private static double newestMedian(Signal.Filter declared, List<Double> raw) {
        int values = declared.median() == null ? 1 : declared.median();
        List<Double> newest = new ArrayList<>(raw.subList(Math.max(0, raw.size() - values), raw.size()));
        newest.sort(Double::compare);
        return newest.get((newest.size() - 1) / 2);
    }

    /** With values, rates and times in binary fractions, so that nothing is rounded on either side. */
    @Property
    void theOutputIsThatOfAllValuesWorkedOutAnew(
            @ForAll("exactFilters") Signal.Filter declared, @ForAll("exactSteps") List<Step> steps) {
        SignalFilter filter = new SignalFilter(declared);
        TreeMap<Long, Double> all = new TreeMap<>();
        long ts = 0;
        for (Step step : steps) {
            // Given
            double before = filter.output();
            ts += step.afterMs();
            all.put(ts, step.value());

            // When
            double output = filter.next(ts, step.value());

            // Then
            assertEquals(reference(declared, all).doubleValue(), output);
            assertEquals(output, filter.output());
            assertEquals(Double.doubleToRawLongBits(before) != Double.doubleToRawLongBits(output), filter.hasMoved());
        }
    }

    @Property
    void roundingDoesNotAddUp(@ForAll("rates") double rate, @ForAll("steps") List<Step> steps) {
        Signal.Filter declared = new Signal.Filter(null, rate, null);
        SignalFilter filter = new SignalFilter(declared);
        TreeMap<Long, Double> all = new TreeMap<>();
        long ts = 0;
        double largest = 0;
        for (Step step : steps) {
            // Given
            ts += step.afterMs();
            all.put(ts, step.value());
            largest = Math.max(largest, Math.abs(step.value()));

            // When
            double output = filter.next(ts, step.value());

            // Then
            BigDecimal away =
                    new BigDecimal(output).subtract(reference(declared, all)).abs();
            assertTrue(away.compareTo(new BigDecimal(2 * Math.ulp(largest)).multiply(BigDecimal.valueOf(all.size())))
                    <= 0);
        }
    }

    @Property
    void copiesAndBytesGoOnAsTheOneTheyCameFrom(
            @ForAll("filters") Signal.Filter declared, @ForAll("steps") List<Step> steps) {
        SignalFilter filter = new SignalFilter(declared);
        SignalFilter passedOn = new SignalFilter(declared);
        long ts = 0;
        for (Step step : steps) {
            // Given
            SignalFilter kept = passedOn.copy();
            byte[] before = bytes(kept);
            BinaryInput in = new BinaryInput(before);
            passedOn = SignalFilter.read(in, declared);
            in.requireEnd();
            ts += step.afterMs();

            // When
            double output = filter.next(ts, step.value());
            double copied = passedOn.copy().next(ts, step.value());
            double restored = passedOn.next(ts, step.value());

            // Then
            assertEquals(output, restored);
            assertEquals(output, copied);
            assertArrayEquals(bytes(filter), bytes(passedOn));
            assertArrayEquals(before, bytes(kept));
        }
    }

    @Property
    void theRateIsNeverPassed(@ForAll("steps") List<Step> steps) {
        // Given
        double rate = 0.75;
        SignalFilter filter = new SignalFilter(new Signal.Filter(null, rate, null));
        long ts = 0;
        double before = Double.NaN;
        double largest = 0;
        for (Step step : steps) {
            long after = Math.max(1, step.afterMs());
            ts += after;

            // When
            double output = filter.next(ts, step.value());

            // Then
            largest = Math.max(largest, Math.abs(output));
            if (!Double.isNaN(before)) {
                double allowed = rate * after / 1_000;
                double rounding = 2 * Math.ulp(largest);
                assertTrue(Math.abs(output - before) <= allowed + rounding);
                assertTrue(output >= Math.min(before, step.value()) && output <= Math.max(before, step.value()));
            }
            before = output;
        }
    }

    private static byte[] bytes(SignalFilter filter) {
        BinaryOutput out = new BinaryOutput(128);
        filter.write(out);
        return out.toBytes();
    }

    @Provide
    Arbitrary<Signal.Filter> filters() {
        return Combinators.combine(
                        Arbitraries.integers()
                                .between(1, 15)
                                .map(half -> 2 * half + 1)
                                .injectNull(0.3),
                        rates().injectNull(0.3),
                        Arbitraries.of(0.0, 0.1, 1.0, 50.0).injectNull(0.3))
                .as(Signal.Filter::new);
    }

    @Provide
    Arbitrary<Double> rates() {
        return Arbitraries.of(1e-3, 0.5, 1.0, 100.0, 1e300);
    }

    @Provide
    Arbitrary<Signal.Filter> exactFilters() {
        return Combinators.combine(
                        Arbitraries.integers()
                                .between(1, 15)
                                .map(half -> 2 * half + 1)
                                .injectNull(0.3),
                        Arbitraries.of(0.25, 1.0, 16.0, 1024.0).injectNull(0.3),
                        Arbitraries.of(0.0, 0.125, 1.0, 50.0).injectNull(0.3))
                .as(Signal.Filter::new);
    }

    @Provide
    Arbitrary<List<Step>> exactSteps() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 24).map(eighths -> eighths * 125),
                        Arbitraries.integers().between(-1_600, 1_600).map(sixteenths -> sixteenths / 16.0))
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Double> values = Arbitraries.oneOf(
                Arbitraries.doubles().between(-100, 100).ofScale(1),
                Arbitraries.of(0.0, -0.0, 1e16, 1e-3, -1e16, Double.MAX_VALUE, -Double.MAX_VALUE, Double.MIN_VALUE));
        return Combinators.combine(Arbitraries.longs().between(0, 3_000).edgeCases(edges -> edges.add(0L)), values)
                .as(Step::new)
                .list()
                .ofMaxSize(80);
    }
}
