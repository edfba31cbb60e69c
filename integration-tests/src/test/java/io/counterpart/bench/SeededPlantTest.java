package io.counterpart.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.bench.SeededPlant.Level;
import io.counterpart.contracts.identity.GroupId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.contracts.identity.TypeId;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class SeededPlantTest {

    @Test
    void thePlantHasAHundredThousandTwins() {
        assertEquals(100_000, SeededPlant.TWINS);
        assertEquals(
                SeededPlant.TWINS,
                Stream.of(Level.values()).mapToInt(Level::count).sum());
    }

    @Test
    void everyTwinHasAPressureOfItsOwnSoThatSharesAreKnown() {
        double[] pressures = IntStream.range(0, SeededPlant.TWINS)
                .mapToDouble(SeededPlant::pressure)
                .toArray();

        assertEquals(
                SeededPlant.TWINS,
                IntStream.range(0, pressures.length)
                        .mapToObj(i -> pressures[i])
                        .distinct()
                        .count());
        assertEquals(50_000, count(pressures, 5));
        assertEquals(1_000, count(pressures, 9.9));
        assertEquals(0, count(pressures, 10));
    }

    private static long count(double[] pressures, double least) {
        return java.util.Arrays.stream(pressures).filter(one -> one >= least).count();
    }

    @Test
    void aStationsTwinsStandInItsGroup() {
        assertEquals(new TypeId("dtmi:com:example:bench:Sensor;1"), Level.SENSOR.type());
        assertEquals(new TwinId("sensor-84"), Level.SENSOR.twin(84));
        assertEquals(new GroupId("station-0"), Level.SENSOR.group(83));
        assertEquals(new GroupId("station-1"), Level.SENSOR.group(84));
        assertTrue(Level.SENSOR.group(Level.SENSOR.count() - 1).value().endsWith("-999"));
    }
}
