package io.counterpart.engine.draft;

import static io.counterpart.engine.draft.Drafts.content;
import static io.counterpart.engine.draft.Drafts.draft;
import static io.counterpart.engine.draft.Drafts.noise;
import static io.counterpart.engine.draft.Drafts.numbers;
import static io.counterpart.engine.draft.Drafts.parsed;
import static io.counterpart.engine.draft.Drafts.quantity;
import static io.counterpart.engine.draft.Drafts.remark;
import static io.counterpart.engine.draft.Drafts.remarks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.counterpart.engine.draft.Draft.Confidence;
import io.counterpart.engine.draft.Draft.Subject;
import io.counterpart.engine.draft.QuantityTable.Usual;
import io.counterpart.engine.dtdl.DtdlParser;
import io.counterpart.engine.unit.DtdlUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityGuessTest {

    @ParameterizedTest
    @CsvSource({
        "p, bar, Pressure bar, CERTAIN",
        "p, psi, Pressure poundPerSquareInch, CERTAIN",
        "p, °C, Temperature degreeCelsius, CERTAIN",
        "p, rpm, AngularVelocity revolutionPerMinute, CERTAIN",
        "p, kW.h, Energy kilowattHour, CERTAIN",
        "p, var, ReactivePower voltAmpereReactive, CERTAIN",
        "humidity, %, RelativeHumidity percent, CERTAIN",
        "co2, %, Concentration percent, CERTAIN",
        "humidity, g/m3, Humidity gramPerCubicMetre, CERTAIN",
        "air, g/m3, Density gramPerCubicMetre, LIKELY",
        "distance, m, Distance metre, CERTAIN",
        "level, m, Length metre, CERTAIN",
        "x, m, Length metre, LIKELY",
        "x, kW, Power kilowatt, LIKELY",
        "latitude, deg, Latitude degreeOfArc, CERTAIN",
        "temperature_alarm, Cel, Temperature degreeCelsius, CERTAIN",
        // DTDL has no such units: the nearest of theirs.
        "vibration, mm/s, Velocity centimetrePerSecond, CERTAIN",
        "p, cm[H2O], Pressure hectopascal, CERTAIN",
    })
    void theUnitThatTheDeviceNamesDecides(String name, String unit, String expected, Confidence confidence) {
        Draft draft = draft(numbers(name, unit, 1_000, noise(300, 50, 1)));
        assertEquals(expected, quantity(draft, name));
        assertEquals(confidence, remark(draft, name, Subject.QUANTITY).confidence());
        parsed(draft);
    }

    @ParameterizedTest
    @CsvSource({
        "valve, %, 'The device names the unit ''%'', and nothing says of what. DTDL knows RelativeHumidity, Concentration, RelativeDensity in it.'",
        "p, smoots, 'The device names the unit ''smoots'', which is no unit of DTDL'",
        "p, mol, 'The device names the unit ''mol'', and DTDL has no unit of that quantity'",
    })
    void aUnitThatDtdlCannotSayIsLeftOut(String name, String unit, String reason) {
        Draft draft = draft(numbers(name, unit, 1_000, noise(300, 50, 1)));
        assertEquals("", quantity(draft, name));
        assertTrue(remark(draft, name, Subject.QUANTITY).reason().startsWith(reason));
        parsed(draft);
    }

    @Test
    void limitsAreInTheUnitOfTheType() {
        Draft draft = draft(numbers("p", "cm[H2O]", 1_000, noise(1_000, 1_000, 100)));
        double max = content(draft, "p").path("quality").path("max").asDouble();
        assertEquals(1_500 * 0.980665, max, 15);
    }

    @ParameterizedTest
    @CsvSource({
        "pressure_bar, Pressure bar",
        "oilPressureKPa, Pressure kilopascal",
        "tempC, Temperature degreeCelsius",
        "temp1_c, Temperature degreeCelsius",
        "temp_degF, Temperature degreeFahrenheit",
        "flow_m3h, VolumeFlowRate cubicMetrePerHour",
        "flow_l_per_min, VolumeFlowRate litrePerMinute",
        "flow_kg_h, MassFlowRate kilogramPerHour",
        "motor_rpm, AngularVelocity revolutionPerMinute",
        "rpm, AngularVelocity revolutionPerMinute",
        "wind_speed_ms, Velocity metrePerSecond",
        "response_duration_ms, TimeSpan millisecond",
        "power_mW, Power milliwatt",
        "power_MW, Power megawatt",
        "mains_volts, Voltage volt",
        "current_a, Current ampere",
        "energy_kwh, Energy kilowattHour",
        "humidity_pct, RelativeHumidity percent",
        "co2_ppm, Concentration partsPerMillion",
        "level_mm, Length millimetre",
        "vibration_g, Acceleration gForce",
        "weight_g, Mass gram",
        "torque_Nm, Torque newtonMetre",
        "drive_hz, Frequency hertz",
        "drive_speed_hz, Frequency hertz",
        "current_temperature_c, Temperature degreeCelsius",
    })
    void aUnitInTheNameDecidesWhereTheDeviceNamesNone(String name, String expected) {
        Draft draft = draft(numbers(name, null, 1_000, noise(300, 50, 1)));
        assertEquals(expected, quantity(draft, name));
        assertEquals(Confidence.LIKELY, remark(draft, name, Subject.QUANTITY).confidence());
        parsed(draft);
    }

    @ParameterizedTest
    @CsvSource({
        "valve_pct, 50, ends in 'pct'",
        "humidity_pct, 500, cannot be RelativeHumidity in percent",
        "temp_k, -20, cannot be Temperature in kelvin",
        "power_mw, 50, nothing says in which unit",
        "temperature, 89, values around 89",
        "temperature, 300, kelvin (then they are around 26.8",
        "temperature, -200, values around -200",
        "pressure, 6, values around 6",
        "flow, 50, Its name tells of VolumeFlowRate or MassFlowRate",
        "speed, 50, Its name tells of Velocity or AngularVelocity",
        "level, 50, Its name tells of Length",
        "current, 50, Its name tells of Current",
        "speed_current, 50, Its name tells of Velocity or AngularVelocity",
    })
    void whatIsNotSureIsLeftOutAndSaid(String name, double around, String reason) {
        Draft draft = draft(numbers(name, null, 1_000, noise(300, around, 1)));
        assertEquals("", quantity(draft, name));
        assertTrue(
                remark(draft, name, Subject.QUANTITY).reason().contains(reason),
                () -> draft.remarks().toString());
        assertEquals(Confidence.UNSURE, remark(draft, name, Subject.QUANTITY).confidence());
        parsed(draft);
    }

    @ParameterizedTest
    @CsvSource({
        "temperature, 20, Temperature degreeCelsius",
        "roomTemp, 20, Temperature degreeCelsius",
        "mainsVoltage, 230, Voltage volt",
        "grid_frequency, 50, Frequency hertz",
        "humidity, 45, RelativeHumidity percent",
        "relative_humidity, 45, RelativeHumidity percent",
        "co2, 700, Concentration partsPerMillion",
        "air_pressure, 1013, Pressure hectopascal",
        "air_pressure, 101300, Pressure pascal",
        "irradiance, 700, Irradiance wattPerSquareMetre",
        "noise_level, 60, SoundPressure decibel",
        "latitude, 48, Latitude degreeOfArc",
        "bearing.temperature, 30, Temperature degreeCelsius",
        "temperature.value, 20, Temperature degreeCelsius",
        "temperature.current, 20, Temperature degreeCelsius",
    })
    void aWordAndItsValuesMaySayEnough(String name, double around, String expected) {
        Draft draft = draft(numbers(name, null, 1_000, noise(300, around, 0.5)));
        assertEquals(expected, quantity(draft, name));
        parsed(draft);
    }

    @ParameterizedTest
    @CsvSource({"x", "tank_b", "temperature_status", "voltage_fault", "powerFactor", "battery_level", "progress_bar"})
    void whatTellsOfNoQuantityIsNotGuessedAt(String name) {
        Draft draft = draft(numbers(name, null, 1_000, noise(300, 20, 1)));
        assertEquals("", quantity(draft, name));
        assertEquals(List.of(), remarks(draft, name, Subject.QUANTITY));
    }

    @Test
    void aLetterThatCountsOffIsNoUnit() {
        Draft draft = draft(
                numbers("current_a", null, 1_000, noise(300, 5, 1)),
                numbers("current_b", null, 1_000, noise(300, 5, 1)));
        assertEquals("", quantity(draft, "current_a"));
        Draft units = draft(
                numbers("temp_c", null, 1_000, noise(300, 50, 1)), numbers("temp_f", null, 1_000, noise(300, 122, 1)));
        assertEquals("Temperature degreeCelsius", quantity(units, "temp_c"));
        assertEquals("Temperature degreeFahrenheit", quantity(units, "temp_f"));
    }

    @Test
    void fewValuesSayNothing() {
        assertEquals("", quantity(draft(numbers("temperature", null, 1_000, noise(19, 20, 1))), "temperature"));
        assertEquals("", quantity(draft(numbers("temperature", null, 1_000)), "temperature"));
    }

    /** What the tables say is what DTDL has: each of their semantic types with each of its units is read. */
    @Test
    void theTablesAreOfDtdl() {
        for (DtdlUnit unit : DtdlUnit.all()) {
            for (String type : QuantityTable.measuredIn(unit.unitType())) {
                if (!type.isEmpty()) {
                    assertInstanceOf(DtdlParser.Outcome.Read.class, parse(type, unit.name()), type + " in " + unit);
                }
            }
        }
        for (String type : QuantityTable.types()) {
            List<Usual> units = QuantityTable.usual(type);
            assertFalse(units.isEmpty(), type);
            for (Usual usual : units) {
                DtdlUnit unit = DtdlUnit.find(usual.unit()).orElseThrow();
                assertTrue(QuantityTable.measuredIn(unit.unitType()).contains(type), type + " in " + unit);
            }
        }
        QuantityTable.suffixUnits()
                .forEach(unit -> assertTrue(DtdlUnit.find(unit).isPresent(), unit));
    }

    private static DtdlParser.Outcome parse(String semanticType, String unit) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("@id", "dtmi:t:A;1").put("@type", "Interface");
        document.putArray("@context").add("dtmi:dtdl:context;3").add("dtmi:dtdl:extension:quantitativeTypes;1");
        ObjectNode telemetry = document.putArray("contents").addObject();
        telemetry.putArray("@type").add("Telemetry").add(semanticType);
        telemetry.put("name", "p").put("schema", "double").put("unit", unit);
        return DtdlParser.parse(List.of(document));
    }
}
