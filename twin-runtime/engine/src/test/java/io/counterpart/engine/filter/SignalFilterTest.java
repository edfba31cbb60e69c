package io.counterpart.engine.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.twin.Signal;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignalFilterTest {

    private static final long START_MS = 1_700_000_000_000L;

    private static SignalFilter filter(
            @Nullable Integer median, @Nullable Double ratePerSecond, @Nullable Double deadband) {
        return new SignalFilter(new Signal.Filter(median, ratePerSecond, deadband));
    }

    /** The outputs for one value a second. */
    private static double[] outputs(SignalFilter filter, double... values) {
        double[] outputs = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            outputs[i] = filter.next(START_MS + i * 1_000L, values[i]);
        }
        return outputs;
    }

    @Test
    void withoutPartsValuesPassAsTheyAre() {
        assertArrayEquals(
                new double[] {3, -0.0, 1e300, -1e300}, outputs(filter(null, null, null), 3, -0.0, 1e300, -1e300));
    }

    /** The textbook example of a median filter, (2, 3, 80, 6, 2, 3) by three, as soon as there are three. */
    @Test
    void aMedianOfThreeTakesOutASingleOutlier() {
        assertArrayEquals(new double[] {2, 2, 3, 6, 6, 3}, outputs(filter(3, null, null), 2, 3, 80, 6, 2, 3));
    }

    @Test
    void aMedianBeginsWithThoseThereAreAndTakesTheLowerOfTwoInTheMiddle() {
        assertArrayEquals(new double[] {9, 1, 5, 3, 5, 4}, outputs(filter(5, null, null), 9, 1, 5, 3, 7, 4));
    }

    @Test
    void aStepPassesAMedianAfterHalfOfItsValues() {
        assertArrayEquals(
                new double[] {0, 0, 0, 0, 0, 0, 0, 1, 1}, outputs(filter(5, null, null), 0, 0, 0, 0, 0, 1, 1, 1, 1));
    }

    @Test
    void aRateLimitFollowsByTheTimeThatPassed() {
        // Given
        SignalFilter filter = filter(null, 2.0, null);

        // Then
        assertEquals(10, filter.next(0, 10));
        assertEquals(12, filter.next(1_000, 100));
        assertEquals(13, filter.next(1_500, 100));
        assertEquals(100, filter.next(60_000, 100));
        assertEquals(99.9, filter.next(60_050, 0), 1e-12);
        assertEquals(99.9, filter.next(60_100, 99.9));
    }

    @Test
    void aDeadbandHoldsUntilItIsLeftAndThenTakesTheValue() {
        // Given
        SignalFilter filter = filter(null, null, 0.5);

        // Then
        assertArrayEquals(
                new double[] {10, 10, 10, 10.75, 10.75, 10.125}, outputs(filter, 10, 10.5, 9.5, 10.75, 10.25, 10.125));
    }

    @Test
    void onlyAnOutputThatChangedHasMoved() {
        // Given
        SignalFilter filter = filter(null, null, 0.5);

        // Then
        assertFalse(filter.hasMoved());
        assertTrue(Double.isNaN(filter.output()));
        filter.next(0, 10);
        assertTrue(filter.hasMoved());
        filter.next(1, 10.5);
        assertFalse(filter.hasMoved());
        filter.next(2, 11);
        assertTrue(filter.hasMoved());
        assertEquals(11, filter.output());
    }

    @Test
    void thePartsWorkInTheirOrder() {
        // The outlier 90 is gone before the rate limit sees it, and the band holds what the rate limit gave.
        assertArrayEquals(new double[] {0, 0, 0, 0, 2, 2, 4}, outputs(filter(3, 1.0, 1.5), 0, 0, 90, 8, 8, 8, 8));
    }

    @Test
    void anotherValueOfTheSameTimeTakesThePlaceOfTheOneBefore() {
        // Given
        SignalFilter once = filter(3, 5.0, 0.5);
        SignalFilter twice = filter(3, 5.0, 0.5);
        double[] values = {1, 9, 3, 4, 40, 2, 7};

        // When
        for (int i = 0; i < values.length; i++) {
            once.next(i * 1_000L, values[i]);
            twice.next(i * 1_000L, 1e6 - i);
            twice.next(i * 1_000L, values[i]);

            // Then
            assertEquals(once.output(), twice.output());
            assertArrayEquals(bytes(once), bytes(twice));
        }
    }

    @Test
    void aValueThatIsTakenBackMovesTheOutputBack() {
        // Given
        SignalFilter filter = filter(null, null, 0.5);
        filter.next(0, 5);
        filter.next(1_000, 9);

        // When
        filter.next(1_000, 5);

        // Then
        assertEquals(5, filter.output());
        assertTrue(filter.hasMoved());
        filter.next(1_000, 5);
        assertFalse(filter.hasMoved());
    }

    @Test
    void aStepThatIsSmallerThanTheLastPlaceIsNotLostForGood() {
        // Given
        SignalFilter filter = filter(null, 1e-3, null);
        filter.next(0, 1e16);

        // When
        for (int i = 1; i <= 1_000_000; i++) {
            filter.next(i * 1_000L, 2e16);
        }

        // Then
        assertEquals(1e16 + 1_000, filter.output(), 2);
    }

    @Test
    void hugeStepsDoNotOverflow() {
        SignalFilter filter = filter(3, 1e308, 1.0);
        assertArrayEquals(new double[] {Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE}, new double[] {
            filter.next(0, Double.MAX_VALUE),
            filter.next(1_000_000, -Double.MAX_VALUE),
            filter.next(2_000_000, -Double.MAX_VALUE)
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5, 31})
    void oddMediansAreTaken(int values) {
        assertEquals(1, filter(values, null, null).next(0, 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-3, 0, 1, 2, 4, 30, 32, 33})
    void otherMediansAreRefused(int values) {
        assertThrows(IllegalArgumentException.class, () -> filter(values, null, null));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void aRateIsMoreThanNothing(double rate) {
        assertThrows(IllegalArgumentException.class, () -> filter(null, rate, null));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
    void aDeadbandIsNotNegative(double band) {
        assertThrows(IllegalArgumentException.class, () -> filter(null, null, band));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefusedAndLeavesNoTrace(double value) {
        // Given
        SignalFilter filter = filter(3, 1.0, 1.0);
        filter.next(0, 1);
        byte[] before = bytes(filter);

        // Then
        assertThrows(IllegalArgumentException.class, () -> filter.next(1, value));
        assertArrayEquals(before, bytes(filter));
    }

    @Test
    void anEarlierTimeIsRefused() {
        SignalFilter filter = filter(null, null, null);
        filter.next(10, 1);

        assertThrows(IllegalArgumentException.class, () -> filter.next(9, 1));
    }

    @Test
    void bytesThatCannotHaveBeenWrittenAreDamaged() {
        // Given
        Signal.Filter five = new Signal.Filter(5, null, null);
        Signal.Filter three = new Signal.Filter(3, null, null);
        SignalFilter filter = new SignalFilter(five);
        outputs(filter, 1, 2, 3, 4);
        byte[] bytes = bytes(filter);
        BinaryOutput halfEmpty = new BinaryOutput(64);
        halfEmpty.putLong(1);
        for (int i = 0; i < 9; i++) {
            halfEmpty.putDouble(Double.NaN);
        }

        // Then
        assertThrows(DamagedBytes.class, () -> SignalFilter.read(new BinaryInput(bytes), three));
        assertThrows(
                DamagedBytes.class,
                () -> SignalFilter.read(new BinaryInput(halfEmpty.toBytes()), new Signal.Filter(null, null, null)));
    }

    private static byte[] bytes(SignalFilter filter) {
        BinaryOutput out = new BinaryOutput(128);
        filter.write(out);
        return out.toBytes();
    }
}
