package io.counterpart.engine.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.twin.Signal.Statistic;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlidingWindowTest {

    private static SlidingWindow of(double... values) {
        SlidingWindow window = new SlidingWindow(1_000_000);
        for (int i = 0; i < values.length; i++) {
            window.add(i, values[i]);
        }
        return window;
    }

    /** What R's quantile(1:10, c(.05, .25, .5, .75, .95, .99)) gives, whose default is type 7. */
    @ParameterizedTest
    @CsvSource({"P5, 1.45", "P25, 3.25", "P50, 5.5", "P75, 7.75", "P95, 9.55", "P99, 9.91"})
    void percentilesAreThoseOfR(Statistic percentile, double expected) {
        assertEquals(expected, of(7, 3, 10, 1, 5, 9, 2, 8, 6, 4).statistic(percentile), 1e-15);
    }

    @Test
    void percentilesOfFewAreInterpolatedByHand() {
        assertEquals(3, of(3).statistic(Statistic.P99));
        assertEquals(2.5, of(4, 1).statistic(Statistic.P50));
        assertEquals(1.75, of(4, 1).statistic(Statistic.P25));
        assertEquals(20, of(15, 20, 35, 40, 50).statistic(Statistic.P25));
        assertEquals(48, of(15, 20, 35, 40, 50).statistic(Statistic.P95));
    }

    /** The statistical reference datasets of NIST for univariate summaries, with their certified means and deviations. */
    @Test
    void meanAndDeviationAreThoseThatNistCertifies() {
        assertCertified(3, i -> new double[] {10_000_001, 10_000_003, 10_000_002}[i], 10_000_002, 1);
        assertCertified(1_001, i -> i == 0 ? 1.2 : i % 2 == 1 ? 1.1 : 1.3, 1.2, 0.1);
        assertCertified(1_001, i -> i == 0 ? 1_000_000.2 : i % 2 == 1 ? 1_000_000.1 : 1_000_000.3, 1_000_000.2, 0.1);
        assertCertified(
                1_001, i -> i == 0 ? 10_000_000.2 : i % 2 == 1 ? 10_000_000.1 : 10_000_000.3, 10_000_000.2, 0.1);
    }

    private static void assertCertified(int count, IntToDoubleFunction values, double mean, double deviation) {
        SlidingWindow window = new SlidingWindow(1_000_000);
        for (int i = 0; i < count; i++) {
            window.add(i, values.applyAsDouble(i));
        }

        assertEquals(mean, window.statistic(Statistic.MEAN), Math.ulp(mean));
        // The decimals are not doubles: what rounding them to doubles costs is all that is lost.
        assertEquals(deviation, window.statistic(Statistic.STDDEV), 2 * Math.ulp(mean));
    }

    @Test
    void smallValuesBesideHugeOnesAreNotLost() {
        assertEquals(1e-3 / 3, of(1e16, 1e-3, -1e16).statistic(Statistic.MEAN));
        assertEquals(Math.sqrt(2.0 / 3), of(1e15, 1e15 + 1, 1e15 - 1, 1e15).statistic(Statistic.STDDEV));
    }

    @Test
    void aMeanBetweenTwoDoublesGoesToTheNearer() {
        double ulp = Math.ulp(1.0);

        assertEquals(1, of(4, 2 * ulp, 0, 0).statistic(Statistic.MEAN));
        assertEquals(1 + ulp, of(4, 2 * ulp, 1e-300, 0).statistic(Statistic.MEAN));
        assertEquals(1, of(4, 2 * ulp, -1e-300, 0).statistic(Statistic.MEAN));
        assertEquals(1 + 2 * ulp, of(4, 6 * ulp, 0, 0).statistic(Statistic.MEAN));
        assertEquals(0, of(Double.MIN_VALUE, 0).statistic(Statistic.MEAN));
        assertEquals(Double.MIN_VALUE, of(Double.MIN_VALUE, Double.MIN_VALUE, 0).statistic(Statistic.MEAN));
        assertEquals(-Double.MIN_VALUE, of(-Double.MIN_VALUE).statistic(Statistic.MEAN));
    }

    /** However little there is beyond the middle. */
    @Test
    void aMeanJustBeyondTheMiddleOfTwoDoublesGoesUp() {
        double ulp = Math.ulp(1.0);
        for (int power = -55; power > -1_000; power--) {
            double little = Math.scalb(1.0, power);

            assertEquals(1 + ulp, of(4, 2 * ulp, little, 0).statistic(Statistic.MEAN));
            assertEquals(1 + ulp, of(3, 1.5 * ulp, little).statistic(Statistic.MEAN));
        }
    }

    @Test
    void aMeanOfTheSmallestDoublesIsRoundedOnce() {
        double odd = Math.scalb(1.0, -1_023) + Double.MIN_VALUE;

        assertEquals(odd, of(odd, odd, Math.nextUp(odd)).statistic(Statistic.MEAN));
        assertEquals(-odd, of(-odd, -odd, Math.nextDown(-odd)).statistic(Statistic.MEAN));
    }

    /** Wherever the values' bits stand in the digits of the sum. */
    @Test
    void theMeanOfTenThousandThatAreTheSameIsTheSame() {
        for (int power = 0; power < 32; power++) {
            // Given
            double value = Math.scalb(Math.nextDown(2.0), power);
            SlidingWindow window = new SlidingWindow(1_000_000);

            // When
            for (int i = 0; i < SlidingWindow.VALUES_MAX; i++) {
                window.add(i, value);
            }

            // Then
            assertEquals(value, window.statistic(Statistic.MEAN));
            assertEquals(0, window.statistic(Statistic.STDDEV));
        }
    }

    @Test
    void nothingOverflowsOnTheWay() {
        double max = Double.MAX_VALUE;

        assertEquals(max, of(max, max, max).statistic(Statistic.MEAN));
        assertEquals(0, of(max, max, max).statistic(Statistic.STDDEV));
        assertEquals(0, of(max, -max).statistic(Statistic.P50));
        assertEquals(1e300 * Math.sqrt(2), of(1e300, -1e300).statistic(Statistic.STDDEV), 1e285);
        assertEquals(1e-300 * Math.sqrt(2), of(1e-300, -1e-300).statistic(Statistic.STDDEV), 1e-315);
    }

    @Test
    void whatLeavesTheWindowLeavesNoTrace() {
        // Given
        SlidingWindow window = new SlidingWindow(10);
        for (int i = 0; i < 1_000_000; i++) {
            window.add(i, i % 7 == 0 ? 1e16 : 1e-3 * i);
            if (i == 0) {
                askAll(window);
            }
        }

        // When
        for (int i = 0; i < 10; i++) {
            window.add(1_000_000 + i, 1e-3);
        }

        // Then
        assertEquals(1e-3, window.statistic(Statistic.MEAN));
        assertEquals(0, window.statistic(Statistic.STDDEV));
        assertEquals(1e-3, window.statistic(Statistic.MAX));
    }

    @Test
    void theOldEndIsOutAndTheNewEndIsIn() {
        // Given
        SlidingWindow window = new SlidingWindow(10);
        window.add(100, 1);
        window.add(101, 2);

        // When
        window.add(110, 3);

        // Then
        assertEquals(2, window.count());
        assertEquals(2, window.statistic(Statistic.MIN));
        window.advanceTo(111);
        assertEquals(1, window.count());
        window.advanceTo(119);
        assertEquals(1, window.count());
        window.advanceTo(120);
        assertEquals(0, window.count());
        assertEquals(120, window.end());
    }

    @ParameterizedTest
    @EnumSource
    void ofNoValuesThereIsNothingToTell(Statistic statistic) {
        // Given
        SlidingWindow emptied = of(1, 2);
        askAll(emptied);

        // When
        emptied.advanceTo(2_000_000);

        // Then
        assertEquals(statistic == Statistic.COUNT ? 0 : Double.NaN, emptied.statistic(statistic));
        assertEquals(statistic == Statistic.COUNT ? 0 : Double.NaN, new SlidingWindow(1).statistic(statistic));
    }

    @Test
    void aDeviationIsOfTwoAtLeast() {
        assertTrue(Double.isNaN(of(1).statistic(Statistic.STDDEV)));
        assertEquals(0, of(1, 1).statistic(Statistic.STDDEV));
    }

    @ParameterizedTest
    @EnumSource
    void anotherValueOfTheSameTimeTakesThePlaceOfTheOneBefore(Statistic statistic) {
        // Given
        SlidingWindow window = of(5, 3, 9);
        askAll(window);

        // When
        window.add(2, -40);
        window.add(2, 4);

        // Then
        assertEquals(3, window.count());
        assertEquals(of(5, 3, 4).statistic(statistic), window.statistic(statistic));
    }

    @Test
    void beyondItsLimitTheOldestGoAndItSaysSoForAsLongAsTheyAreMissed() {
        // Given
        SlidingWindow window = new SlidingWindow(100, 3);
        window.add(0, 50);
        window.add(10, 1);
        window.add(20, 2);
        askAll(window);
        assertFalse(window.isTruncated());

        // When
        window.add(30, 3);

        // Then
        assertTrue(window.isTruncated());
        assertEquals(3, window.count());
        assertEquals(3, window.statistic(Statistic.MAX));
        assertEquals(2, window.statistic(Statistic.MEAN));
        window.advanceTo(99);
        assertTrue(window.isTruncated());
        window.advanceTo(100);
        assertFalse(window.isTruncated());
    }

    @Test
    void theLargestWindowHoldsTenThousand() {
        // Given
        SlidingWindow window = new SlidingWindow(1_000_000);
        askAll(window);

        // When
        for (int i = 0; i <= SlidingWindow.VALUES_MAX; i++) {
            window.add(i, i);
        }

        // Then
        assertEquals(10_000, window.count());
        assertTrue(window.isTruncated());
        assertEquals(1, window.statistic(Statistic.MIN));
        assertEquals(5_000.5, window.statistic(Statistic.MEAN));
        assertEquals(Math.sqrt(10_000.0 * 10_001 / 12), window.statistic(Statistic.STDDEV), 1e-12);
        assertEquals(9_900.01, window.statistic(Statistic.P99), 1e-11);
    }

    @Test
    void aValueThatReplacesTakesNoRoom() {
        // Given
        SlidingWindow window = new SlidingWindow(100, 2);
        window.add(0, 1);
        window.add(1, 2);

        // When
        window.add(1, 3);

        // Then
        assertFalse(window.isTruncated());
        assertEquals(2, window.statistic(Statistic.MEAN));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "-1, 1", "1, 0", "1, 10001"})
    void lengthAndLimitHaveBounds(long lengthMs, int limit) {
        assertThrows(IllegalArgumentException.class, () -> new SlidingWindow(lengthMs, limit));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefusedAndLeavesNoTrace(double value) {
        // Given
        SlidingWindow window = of(1, 2);
        byte[] before = bytes(window);

        // Then
        assertThrows(IllegalArgumentException.class, () -> window.add(10, value));
        assertArrayEquals(before, bytes(window));
    }

    @Test
    void anEarlierTimeIsRefused() {
        SlidingWindow window = of(1, 2);
        window.advanceTo(10);

        assertThrows(IllegalArgumentException.class, () -> window.add(9, 1));
        assertThrows(IllegalArgumentException.class, () -> window.advanceTo(9));
    }

    @Test
    void bytesThatCannotHaveBeenWrittenAreDamaged() {
        byte[] three = bytes(of(1, 2, 3));

        assertDamaged(three, 1_000_000, 2);
        assertDamaged(three, 2, 10);
        assertDamaged(written(0, 0, 1, 1, 2), 1_000, 10);
        assertDamaged(written(5, 0, Double.NaN, 1, 2), 1_000, 10);
        assertDamaged(written(5, 1, 1, 1, 2), 1_000, 10);
        assertEquals(
                2,
                SlidingWindow.read(new BinaryInput(written(5, 0, 1, 3, 2)), 1_000, 10)
                        .count());
    }

    private static byte[] written(long end, long firstTs, double first, long secondTs, double second) {
        BinaryOutput out = new BinaryOutput(64);
        out.putLong(end);
        out.putLong(Long.MIN_VALUE);
        out.putInt(2);
        out.putLong(firstTs);
        out.putDouble(first);
        out.putLong(secondTs);
        out.putDouble(second);
        return out.toBytes();
    }

    private static void assertDamaged(byte[] bytes, long lengthMs, int limit) {
        assertThrows(DamagedBytes.class, () -> SlidingWindow.read(new BinaryInput(bytes), lengthMs, limit));
    }

    private static void askAll(SlidingWindow window) {
        for (Statistic statistic : Statistic.values()) {
            window.statistic(statistic);
        }
    }

    private static byte[] bytes(SlidingWindow window) {
        BinaryOutput out = new BinaryOutput(128);
        window.write(out);
        return out.toBytes();
    }
}
