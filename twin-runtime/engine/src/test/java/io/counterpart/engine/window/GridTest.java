package io.counterpart.engine.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.twin.Signal.Align;
import io.counterpart.contracts.twin.Signal.Method;
import io.counterpart.engine.binary.BinaryInput;
import io.counterpart.engine.binary.BinaryOutput;
import io.counterpart.engine.binary.DamagedBytes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GridTest {

    private static final double NONE = Double.NaN;

    private static Align linear(long everyMs, long maxGapMs) {
        return new Align(new PropertyName("flow"), everyMs, Method.LINEAR, maxGapMs);
    }

    private static Align previous(long everyMs, long maxGapMs) {
        return new Align(new PropertyName("valve"), everyMs, Method.PREVIOUS, maxGapMs);
    }

    /** The rows there are, each with its instant before it. */
    private static List<List<Double>> rows(Grid grid, int signals) {
        List<List<Double>> rows = new ArrayList<>();
        double[] row = new double[signals];
        while (grid.next(row)) {
            List<Double> given = new ArrayList<>();
            given.add((double) grid.instant());
            for (double value : row) {
                given.add(value);
            }
            rows.add(given);
        }
        return rows;
    }

    @Test
    void linesAndStepsMeetAtTheInstants() {
        // Given
        Grid grid = new Grid(List.of(linear(1_000, 5_000), previous(1_000, 5_000)));
        grid.add(0, 500, 10);
        grid.add(1, 900, 1);
        grid.add(1, 2_000, 2);
        grid.add(1, 3_500, 3);

        // When
        grid.add(0, 3_500, 40);

        // Then
        assertEquals(
                List.of(List.of(1_000.0, 15.0, 1.0), List.of(2_000.0, 25.0, 2.0), List.of(3_000.0, 35.0, 2.0)),
                rows(grid, 2));
    }

    @Test
    void aRowWaitsForTheLastSignal() {
        // Given
        Grid grid = new Grid(List.of(linear(10, 100), linear(10, 100)));
        grid.add(0, 0, 0);
        grid.add(0, 100, 100);
        grid.add(1, 5, 5);
        assertTrue(rows(grid, 2).equals(List.of(List.of(0.0, 0.0, NONE))));

        // When
        grid.add(1, 20, 20);

        // Then
        assertEquals(List.of(List.of(10.0, 10.0, 10.0), List.of(20.0, 20.0, 20.0)), rows(grid, 2));
        assertEquals(20, grid.instant());
    }

    @Test
    void beyondTheGapThereIsNoValue() {
        // Given
        Grid grid = new Grid(List.of(linear(10, 25), previous(10, 25)));

        // When
        grid.add(0, 0, 1);
        grid.add(0, 30, 2);
        grid.add(0, 55, 3);
        grid.add(1, 2, 7);
        grid.add(1, 50, 8);

        // Then
        assertEquals(
                List.of(
                        List.of(0.0, 1.0, NONE),
                        List.of(10.0, NONE, 7.0),
                        List.of(20.0, NONE, 7.0),
                        List.of(30.0, 2.0, NONE),
                        List.of(40.0, 2.4, NONE),
                        List.of(50.0, 2.8, 8.0)),
                rows(grid, 2));
    }

    @Test
    void aSilentSignalIsWaitedForNoLongerThanItCouldHaveMattered() {
        // Given
        Grid grid = new Grid(List.of(linear(10, 30), previous(10, 30), linear(10, 30)));
        grid.add(0, 0, 1);
        grid.add(1, 0, 2);
        grid.add(2, 0, 3);
        grid.add(2, 30, 3);
        assertEquals(List.of(List.of(0.0, 1.0, 2.0, 3.0)), rows(grid, 3));

        // When
        grid.passed(29);

        // Then
        assertEquals(List.of(), rows(grid, 3));
        grid.passed(30);
        assertEquals(
                List.of(List.of(10.0, NONE, 2.0, 3.0), List.of(20.0, NONE, 2.0, 3.0), List.of(30.0, NONE, 2.0, 3.0)),
                rows(grid, 3));
    }

    @Test
    void anEarlierPassedSaysNothing() {
        Grid grid = new Grid(List.of(previous(10, 100)));
        grid.add(0, 0, 1);
        grid.passed(20);
        grid.passed(5);

        assertEquals(List.of(List.of(0.0, 1.0), List.of(10.0, 1.0), List.of(20.0, 1.0)), rows(grid, 1));
    }

    @Test
    void instantsWithoutAnyValueAreLeftOutHoweverMany() {
        // Given
        Grid grid = new Grid(List.of(linear(1, 10), previous(1, 2)));
        long muchLater = 1_000_000_000_000L;
        grid.add(0, 0, 1);
        grid.add(1, 0, 1);

        // When
        grid.add(0, muchLater, 2);
        grid.add(1, muchLater, 2);

        // Then
        assertEquals(
                List.of(
                        List.of(0.0, 1.0, 1.0),
                        List.of(1.0, NONE, 1.0),
                        List.of(2.0, NONE, 1.0),
                        List.of((double) muchLater, 2.0, 2.0)),
                rows(grid, 2));
    }

    @Test
    void whenNothingMoreComesTheRestIsGiven() {
        // Given
        Grid grid = new Grid(List.of(previous(10, 25), linear(10, 25)));
        grid.add(0, 0, 1);
        grid.add(1, 0, 2);
        grid.add(1, 10, 3);

        // When
        grid.passed(Long.MAX_VALUE);

        // Then
        assertEquals(List.of(List.of(0.0, 1.0, 2.0), List.of(10.0, 1.0, 3.0), List.of(20.0, 1.0, NONE)), rows(grid, 2));
    }

    @Test
    void timePassesOverLongSilenceAtOnce() {
        // Given
        Grid grid = new Grid(List.of(previous(1, 0)));
        grid.add(0, 0, 1);
        grid.passed(1_000_000_000_000L);

        // Then
        assertEquals(List.of(List.of(0.0, 1.0)), rows(grid, 1));
        grid.add(0, 1_000_000_000_001L, 2);
        assertEquals(List.of(List.of(1_000_000_000_001.0, 2.0)), rows(grid, 1));
    }

    @Test
    void theGridIsThatOfTheEpochAlsoBeforeIt() {
        Grid grid = new Grid(List.of(linear(1_000, 5_000)));
        grid.add(0, -1_500, 0);
        grid.add(0, 500, 20);

        assertEquals(List.of(List.of(-1_000.0, 5.0), List.of(0.0, 15.0)), rows(grid, 1));
    }

    @Test
    void anotherValueOfTheSameTimeTakesThePlaceOfTheOneBeforeUntilTheRowIsGiven() {
        // Given
        Grid grid = new Grid(List.of(linear(10, 100)));
        grid.add(0, 0, 1);
        grid.add(0, 0, 2);
        grid.add(0, 15, 99);
        grid.add(0, 15, 5);
        assertEquals(List.of(List.of(0.0, 2.0), List.of(10.0, 4.0)), rows(grid, 1));

        // When
        grid.add(0, 15, 7);
        grid.add(0, 25, 17);

        // Then
        assertEquals(List.of(List.of(20.0, 12.0)), rows(grid, 1));
    }

    @Test
    void aRowThatWasGivenDoesNotComeAgain() {
        // Given
        Grid grid = new Grid(List.of(previous(10, 100), previous(10, 100)));
        grid.add(0, 20, 1);
        grid.passed(25);
        assertEquals(List.of(List.of(20.0, 1.0, NONE)), rows(grid, 2));

        // When
        grid.add(1, 5, 2);
        grid.passed(30);

        // Then
        assertEquals(List.of(List.of(30.0, 1.0, 2.0)), rows(grid, 2));
    }

    @Test
    void valuesBetweenInstantsTakeNoRoom() {
        // Given
        Grid grid = new Grid(List.of(linear(1_000_000, 1_000_000), linear(1_000_000, 1_000_000)));

        // When
        for (int i = 0; i < 900_000; i += 3) {
            grid.add(0, i, i == 899_997 ? 7 : i);
        }
        grid.add(0, 1_000_003, 7);
        grid.add(1, 1_000_000, 1);

        // Then
        assertEquals(List.of(List.of(0.0, 0.0, NONE), List.of(1_000_000.0, 7.0, 1.0)), rows(grid, 2));
        assertTrue(bytes(grid).length < 200);
    }

    @Test
    void aSignalThatHasNoMoreRoomWaitsNoLonger() {
        // Given
        Grid grid = new Grid(List.of(linear(1, 10), previous(1, 10_000)));
        grid.add(1, 0, 3);
        List<List<Double>> rows = new ArrayList<>();

        // When
        for (int i = 0; i < 5_000; i++) {
            grid.add(0, i, i);
            rows.addAll(rows(grid, 2));
        }

        // Then
        assertEquals(5_000 - Grid.VALUES_MAX + 1, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(List.of((double) i, (double) i, 3.0), rows.get(i));
        }
        grid.add(1, 4_500, 4);
        List<List<Double>> others = rows(grid, 2);
        assertEquals(List.of(3_977.0, 3_977.0, 3.0), others.getFirst());
        assertEquals(List.of(4_500.0, 4_500.0, 4.0), others.getLast());
    }

    @Test
    void aSignalWithoutRoomPassesOverLongSilenceAtOnce() {
        // Given
        Grid grid = new Grid(List.of(linear(1, 10), linear(1, 10)));
        grid.add(0, 0, 1);

        // When
        for (int i = 0; i < Grid.VALUES_MAX - 1; i++) {
            grid.add(0, 1_000_000_000_000L + i, i);
        }

        // Then
        assertEquals(List.of(List.of(0.0, 1.0, NONE)), rows(grid, 2));
        grid.add(0, 1_000_000_001_023L, 1_023);
        assertEquals(List.of(List.of(1_000_000_000_000.0, 0.0, NONE)), rows(grid, 2));
    }

    @Test
    void whoDoesNotAskForRowsIsToldSo() {
        // Given
        Grid grid = new Grid(List.of(linear(1, 10), linear(1, 10)));
        for (int i = 0; i < Grid.VALUES_MAX; i++) {
            grid.add(0, i, i);
        }

        // Then
        assertThrows(IllegalStateException.class, () -> grid.add(0, 5_000, 1));
        rows(grid, 2);
        grid.add(0, 5_000, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {NONE, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNotFiniteIsRefused(double value) {
        assertThrows(IllegalArgumentException.class, () -> new Grid(List.of(linear(1, 1))).add(0, 0, value));
    }

    @Test
    void anEarlierTimeARowOfAnotherLengthAndStepsThatDifferAreRefused() {
        Grid grid = new Grid(List.of(linear(10, 10)));
        grid.add(0, 10, 1);

        assertThrows(IllegalArgumentException.class, () -> grid.add(0, 9, 1));
        assertThrows(IllegalArgumentException.class, () -> grid.next(new double[2]));
        assertThrows(IllegalArgumentException.class, () -> new Grid(List.of(linear(10, 1), linear(20, 1))));
        assertThrows(IllegalArgumentException.class, () -> new Grid(List.of()));
    }

    @Test
    void anEmptyGridHasNoRows() {
        Grid grid = new Grid(List.of(linear(10, 10)));
        grid.passed(1_000);

        assertFalse(grid.next(new double[1]));
        assertEquals(Long.MIN_VALUE, grid.instant());
        assertArrayEquals(bytes(grid), bytes(Grid.read(new BinaryInput(bytes(grid)), List.of(linear(10, 10)))));
    }

    @Test
    void bytesThatCannotHaveBeenWrittenAreDamaged() {
        Grid grid = new Grid(List.of(linear(10, 10)));
        grid.add(0, 12, 1);

        assertThrows(DamagedBytes.class, () -> Grid.read(new BinaryInput(bytes(grid)), List.of(linear(11, 10))));
    }

    private static byte[] bytes(Grid grid) {
        BinaryOutput out = new BinaryOutput(128);
        grid.write(out);
        return out.toBytes();
    }
}
