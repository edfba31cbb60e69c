package io.counterpart.engine.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.counterpart.contracts.identity.PropertyName;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.input.Input.ToldSignals;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RollupTest {

    @Test
    void partsOfPartsManyTimesOverDoNotOverflow() {
        Rollup rollup = new Rollup();
        ToldSignals many = new ToldSignals(1L << 49, 50L << 49, 50, null, null, 1);
        for (int i = 0; i < 1_000; i++) {
            rollup.add(many);
        }
        assertEquals(50, rollup.quality().orElseThrow());
        assertEquals(
                50L << 50,
                Objects.requireNonNull(rollup.told(new TwinId("site"), 1)).sum());
    }

    private static final PropertyName FLOW = new PropertyName("flow");
    private static final PropertyName PRESSURE = new PropertyName("pressure");
    private static final PropertyName TEMPERATURE = new PropertyName("bearing.temperature");

    private final Rollup rollup = new Rollup();

    @Test
    void withoutAJudgedSignalThereIsNoQuality() {
        assertEquals(OptionalInt.empty(), rollup.quality());
        assertNull(rollup.worst());
        assertEquals(100, rollup.worstQuality());
    }

    @Test
    void itIsTheMeanOfAllWithTheWorstByName() {
        rollup.add(PRESSURE, 100);
        rollup.add(FLOW, 20);
        rollup.add(TEMPERATURE, 61);

        assertEquals(OptionalInt.of(60), rollup.quality());
        assertEquals(FLOW, rollup.worst());
        assertEquals(20, rollup.worstQuality());
    }

    @Test
    void ofEquallyBadOnesTheFirstByNameIsTheWorstInAnyOrder() {
        rollup.add(PRESSURE, 20);
        rollup.add(FLOW, 20);
        rollup.add(PRESSURE, 20);

        assertEquals(FLOW, rollup.worst());
    }

    @Test
    void nothingIsWorstWhereNothingWasFound() {
        rollup.add(PRESSURE, 100);
        rollup.add(FLOW, 100);

        assertEquals(OptionalInt.of(100), rollup.quality());
        assertNull(rollup.worst());
    }

    @Test
    void oneFindingAmongManySignalsIsNotRoundedAway() {
        for (int i = 0; i < 1_000; i++) {
            rollup.add(FLOW, 100);
        }
        rollup.add(PRESSURE, 60);

        assertEquals(OptionalInt.of(99), rollup.quality());
    }

    @Test
    void aTwinIsItsOwnSignalsAndThoseOfItsComponents() {
        Rollup bearing = new Rollup();
        bearing.add(TEMPERATURE, 0);
        rollup.add(FLOW, 50);
        rollup.add(PRESSURE, 100);

        rollup.add(bearing);
        rollup.add(new Rollup());

        assertEquals(OptionalInt.of(50), rollup.quality());
        assertEquals(TEMPERATURE, rollup.worst());
    }

    @Test
    void aQualityIsFrom0To100() {
        assertThrows(IllegalArgumentException.class, () -> rollup.add(FLOW, -1));
        assertThrows(IllegalArgumentException.class, () -> rollup.add(FLOW, 101));
    }
}
