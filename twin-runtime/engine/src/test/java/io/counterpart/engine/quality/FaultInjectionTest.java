package io.counterpart.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is found of faults in simulated signals with all rules together, how soon, and how often without a fault. */
class FaultInjectionTest {

    private static final int SEEDS = 20;
    private static final int WEEKS = 10;

    /** The hour of learning and a day more. */
    private static final int WARM_UP = SimulatedPressure.A_DAY + SimulatedPressure.AN_HOUR;

    private final SignalQuality signal = SimulatedPressure.DECLARED.signal();

    private static LongStream seeds() {
        return LongStream.range(0, SEEDS);
    }

    @Test
    void oneFindingAWeekAtMostIsFalse(TestReporter reporter) {
        // Given
        QualityRules rules = SimulatedPressure.DECLARED.rules();
        Map<Finding, Integer> counts = new EnumMap<>(Finding.class);

        // When
        for (int seed = 0; seed < SEEDS; seed++) {
            SignalQuality healthy = new SignalQuality(rules);
            SimulatedPressure pressure = new SimulatedPressure(seed);
            for (int i = 0; i < WEEKS * SimulatedPressure.A_WEEK; i++) {
                if (healthy.gapDueAt() <= pressure.next().knownAt && healthy.gap(pressure.knownAt)) {
                    counts.merge(Finding.GAP, 1, Integer::sum);
                }
                pressure.judgedBy(healthy);
                for (Finding finding : healthy.raised() == 0 ? Set.<Finding>of() : Finding.of(healthy.raised())) {
                    counts.merge(finding, 1, Integer::sum);
                }
            }
        }

        // Then
        reporter.publishEntry("false findings in " + SEEDS * WEEKS + " weeks", counts.toString());
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        assertTrue(all <= SEEDS * WEEKS, counts + " in " + SEEDS * WEEKS + " weeks");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aStuckSensorIsFoundWithinTheDeclaredNumberOfReadings(long seed) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        pressure.run(signal, WARM_UP);
        double last = pressure.value;

        int readings = 0;
        while (!signal.holds(Finding.STUCK)) {
            pressure.next().judgedBy(signal, last);
            readings++;
        }

        assertTrue(readings < SimulatedPressure.STUCK_AFTER, "found after " + readings);
        assertEquals(Finding.STUCK.score(), signal.quality());
        pressure.run(signal, 2);
        assertFalse(signal.holds(Finding.STUCK));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aGapIsFoundWithinTwoPeriods(long seed) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        pressure.run(signal, WARM_UP);

        long due = signal.gapDueAt();

        assertTrue(due - pressure.knownAt <= 2 * SimulatedPressure.PERIOD_MS);
        assertFalse(signal.gap(due - 1));
        assertTrue(signal.gap(due));
        assertEquals(Finding.GAP.score(), signal.quality());
        assertEquals(pressure.ts, signal.since(Finding.GAP));
    }

    @ParameterizedTest
    @CsvSource({"1,1.5", "2,-1.5", "3,2", "4,-2", "5,1.5", "6,-1.5", "7,2", "8,-2", "9,1.5", "10,-1.5"})
    void aSpikeIsFoundAtItsReadingAndNoOther(long seed, double height) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        pressure.run(signal, WARM_UP);
        pressure.next();

        int quality = pressure.judgedBy(signal, pressure.value + height);

