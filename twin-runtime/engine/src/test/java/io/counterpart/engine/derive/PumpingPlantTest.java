package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.counterpart.engine.derive.Plant.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the operators of a pumping plant derive; the same expressions stand in docs/architecture/derived-properties.md. */
class PumpingPlantTest {

    /**
     * Magnus's formula, over water, with the coefficients of Sonntag (1990) that WMO-No. 8, annex 4.B, has as well. The logarithm of the vapour pressure's
     * share stands in it twice, so that it is a derived property of its own.
     */
    private static final String VAPOUR =
            "ln(humidity / 100) + 17.62 * number(temperature, 'degC') / (243.12 + number(temperature, 'degC'))";

    private static final String DEW_POINT = "quantity(243.12 * ratio / (17.62 - ratio), 'degC')";

    @Test
    void hydraulicPowerIsFlowTimesPressure() {
        Given given = Given.none().with("flow", 360.0).with("pressure", 5.0);

        // 0.1 m3/s times 500 kPa.
        assertEquals(50, Plant.number(Plant.compile("flow * pressure", "kilowatt"), given), 1e-12);
    }

    @Test
    void efficiencyIsGuardedAgainstAPumpThatStands() {
        Expression efficiency =
                Plant.compile("power > 0.1 ? clamp(flow * pressure / power * 100, 0, 100) : 0", "percent");

        assertEquals(
                62.5,
                Plant.number(
                        efficiency,
                        Given.none().with("flow", 360.0).with("pressure", 5.0).with("power", 80.0)),
                1e-12);
        assertEquals(
                0,
                Plant.number(
                        efficiency,
                        Given.none().with("flow", 0.0).with("pressure", 5.0).with("power", 0.0)));
    }

    @Test
    void withoutTheGuardAPumpThatStandsHasNoEfficiency() {
        Given standing = Given.none().with("flow", 0.0).with("pressure", 5.0).with("power", 0.0);

        assertEquals(
                new Result.Failed(16, "It would divide by zero."),
                Plant.compile("flow * pressure / power * 100", "percent").evaluate(standing));
    }

    @Test
    void specificEnergyIsPowerPerFlow() {
        Given given = Given.none().with("flow", 400.0).with("power", 80.0);

        // 80 kWh for 400 m3.
        assertEquals(0.2, Plant.number(Plant.compile("power / flow", "kW.h/m3"), given), 1e-12);
    }

    @Test
    void headIsPressureByDensityAndGravity() {
        Given given = Given.none().with("pressure", 3.0).with("density", 998.0).with("suction", 0.0);

        // 300 kPa by 998 kg/m3 by 9.80665 m/s2.
        assertEquals(
                30.6528,
                Plant.number(
                        Plant.compile("(pressure - suction) / (density * quantity(9.80665, 'm/s2'))", "metre"), given),
                1e-4);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "0.5, 5", "1, 10", "1.75, 25", "2, 30"})
    void aTanksVolumeFollowsFromItsLevel(double level, double volume) {
        assertEquals(
                volume,
                Plant.number(
                        Plant.compile("lookup(level, [0, 1, 2], [0, 10, 30])", "cubicMetre"),
                        Given.none().with("level", level)));
    }

    @Test
    void aLevelOutsideOfTheTableHasNoVolumeUnlessItIsHeld() {
        Given high = Given.none().with("level", 2.01);

        assertInstanceOf(
                Result.Failed.class,
                Plant.compile("lookup(level, [0, 1, 2], [0, 10, 30])", "cubicMetre")
                        .evaluate(high));
        assertEquals(
                30,
                Plant.number(Plant.compile("lookup(clamp(level, 0, 2), [0, 1, 2], [0, 10, 30])", "cubicMetre"), high));
    }

    /** Figures of printed dew point tables, to a tenth of a degree. */
    @ParameterizedTest
    @CsvSource({"20, 30, 1.9", "20, 50, 9.3", "20, 70, 14.4", "22, 45, 9.5", "25, 60, 16.7", "12.5, 100, 12.5"})
    void theDewPointFollowsFromTemperatureAndHumidity(double temperature, double humidity, double expected) {
        double vapour = Plant.number(
                Plant.compile(VAPOUR, "unity"),
                Given.none().with("temperature", temperature).with("humidity", humidity));

        double dewPoint = Plant.number(
                Plant.compile(DEW_POINT, "degreeCelsius"), Given.none().with("ratio", vapour));

        assertEquals(expected, dewPoint, 0.06);
    }

    @Test
    void shaftPowerIsTorqueTimesSpeed() {
        Given given = Given.none().with("torque", 100.0).with("pump.speed", 1_500.0);

        assertEquals(15.708, Plant.number(Plant.compile("torque * pump.speed", "kilowatt"), given), 1e-3);
    }

    @Test
    void speedAtARimIsAngularVelocityTimesRadiusWithoutTheRadian() {
        Given given = Given.none().with("pump.speed", 60.0).with("arm", 0.5);

        assertEquals(
                StrictMath.PI,
                Plant.number(
                        Plant.compile("quantity(number(pump.speed, 'rad/s'), '/s') * arm", "metrePerSecond"), given),
                1e-12);
    }

    @Test
    void flowByAnOrificeIsAFormulaForNumbers() {
        Given given = Given.none().with("pressure", 0.1);

        assertEquals(124, Plant.number(Plant.compile("12.4 * sqrt(number(pressure, 'mbar'))", "m3/h"), given), 1e-9);
    }

    @Test
    void pumpsThatRunAreCounted() {
        Given given = Given.none().with("running", true).with("standby", false);

        assertEquals(1, Plant.number(Plant.compile("size([running, standby, true].filter(r, r)) - 1", "unity"), given));
    }

    @Test
    void heatIsFlowTimesDensityTimesTheDifferenceOfTemperatures() {
        Given given = Given.none()
                .with("flow", 3.6)
                .with("density", 1_000.0)
                .with("temperature", 60.0)
                .with("outside", 40.0);

        // 1 kg/s, 20 K, 4.19 kJ/(kg·K).
        assertEquals(
                83.8,
                Plant.number(
                        Plant.compile(
                                "flow * density * quantity(4.19, 'kJ/(kg.K)') * (temperature - outside)", "kilowatt"),
                        given),
                1e-9);
    }

    @Test
    void oldOrDoubtfulValuesCanBeLeftOut() {
        Expression expression = Plant.compile(
                "has(pressure) && age(pressure) < 60 && quality(pressure) >= 50 ? pressure : convert(suction, 'bar')",
                "bar");

        assertEquals(
                new Result.OfNumber(3, 70),
                expression.evaluate(Given.none().with("pressure", 3.0, 70, Plant.NOW - 59_000)));
        assertEquals(
                1,
                Plant.number(
                        expression,
                        Given.none()
                                .with("pressure", 3.0, 70, Plant.NOW - 61_000)
                                .with("suction", 14.503773773)),
                1e-9);
    }
}
