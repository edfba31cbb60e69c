package io.counterpart.engine.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.counterpart.contracts.twin.ValueSchema;
import io.counterpart.engine.derive.Plant.Given;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitRulesTest {

    private static final Given VALUES = Given.none()
            .with("flow", 100.0)
            .with("flowOut", 20.0)
            .with("pressure", 3.0)
            .with("suction", 14.5037737730209)
            .with("power", 12.0)
            .with("voltage", 400.0)
            .with("current", 10.0)
            .with("apparent", 5_000.0)
            .with("reactive", 3_000.0)
            .with("torque", 50.0)
            .with("pump.speed", 1_450.0)
            .with("arm", 2.0)
            .with("force", 3.0)
            .with("level", 1.5)
            .with("area", 2.0)
            .with("density", 1_000.0)
            .with("velocity", 3.0)
            .with("temperature", 20.0)
            .with("outside", 5.0)
            .with("fahrenheit", 77.0)
            .with("kelvin", 300.0)
            .with("humidity", 60.0)
            .with("dust", 10.0)
            .with("angle", 30.0)
            .with("noise", 70.0)
            .with("ratio", 0.5)
            .with("bare", 4.0);

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                // Products, and the factor that follows from them.
                "flow * pressure | kilowatt | 8.333333333333334",
                "flow * pressure | W | 8333.333333333334",
                "flow * 2 | m3/h | 200",
                "flow * pressure * 2 | kW | 16.666666666666668",
                "flow | litrePerSecond | 27.77777777777778",
                "1 / flow | h/m3 | 0.01",
                "torque * pump.speed | kW | 7.592182246175334",
                "voltage * current | kVA | 4",
                "voltage * current | kW | 4",
                "power / (torque * pump.speed) | 1 | 1.5805732",
                "force * arm | newtonMetre | 6",
                "force * arm | J | 6",
                "power * age(flow) | kWh | 0",
                "power / apparent | 1 | 2.4",
                "ratio * apparent | W | 2500",
                "apparent * ratio | voltAmpere | 2500",
                "sqrt(apparent * apparent - reactive * reactive) | kW | 4",
                "sqrt(level * level + arm * arm) | m | 2.5",
                "pow(velocity, 2) / 2 / quantity(9.81, 'm/s2') | m | 0.4587155963302752",
                "pow(level, -1) | /m | 0.6666666666666666",
                "pow(area, 1.5) | m3 | 2.8284271247461903",
                "pow(area, -0.5) | /m | 0.7071067811865475",
                "sqrt(2 * pressure / density) | m/s | 24.49489742783178",
                "quantity(9.81, 'm/s2') * level * density | bar | 0.14715",
                // The same quantity in other units.
                "pressure + suction | bar | 4",
                "suction + pressure | bar | 4",
                "pressure - suction | psi | 29.0075475460418",
                "max(pressure, suction, 2) | bar | 3",
                "max(0, flow * pressure) | kW | 8.333333333333334",
                "max([flow * pressure, power]) | W | 12000",
                "clamp(suction, 0, pressure) | bar | 1",
                "pressure + 1 | bar | 4",
                "pressure > suction ? flow : flowOut | m3/h | 100",
                "pressure < suction ? flow : flowOut | m3/h | 72",
                "sum([flow, flowOut]) | m3/h | 172",
                "sum([flow, flowOut].map(f, f * 2)) | m3/h | 344",
                "mean([flow, flowOut].filter(f, f > 90)) | m3/h | 100",
                "convert(flow, 'L/s') | m3/h | 100",
                "round(convert(flow * pressure, 'kW')) | kW | 8",
                "floor(flow / 3) | m3/h | 33",
                "abs(-flow) | m3/h | 100",
                // Numbers without a unit.
                "lookup(level, [0, 1, 2], [0, 10, 30]) | m3 | 20",
                "quantity(lookup(level, [0, 1, 2], [0, 10, 30]), 'm3') * density | t | 20",
                "12 * sqrt(number(pressure, 'bar')) | m3/h | 20.784609690826528",
                "number(pressure, 'mbar') | V | 3000",
                "convert(4, 'psi', 'bar') + convert(bare, 'psi', 'bar') | psi | 8",
                "bare * 2 + flow | m3/h | 108",
                "size([1, 2]) * flow | m3/h | 200",
                "sin(angle) | 1 | 0.5",
                "cos(0) * flow | m3/h | 100",
                "exp(-flow / flowOut) | 1 | 0.24935220877729622",
                // Ratios and percent.
                "flow * pressure / power | 1 | 0.6944444444444444",
                "1 - flow * pressure / power | 1 | 0.3055555555555556",
                "flow / flowOut | 1 | 1.388888888888889",
                "flow * pressure / power * 100 | % | 69.44444444444444",
                "100 * flow * pressure / power | % | 69.44444444444444",
                "100 / (power / (flow * pressure)) | % | 69.44444444444444",
                "flow * pressure / power / 0.01 | % | 69.44444444444444",
                "convert(flow * pressure / power, '%') | % | 69.44444444444444",
                "100 - 100 * flow * pressure / power | % | 30.55555555555556",
                "humidity + 10 | % | 70",
                "humidity / 100 * pressure | bar | 1.8",
                "0.01 * humidity * pressure | bar | 1.8",
                "humidity | 1 | 0.6",
                "humidity / 100 | 1 | 0.6",
                "humidity * ratio | % | 30",
                "humidity / humidity | 1 | 1",
                "humidity / dust | 1 | 60000",
                "dust / 1000000 * flow | m3/h | 0.001",
                "ratio * 100 + humidity | % | 110",
                "humidity + dust | % | 60.001",
                // Temperatures and their differences.
                "temperature | degreeFahrenheit | 68",
                "temperature - outside | kelvin | 15",
                "temperature - outside | degreeCelsius | 15",
                "fahrenheit - temperature | kelvin | 5",
                "temperature - fahrenheit | degreeFahrenheit | -9",
                "temperature - 5 | degreeCelsius | 15",
                "temperature + 5 | kelvin | 298.15",
                "25 - temperature | kelvin | 5",
                "temperature + (outside - fahrenheit) | degreeCelsius | 0",
                "temperature - quantity(9, 'K') | degreeCelsius | 11",
                "outside + kelvin | degreeCelsius | 305",
                "mean(temperature, fahrenheit) | degreeCelsius | 22.5",
                "max(temperature, outside, 30) | degreeCelsius | 30",
                "temperature > fahrenheit ? 1 : 0 | 1 | 0",
                "convert(kelvin, 'degC') | degreeCelsius | 26.85",
                "temperature - convert(kelvin, 'degC') | K | -6.85",
                "convert(temperature, 'K') * ratio | K | 146.575",
                "convert(300, 'K', 'degC') - temperature | K | 6.85",
                "kelvin * ratio | K | 150",
                "kelvin - kelvin / 2 | K | 150",
                "(temperature - 15) * flow * density * quantity(4.19, 'kJ/(kg.K)') | kW | 581.944444444",
                "number(temperature, 'degC') * 2 | V | 40",
                "number(temperature, 'degF') | V | 68",
                // What stands for itself.
                "noise + 3 | dB | 73",
                "noise - 3 | B | 6.7",
            })
    void theNumberIsInTheUnitThatIsWanted(String source, String unit, double expected) {
        double number = Plant.number(Plant.compile(source, unit), VALUES);

        assertEquals(expected, number, Math.abs(expected) * 1e-7 + 1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '~',
            value = {
                "pressure + power | bar | something in 'kW'",
                "pressure > power ? 1 : 0 | 1 | something in 'kW'",
                "min(pressure, level) | bar | something in 'm'",
                "clamp(pressure, 0, level) | bar | something in 'm'",
                "running ? pressure : level | bar | something in 'm'",
                "sum([pressure, level]) | bar | something in 'm'",
                "level in [pressure] ? 1 : 0 | 1 | something in 'm'",
                "flow * pressure | m3 | wanted in 'm3', of the dimension volume",
                "apparent + power | kW | something in 'kW'",
                "apparent | kW | wanted in 'kW'",
                "torque | J | wanted in 'J'",
                "pump.speed | Hz | wanted in 'Hz'",
                // In which unit is the number?
                "flow * pressure + 5 | kW | In which unit is the number",
                "flow * pressure > 5 ? 1 : 0 | 1 | In which unit is the number",
                "max(1, flow * pressure) | kW | In which unit is the number",
                "lookup(flow * pressure, [0, 1], [0, 1]) | 1 | In which unit is the number",
                "round(flow * pressure) | kW | In which unit is it to be rounded",
                // Plain numbers.
                "exp(pressure) | 1 | must be a plain number",
                "ln(humidity) | 1 | Divide it by 100.",
                "pow(2, pressure) | 1 | An exponent must be a plain number",
                "pow(pressure, ratio) | bar | has a unit only if the exponent is written out",
                "pow(pressure, 1.3) | bar | has a unit only if the exponent is written out",
                "pow(level, 9) | m | the power of 8 at most",
                "sqrt(pressure) | m3/h | has no unit",
                "sin(pressure) | 1 | must be a plain number",
                // Percent.
                "ratio | % | Multiply it by 100",
                "flow * pressure / power | % | Multiply it by 100",
                "100 * ratio * 100 * ratio / 100 | ppm | Multiply it by 1000000",
                "ratio * 100 / 100 | % | Multiply it by 100",
                "(ratio * 100) * (ratio * 100) | % | Multiply it by 100",
                "ratio * 100 + ratio | % | Multiply it by 100",
                "humidity * pressure | bar | Divide it by 100 first.",
                "pressure / humidity | bar | Divide it by 100 first.",
                "humidity * humidity | % | Divide it by 100 first.",
                "humidity + ratio | % | A plain number and one in '%' meet here.",
                "dust * flow | m3/h | Divide it by 1000000 first.",
                "sqrt(humidity) | 1 | Divide it by 100 first.",
                // Temperatures.
                "temperature + outside | degC | Write mean(x, y) for their mean",
                "sum([temperature, outside]) | degC | Write mean(…)",
                "temperature * 2 | degC | its zero is not nothing",
                "temperature / outside | 1 | its zero is not nothing",
                "sqrt(temperature) | 1 | its zero is not nothing",
                "-temperature | degC | has no negative",
                "abs(temperature) | degC | has no negative",
                "temperature - kelvin | K | can be understood in two ways",
                "temperature - 5 | K | Write convert(…, 'K') if it is a temperature",
                "kelvin | degC | Write convert(…, 'Cel') if it is a temperature",
                "temperature > temperature - outside ? 1 : 0 | 1 | A temperature and a difference",
                "(temperature - outside) - temperature | K | cannot be subtracted from",
                "pressure - temperature | K | cannot be subtracted from",
                "temperature - pressure | K | something in 'bar'",
                "temperature | bar | wanted in 'bar'",
                "(temperature - 5) + (fahrenheit - 5) | degC | can be understood in two ways",
                // Units by name.
                "convert(pressure, 'furlongs') | bar | There is no unit 'furlongs'.",
                "convert(pressure, mode) | bar | A unit is a text that is written out.",
                "convert(pressure, 'kW') | kW | something in 'kW'",
                "convert(5, 'psi') | bar | From which unit?",
                "convert(pressure, 'psi', 'bar') | bar | It is said to be in '[psi]'",
                "quantity(pressure, 'psi') | bar | This has a unit already",
                "number(pressure, 'kW') | bar | something in 'kW'",
                // What stands for itself.
                "noise * level | dB | may only stand alone",
                "noise + power | dB | something in 'kW'",
                // Lists are not converted.
                "sum([pressure] + [suction]) | bar | The numbers of these lists are in different units.",
                "flow in [level] ? 1 : 0 | 1 | something in 'm3/h'",
            })
    void whatHasNoMeaningIsRefusedInWords(String source, String unit, String words) {
        ExpressionError error = Plant.refusal(Expression.compile(source, Plant.VARIABLES, Plant.in(unit)));

        assertTrue(error.toString().contains(words), error.toString());
    }

    @Test
    void aProductThatIsTooLongForAUnitIsRefused() {
        String source = "flow" + " * velocity / density".repeat(8);

        assertTrue(Plant.refusal(source).cause().startsWith("No unit comes of this"));
    }

    @Test
    void aFactorOfOneIsNoRounding() {
        assertEquals(0.1 * 3, Plant.number(Plant.compile("0.1 * pressure", "bar"), VALUES));
    }

    @Test
    void theUnitOfADraftIsThatOfItsNumber() {
        assertEquals("m3/h.bar", String.valueOf(Plant.compile("flow * pressure").unit()));
        assertEquals("kW", String.valueOf(Plant.compile("flow * pressure", "kW").unit()));
        assertNull(Plant.compile("bare * 2").unit());
        assertNull(Plant.compile("running").unit());
    }

    @Test
    void whatCannotBeCheckedIsRemarked() {
        assertEquals(
                List.of("'bare' has no unit: its number is taken as it is, and what comes of it is not checked."),
                remarks(Expression.compile("flow * bare", Plant.VARIABLES)));
        assertEquals(
                1,
                remarks(Expression.compile("bare", Plant.VARIABLES, Plant.in("bar")))
                        .size());
        assertEquals(List.of(), remarks(Expression.compile("bare * 2", Plant.VARIABLES)));
        assertEquals(List.of(), remarks(Expression.compile("has(bare) ? flow : 0", Plant.VARIABLES)));
    }

    @Test
    void withoutAWantedUnitNothingIsConverted() {
        Target bare = new Target(ValueSchema.DOUBLE, null);

        assertEquals(
                300,
                Plant.number(Plant.compiled(Expression.compile("flow * pressure", Plant.VARIABLES, bare)), VALUES));
    }

    private static List<String> remarks(Expression.Outcome outcome) {
        return outcome instanceof Expression.Outcome.Compiled compiled ? compiled.remarks() : List.of("refused");
    }
}