        assertTrue(signal.holds(Finding.SPIKE));
        assertEquals(Finding.SPIKE.score(), quality);
        for (int i = 0; i < 10; i++) {
            assertEquals(Finding.FULL_QUALITY, pressure.next().judgedBy(signal));
        }
    }

    @ParameterizedTest
    @CsvSource({"1,1.5", "2,-1.5", "3,2.5", "4,-2.5", "5,1.2", "6,-1.2"})
    void aStepIsTakenForASpikeForTwoReadingsAndThenBelieved(long seed, double height) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        pressure.run(signal, WARM_UP);

        int spikes = 0;
        for (int i = 0; i < SimulatedPressure.AN_HOUR; i++) {
            pressure.next().judgedBy(signal, pressure.value + height);
            spikes += signal.holds(Finding.SPIKE) ? 1 : 0;
        }

        assertEquals(2, spikes);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10.01, -0.01, 65_535, Double.POSITIVE_INFINITY, Double.NaN})
    void aValueOutOfRangeIsFoundAtOnce(double impossible) {
        SimulatedPressure pressure = new SimulatedPressure(1);
        pressure.run(signal, WARM_UP);

        int quality = pressure.next().judgedBy(signal, impossible);

        assertTrue(signal.holds(Finding.RANGE));
        assertEquals(0, quality);
        assertEquals(Finding.FULL_QUALITY, pressure.next().judgedBy(signal));
    }

    @ParameterizedTest
    @CsvSource({"1,0.8", "2,-0.8", "3,0.8", "4,-0.8"})
    void aChangeThatIsTooFastIsFoundAtOnce(long seed, double change) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        pressure.run(signal, WARM_UP);
        double last = pressure.value;

        int quality = pressure.next().judgedBy(signal, last + change);

        assertEquals(Set.of(Finding.RATE), Finding.of(signal.holding()));
        assertEquals(Finding.RATE.score(), quality);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDriftOfOnePercentOfSpanAnHourIsFoundWithinTwoHours(long seed, TestReporter reporter) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        pressure.run(signal, WARM_UP);
        double anHour = (seed % 2 == 0 ? 1 : -1) * 0.01 * SimulatedPressure.SPAN;

        int readings = 0;
        while (!signal.holds(Finding.DRIFT) && readings < 3 * SimulatedPressure.AN_HOUR) {
            readings++;
            pressure.next().judgedBy(signal, pressure.value + anHour * readings / SimulatedPressure.AN_HOUR);
        }

        double hours = (double) readings / SimulatedPressure.AN_HOUR;
        reporter.publishEntry("hours", Double.toString(hours));
        assertTrue(hours >= 1 && hours <= 2, "found after " + hours + " hours");

        // When: it is calibrated
        pressure.run(signal, 4 * SimulatedPressure.AN_HOUR);

        // Then
        assertFalse(signal.holds(Finding.DRIFT));
    }

    @Test
    void aDeviceThatSendsWhatItKeptIsNotCalledSkewed() {
        SimulatedPressure pressure = new SimulatedPressure(7);
        pressure.run(signal, WARM_UP);

        // Given: it was cut off for six hours, and sends the kept readings in four minutes, ten a second
        long backAt = pressure.knownAt + 6 * 3_600_000;
        int kept = 6 * SimulatedPressure.AN_HOUR;
        int found = 0;
        for (int i = 0; i < kept; i++) {
            pressure.next();
            signal.judge(pressure.ts, pressure.value, backAt + i * 100L, pressure.reference);
            found |= signal.holding();
        }

        // Then
        assertEquals(Set.of(), Finding.of(found));
    }

    @Test
    void aDeviceThatSendsItsNewestTenMinutesAtOnceIsNotCalledSkewed() {
        SimulatedPressure pressure = new SimulatedPressure(7);
        SignalQuality batched = new Declaration().skew(30_000).signal();

        int found = 0;
        for (int batch = 0; batch < 50; batch++) {
            long sentAt = pressure.ts + 60 * SimulatedPressure.PERIOD_MS;
            for (int i = 0; i < 60; i++) {
                pressure.next();
                batched.judge(pressure.ts, pressure.value, sentAt, pressure.reference);
                found |= batch == 0 ? 0 : batched.holding();
            }
        }

        assertEquals(Set.of(), Finding.of(found));
    }

    @Test
    void aClockThatIsAheadIsFoundAtOnce() {
        SimulatedPressure pressure = new SimulatedPressure(7);
        pressure.run(signal, WARM_UP);
        pressure.next();

        assertEquals(
                Finding.CLOCK_SKEW.score(),
                signal.judge(pressure.knownAt + 30_001, pressure.value, pressure.knownAt, pressure.reference));
        assertEquals(
                "the device's clock is 30.001 s ahead, more than 30 s is not believed",
                signal.explain(Finding.CLOCK_SKEW, null));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aClockThatIsBehindIsFoundWhenItStaysSo(long seed) {
        SimulatedPressure pressure = new SimulatedPressure(seed);
        SignalQuality behind = new Declaration().skew(30_000).signal();
        pressure.run(behind, WARM_UP);

        int readings = 0;
        while (!behind.holds(Finding.CLOCK_SKEW)) {
            behind.judge(pressure.next().ts, pressure.value, pressure.knownAt + 120_000, pressure.reference);
            readings++;
        }

        assertEquals(Lateness.PROOF, readings);
        pressure.run(behind, 1);
        assertFalse(behind.holds(Finding.CLOCK_SKEW));
    }
}
