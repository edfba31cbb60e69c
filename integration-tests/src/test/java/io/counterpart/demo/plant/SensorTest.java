package io.counterpart.demo.plant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class SensorTest {

    @Test
    void itLagsBehindTheTruth() {
        Sensor sensor = new Sensor(new SplittableRandom(1), 10, 0, 0, 1_000);
        sensor.follow(0, 0.1);

        for (int i = 0; i < 100; i++) {
            sensor.follow(100, 0.1);
        }

        assertEquals(63.2, sensor.reading(), 0.3);
    }

    @Test
    void itKnowsOnlySoManyDigits() {
        Sensor sensor = new Sensor(new SplittableRandom(1), 1, 0.4, 0.1, 20);

        for (int i = 0; i < 500; i++) {
            sensor.follow(20, 0.1);
            assertEquals(Math.rint(sensor.reading() * 20), sensor.reading() * 20, 1e-9);
        }
    }

    @Test
    void itsNoiseIsAsLargeAsSaidAndRemembersItself() {
        ColouredNoise noise = new ColouredNoise(new SplittableRandom(1), 2, 5);
        double square = 0;
        double neighbours = 0;
        int steps = 200_000;

        for (int i = 0; i < steps; i++) {
            double before = noise.value();
            double now = noise.next(0.5);
            square += now * now / steps;
            neighbours += before * now / steps;
        }

        assertEquals(4, square, 0.3);
        assertTrue(neighbours / square > 0.85, "neighbouring values should resemble each other");
    }
}
