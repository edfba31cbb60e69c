package io.counterpart.demo.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class PumpingStationTest {
    private static final Instant START = Instant.parse("2026-11-22T17:00:00Z");
    private static final int STEPS_A_MINUTE = 600;

    @Test
    void whatComesIntoTheWellEitherLeavesItOrStandsInIt() {
        PumpingStation station = PumpingStation.started(7, START);
        double before = station.well().volumeM3() + station.well().spilledM3();
        double cameIn = 0;
        double wentOut = 0;

        for (int i = 0; i < 60 * STEPS_A_MINUTE; i++) {
            double flowBefore = station.pump1().flow() + station.pump2().flow();
            station.step();
            cameIn += station.inflowM3PerS() * PumpingStation.STEP_S;
            wentOut += (flowBefore + station.pump1().flow() + station.pump2().flow()) / 2 * PumpingStation.STEP_S;
        }

        double stands = station.well().volumeM3() + station.well().spilledM3() - before;
        assertEquals(cameIn - wentOut, stands, 0.002 * cameIn);
    }

    @Test
    void theSameSeedAndStartGiveTheSamePlant() {
        assertEquals(tenMinutes(7), tenMinutes(7));
    }

    @Test
    void itsPumpsHoldTheLevelThatIsWanted() {
        PumpingStation station = PumpingStation.started(7, START);
        for (double wanted : List.of(1.4, 2.4)) {
            station.holdLevelAt(wanted);
            run(station, 20);

            assertEquals(wanted, station.well().levelM(), 0.2);
        }
    }

    @Test
    void anotherSeedGivesAnotherPlant() {
        assertNotEquals(tenMinutes(7), tenMinutes(8));
    }

    private static List<Telegram> tenMinutes(long seed) {
        PumpingStation station = PumpingStation.started(seed, START);
        List<Telegram> telegrams = new ArrayList<>();
        for (int i = 0; i < 10 * STEPS_A_MINUTE; i++) {
            station.step();
            if (i % 10 == 0) {
                telegrams.addAll(station.telegrams());
            }
        }
        return telegrams;
    }

    @Test
    void theWearOfPump2ShowsInVibrationTemperatureAndCurrentAgainstItsNeighbour() {
        PumpingStation station = PumpingStation.started(7, START);

        Map<String, Double> sound = meanDifferences(station, 2);
        run(station, 14);
        Map<String, Double> worn = meanDifferences(station, 2);

        assertTrue(difference(sound, "vibration") < 0.3, sound::toString);
        assertTrue(difference(worn, "vibration") > 3, worn::toString);
        assertTrue(
                difference(worn, "bearingTemperature") > difference(sound, "bearingTemperature") + 25, worn::toString);
        assertTrue(difference(worn, "current") > difference(sound, "current") + 0.3, worn::toString);
    }

    @Test
    void theWearShowsWithinTheFirstMinutes() {
        PumpingStation station = PumpingStation.started(7, START);
        Map<String, Double> sound = meanDifferences(station, 1);
        run(station, 5);

        Map<String, Double> after = meanDifferences(station, 1);

        assertTrue(difference(after, "vibration") > difference(sound, "vibration") + 0.4, after::toString);
    }

    @Test
    void theRepairedBearingIsAsNewAndWearsAgain() {
        assertEquals(0, BearingWear.wear(60));
        assertTrue(BearingWear.wear(19 * 60) > 0.9);
        assertTrue(BearingWear.underRepair(21 * 60));
        assertEquals(0, BearingWear.wear(23 * 60));
        assertTrue(BearingWear.wear(41 * 60) > 0.9);
    }

    @Test
    void theOtherPumpTakesOverDuringTheRepair() {
        PumpingStation station = PumpingStation.started(7, START);

        run(station, 21.5);

        assertEquals(0, station.pump2().flow());
        assertTrue(Water.perHour(station.pump1().flow()) > 50);
        assertEquals("maintenance", values(station, "pump-2").get("mode"));
    }

    @Test
    void aDayHasOnePumpAndBothAndCavitationAndTheWellNeitherSpillsNorRunsDry() {
        PumpingStation station = PumpingStation.started(7, START);
        Set<Object> modes = new HashSet<>();
        double worstCavitation = 0;
        double lowestLevel = Double.MAX_VALUE;

        for (int i = 0; i < 24 * 60 * STEPS_A_MINUTE; i++) {
            station.step();
            worstCavitation = Math.max(worstCavitation, station.pump1().cavitation());
            lowestLevel = Math.min(lowestLevel, station.well().levelM());
            if (i % STEPS_A_MINUTE == 0) {
                modes.add(values(station, "pump-1").get("mode"));
            }
        }

        assertEquals(Set.of("lead", "lag", "standby"), modes);
        assertTrue(worstCavitation > 0.1, "no cavitation at any time");
        assertTrue(lowestLevel > 0.8, "the well ran low");
        assertEquals(0, station.well().spilledM3());
    }

    @Test
    void everyDeviceOfTheStationSpeaks() {
        PumpingStation station = PumpingStation.started(7, START);

        List<String> speaking =
                station.telegrams().stream().map(Telegram::device).toList();

        assertEquals(PumpingStation.DEVICES, speaking);
    }

    /** Of what pump-2 says from what pump-1 says, once a second. */
    private static Map<String, Double> meanDifferences(PumpingStation station, int minutes) {
        Map<String, Double> means = new HashMap<>();
        for (int second = 0; second < minutes * 60; second++) {
            run(station, 1 / 60.0);
            for (String property : List.of("vibration", "bearingTemperature", "current")) {
                double difference = number(station, "pump-2", property) - number(station, "pump-1", property);
                means.merge(property, difference / (minutes * 60), Double::sum);
            }
        }
        return means;
    }

    private static double number(PumpingStation station, String device, String property) {
        return values(station, device).get(property) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static double difference(Map<String, Double> differences, String property) {
        return differences.getOrDefault(property, Double.NaN);
    }

    private static Map<String, Object> values(PumpingStation station, String device) {
        return station.telegrams().stream()
                .filter(telegram -> telegram.device().equals(device))
                .findFirst()
                .orElseThrow()
                .values();
    }

    private static void run(PumpingStation station, double minutes) {
        for (int i = 0; i < minutes * STEPS_A_MINUTE; i++) {
            station.step();
        }
    }
}
