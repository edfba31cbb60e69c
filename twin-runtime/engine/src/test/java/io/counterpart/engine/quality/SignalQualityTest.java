package io.counterpart.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalQualityTest {

    private static final long START_MS = SimulatedPressure.START_MS;
    private static final long BYTES_MAX = 200;

    private long ts = START_MS;

    /** Takes one value a second; the quality of the last one is told. */
    private int judge(SignalQuality signal, double... values) {
        int quality = Finding.FULL_QUALITY;
        for (double value : values) {
            ts += 1_000;
            quality = signal.judge(ts, value, ts, Double.NaN);
        }
        return quality;
    }

    @Test
    void withoutRulesEveryNumberIsBelieved() {
        SignalQuality signal = new Declaration().signal();

        assertEquals(100, judge(signal, 1, 1e300, -1e300, 0, 0, 0, 0));
        assertEquals(0, judge(signal, Double.NEGATIVE_INFINITY));
        assertEquals("the value is not a finite number", signal.explain(Finding.RANGE, "bar"));
        assertEquals(Long.MAX_VALUE, signal.gapDueAt());
        assertFalse(signal.gap(Long.MAX_VALUE));
    }

    @Test
    void theLimitsOfTheRangeBelongToIt() {
        SignalQuality signal = new Declaration().range(0.0, 10.0).signal();

        assertEquals(100, judge(signal, 0, 10));
        assertEquals(0, judge(signal, 12.7));
        assertEquals("12.7 bar is above 10, the highest believable value", signal.explain(Finding.RANGE, "bar"));
        assertEquals(0, judge(signal, -1e-300));
        assertEquals("-1E-300 is below 0, the lowest believable value", signal.explain(Finding.RANGE, null));
        assertEquals(100, judge(signal, -0.0));
    }

    @Test
    void whatIsStuckIsFoundAtItsLastAllowedValueAndEndsAtAnother() {
        SignalQuality signal = new Declaration().stuck(3).signal();

        assertEquals(100, judge(signal, 3.2, 3.2));
        assertEquals(20, judge(signal, 3.2));
        long found = ts;
        assertEquals(20, judge(signal, 3.2, 3.2));
        assertEquals(found, signal.since(Finding.STUCK));
        assertEquals(
                "3.2 bar for 5 values in a row, 3 mean that the sensor is stuck", signal.explain(Finding.STUCK, "bar"));
        assertEquals(100, judge(signal, 3.3));
        assertEquals(Finding.STUCK.bit(), signal.ended());
        assertEquals(found, signal.since(Finding.STUCK));
    }

    @Test
    void aRateIsTakenFromTheLastBelievedValueOnly() {
        SignalQuality signal =
                new Declaration().range(0.0, 100.0).rate(0.5).spike(10).signal();

        assertEquals(100, judge(signal, 5, 5.5, 5, 5.5));
        assertEquals(0, judge(signal, 500));
        assertEquals(100, judge(signal, 6.5), "within two seconds of 5.5");
        assertEquals(10, judge(signal, 50));
        assertEquals(100, judge(signal, 7.5));
        assertEquals(40, judge(signal, 5.9));
        assertEquals(
                "changes by -1.6 bar a second, the fastest believable is 0.5", signal.explain(Finding.RATE, "bar"));
        assertEquals(100, signal.judge(ts, 9, ts, Double.NaN), "no time has passed");
    }

    @Test
    void aSpikeIsOneOrTwoValuesAndThreeAreALevel() {
        SignalQuality signal = new Declaration().spike(2).signal();

        assertEquals(100, judge(signal, 4, 9, 4.1), "surrounded by too little");
        assertEquals(100, judge(signal, 4.2, 4.0));
        assertEquals(10, judge(signal, 9.8));
        assertEquals(
                "9.8 bar stands alone, it is more than 2 bar from the 4.1 bar around it",
                signal.explain(Finding.SPIKE, "bar"));
        assertEquals(10, judge(signal, 9.7));
        assertEquals(100, judge(signal, 4.1));
        assertEquals(10, judge(signal, 9.8));
        assertEquals(10, judge(signal, 9.7));
        assertEquals(100, judge(signal, 9.9));
        assertEquals(10, judge(signal, 4.1), "now the old level is far");
    }

    @Test
    void threeValuesThatDisagreeAreNewSurroundingsToo() {
        SignalQuality signal = new Declaration().spike(2).signal();

        judge(signal, 4, 4, 4);
        assertEquals(10, judge(signal, 10, 20, 30));
        assertEquals(100, judge(signal, 20), "the middle of the three");
    }

    @Test
    void afterAGapNothingIsSurroundedByWhatWasBefore() {
        SignalQuality signal = new Declaration().every(1_000L, null).spike(2).signal();

        judge(signal, 4, 4, 4, 4, 4);
        ts += 60_000;
        assertEquals(100, judge(signal, 9));
        assertEquals(Finding.GAP.bit(), signal.raised());
        assertEquals(Finding.GAP.bit(), signal.ended());
        assertEquals(ts - 61_000, signal.since(Finding.GAP));
        assertEquals("no value for 61 s, more than 2 s is a gap", signal.explain(Finding.GAP, "bar"));
        judge(signal, 9);
        assertEquals(0, signal.raised());
        assertEquals(0, signal.ended());
        assertThrows(IllegalArgumentException.class, () -> signal.since(Finding.GAP));
        assertThrows(IllegalArgumentException.class, () -> signal.explain(Finding.GAP, "bar"));
    }

    @Test
    void aGapIsRaisedOnceAndEndsWithTheNextValue() {
        SignalQuality signal = new Declaration().every(1_000L, 3_000L).signal();

        assertEquals(Long.MAX_VALUE, signal.gapDueAt());
        assertFalse(signal.gap(Long.MAX_VALUE));
        signal.judge(ts, 1, ts + 500, Double.NaN);
        assertEquals(ts + 3_500, signal.gapDueAt());
        assertFalse(signal.gap(ts + 3_499));
        assertTrue(signal.gap(ts + 3_500));
        assertEquals(Finding.GAP.bit(), signal.raised());
        assertEquals(0, signal.quality());
        assertFalse(signal.gap(ts + 9_999));
        assertEquals(Long.MAX_VALUE, signal.gapDueAt());

        assertEquals(100, signal.judge(ts + 1_000, 1, ts + 60_000, Double.NaN), "it had only come late");
        assertEquals(0, signal.raised());
        assertEquals(Finding.GAP.bit(), signal.ended());
        assertEquals(ts, signal.since(Finding.GAP));
        assertEquals("no value for 3 s, more than 3 s is a gap", signal.explain(Finding.GAP, null));
    }

    @Test
    void aDriftIsTheOneOfTheSignalAndNotOfBoth() {
        SignalQuality signal = new Declaration().drift("suction", 0.1).signal();

        // Given: an offset of 1 that is learned, while both move
        for (int i = 0; i <= 3_600; i++) {
            ts += 1_000;
            assertEquals(100, signal.judge(ts, i + 1, ts, i));
        }

        // When: it is off by 0.15 from then on
        for (int i = 0; i < 1_900; i++) {
            ts += 1_000;
            signal.judge(ts, 8.15, ts, 7);
            assertFalse(signal.holds(Finding.DRIFT));
        }
        for (int i = 0; i < 200; i++) {
            ts += 1_000;
            signal.judge(ts, 8.15, ts, 7);
        }

        // Then
        assertEquals(50, signal.quality());
        assertTrue(signal.explain(Finding.DRIFT, "bar").startsWith("has parted by 0.10"));
        assertTrue(signal.explain(Finding.DRIFT, "bar").endsWith(" bar from suction, more than 0.1 is a drift"));

        // When: there is nothing to compare, it goes on; when it is half way back, too
        judge(signal, 8, 9);
        assertTrue(signal.holds(Finding.DRIFT));
        for (int i = 0; i < 7_200; i++) {
            ts += 1_000;
            signal.judge(ts, 8.055, ts, 7);
        }
        assertTrue(signal.holds(Finding.DRIFT));
        for (int i = 0; i < 3_600; i++) {
            ts += 1_000;
            signal.judge(ts, 8.02, ts, 7);
        }
        assertFalse(signal.holds(Finding.DRIFT));
    }

    /** A signal that has learned that it stands where its reference does, and has said so for an hour since. */
    private SignalQuality learned(Declaration declaration) {
        SignalQuality signal = declaration.drift("suction", 0.1).signal();
        for (int i = 0; i < 7_200; i++) {
            ts += 1_000;
            signal.judge(ts, i, ts, i);
        }
        return signal;
    }

    @Test
    void oneValueAfterAPauseIsNoDrift() {
        SignalQuality signal = learned(new Declaration());

        ts += 86_400_000;
        signal.judge(ts, 1.5, ts, 0);
        assertEquals(100, signal.quality(), "a sixteenth of 1.5 at most");
        ts += 86_400_000;
        signal.judge(ts, 1.5, ts, 0);
        assertEquals(50, signal.quality());
    }

    @Test
    void whatIsStuckSaysNothingOfItsDrift() {
        SignalQuality signal = learned(new Declaration().stuck(2));

        for (int i = 0; i < 7_200; i++) {
            ts += 1_000;
            signal.judge(ts, 7_199, ts, 7_199 + i);
        }
        assertEquals(Set.of(Finding.STUCK), Finding.of(signal.holding()));
        ts += 1_000;
        signal.judge(ts, 5, ts, 5);
        assertEquals(100, signal.quality());
    }

    @Test
    void whatIsJudgedAgainWithAnEarlierKnownTimeMovesNoGap() {
        SignalQuality signal = new Declaration().every(1_000L, null).signal();

        signal.judge(ts, 1, ts + 900, Double.NaN);
        signal.judge(ts + 1_000, 2, ts + 300, Double.NaN);

        assertEquals(ts + 2_900, signal.gapDueAt());
    }

    @Test
    void theLowestScoreOfSeveralFindingsCounts() {
        SignalQuality signal =
                new Declaration().range(0.0, 10.0).stuck(2).skew(1_000).signal();

        judge(signal, 11);
        assertEquals(0, signal.judge(ts + 5_000, 11, ts, Double.NaN));
        assertEquals(Set.of(Finding.RANGE, Finding.STUCK, Finding.CLOCK_SKEW), Finding.of(signal.holding()));
        assertEquals(20, Finding.qualityOf(Finding.STUCK.bit() | Finding.CLOCK_SKEW.bit()));
    }

    @Test
    void valuesOutOfOrderAreNotJudged() {
        SignalQuality signal = new Declaration().signal();
        judge(signal, 1);

        assertFalse(signal.takes(ts - 1));
        assertThrows(IllegalArgumentException.class, () -> signal.judge(ts - 1, 1, ts, Double.NaN));
        assertTrue(signal.takes(ts));
        assertEquals(100, signal.judge(ts, 2, ts, Double.NaN));
    }

    @Test
    void damagedBytesAreRefused() {
        SignalQuality signal = SimulatedPressure.DECLARED.signal();
        new SimulatedPressure(1).run(signal, 1_000);
        BinaryOutput out = new BinaryOutput(256);
        signal.write(out);
        byte[] bytes = out.toBytes();
        QualityRules rules = SimulatedPressure.DECLARED.rules();

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(DamagedBytes.class, () -> SignalQuality.read(new BinaryInput(cut), rules));
        }
        int surroundingsAt = 2 + 2 * Long.BYTES + Double.BYTES + Integer.BYTES + Long.BYTES + Double.BYTES;
        for (int at : new int[] {0, 1, surroundingsAt, surroundingsAt + 1}) {
            byte[] damaged = bytes.clone();
            damaged[at] = (byte) 0xff;
            assertThrows(DamagedBytes.class, () -> SignalQuality.read(new BinaryInput(damaged), rules));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 65, 255})
    void aRowOfLateValuesThatCannotBeIsRefused(int values) {
        BinaryOutput out = new BinaryOutput(64);
        out.putLong(0);
        out.putLong(0);
        out.putByte(values);

        assertThrows(DamagedBytes.class, () -> Lateness.read(new BinaryInput(out.toBytes())));
    }

    @Test
    void aSignalWithAllRulesIsSmallAndJudgingItLeavesNoGarbage() {
        // Given
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SignalQuality signal = SimulatedPressure.DECLARED.signal();
        SimulatedPressure pressure = new SimulatedPressure(1);
        pressure.run(signal, SimulatedPressure.A_DAY);
        SignalQuality[] fleet = new SignalQuality[10_000];
        fleet[0] = signal.copy();
        BinaryOutput out = new BinaryOutput(256);
        signal.write(out);

        // When
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < fleet.length; i++) {
            fleet[i] = signal.copy();
        }
        long each = (threads.getCurrentThreadAllocatedBytes() - before) / fleet.length;
        before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000_000; i++) {
            pressure.ts += SimulatedPressure.PERIOD_MS;
            signal.judge(pressure.ts, 5 + (i & 15) * 0.01, pressure.ts, 4.8 + (i & 15) * 0.01);
        }
        long garbage = threads.getCurrentThreadAllocatedBytes() - before;

        // Then
        assertEquals(0, fleet[fleet.length - 1].holding());
        assertTrue(each <= BYTES_MAX, each + " bytes");
        assertTrue(out.toBytes().length <= BYTES_MAX, out.toBytes().length + " bytes in a checkpoint");
        assertTrue(garbage < 1_000, garbage + " bytes of garbage");
    }
}
