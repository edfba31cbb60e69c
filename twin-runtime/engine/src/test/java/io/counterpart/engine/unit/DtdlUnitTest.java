package io.counterpart.engine.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DtdlUnitTest {

    /**
     * By unit type and its coherent unit: how many of the latter each unit is. Not from UCUM: worked out by hand from the definitions
     * (inch 0.0254 m, pound 0.45359237 kg, standard gravity 9.80665 m/s², gallon 231 in³, Btu of the International Table 1055.05585262 J,
     * elementary charge 1.602176634e-19 C, Julian year 365.25 d), all of which are exact. But for two that are not as they are
     * published, as they are in UCUM: the millimetre of mercury (not 133.322387415 Pa) and the astronomical unit (not 149 597 870 700 m).
     */
    private static final String PUBLISHED = """
            AccelerationUnit m/s2
              centimetrePerSecondSquared 0.01
              gForce 9.80665
              metrePerSecondSquared 1
            AngleUnit rad
              degreeOfArc 1.7453292519943295769e-2
              minuteOfArc 2.9088820866572159615e-4
              radian 1
              secondOfArc 4.8481368110953599359e-6
              turn 6.2831853071795864769
            AngularAccelerationUnit rad/s2
              radianPerSecondSquared 1
            AngularVelocityUnit rad/s
              degreePerSecond 1.7453292519943295769e-2
              radianPerSecond 1
              revolutionPerMinute 0.10471975511965977462
              revolutionPerSecond 6.2831853071795864769
            ApparentEnergyUnit V.A.s{apparent}
              gigavoltAmpereHour 3.6e12
              kilovoltAmpereHour 3.6e6
              megavoltAmpereHour 3.6e9
              voltAmpereHour 3.6e3
            ApparentPowerUnit V.A{apparent}
              gigavoltAmpere 1e9
              kilovoltAmpere 1e3
              megavoltAmpere 1e6
              millivoltAmpere 0.001
              voltAmpere 1
            AreaUnit m2
              acre 4046.8564224
              hectare 1e4
              squareCentimetre 0.0001
              squareFoot 0.09290304
              squareInch 0.00064516
              squareKilometre 1e6
              squareMetre 1
              squareMillimetre 0.000001
            CapacitanceUnit F
              farad 1
              microfarad 0.000001
              millifarad 0.001
              nanofarad 1e-9
              picofarad 1e-12
            ChargeUnit C
              ampereHour 3.6e3
              coulomb 1
              milliampereHour 3.6
            CurrentUnit A
              ampere 1
              kiloampere 1e3
              microampere 0.000001
              milliampere 0.001
            DataRateUnit bit/s
              bitPerSecond 1
              bytePerSecond 8
              exbibitPerSecond 1152921504606846976
              exbibytePerSecond 9223372036854775808
              gibibitPerSecond 1073741824
              gibibytePerSecond 8589934592
              kibibitPerSecond 1024
              kibibytePerSecond 8192
              mebibitPerSecond 1048576
              mebibytePerSecond 8388608
              tebibitPerSecond 1099511627776
              tebibytePerSecond 8796093022208
              yobibitPerSecond 1.2089258196146291747e24
              yobibytePerSecond 9.6714065569170333976e24
              zebibitPerSecond 1.1805916207174113034e21
              zebibytePerSecond 9.4447329657392904274e21
            DataSizeUnit bit
              bit 1
              byte 8
              exbibit 1152921504606846976
              exbibyte 9223372036854775808
              gibibit 1073741824
              gibibyte 8589934592
              kibibit 1024
              kibibyte 8192
              mebibit 1048576
              mebibyte 8388608
              tebibit 1099511627776
              tebibyte 8796093022208
              yobibit 1.2089258196146291747e24
              yobibyte 9.6714065569170333976e24
              zebibit 1.1805916207174113034e21
              zebibyte 9.4447329657392904274e21
            DensityUnit kg/m3
              gramPerCubicMetre 0.001
              kilogramPerCubicMetre 1
              microgramPerCubicMetre 1e-9
              milligramPerCubicMetre 0.000001
            EnergyUnit J
              britishThermalUnit 1055.05585262
              electronvolt 1.602176634e-19
              gigajoule 1e9
              gigawattHour 3.6e12
              joule 1
              kiloBritishThermalUnit 1055055.85262
              kilojoule 1e3
              kilowattHour 3.6e6
              megaelectronvolt 1.602176634e-13
              megajoule 1e6
              megawattHour 3.6e9
              milliwattHour 3.6
              terawattHour 3.6e15
              wattHour 3.6e3
            ForceUnit N
              newton 1
              ounce 0.27801385095378125
              pound 4.4482216152605
              ton 8896.443230521
            FrequencyUnit Hz
              gigahertz 1e9
              hertz 1
              kilohertz 1e3
              megahertz 1e6
              millihertz 0.001
            IlluminanceUnit lx
              footcandle 10.763910416709722308
              lux 1
            InductanceUnit H
              henry 1
              microhenry 0.000001
              millihenry 0.001
            IonizingRadiationDoseUnit Gy Sv
              gray 1
              microgray 0.000001
              microsievert 0.000001
              milligray 0.001
              millisievert 0.001
              sievert 1
            IrradianceUnit W/m2
              wattPerSquareMetre 1
            LengthUnit m
              astronomicalUnit 149597870691
              centimetre 0.01
              foot 0.3048
              inch 0.0254
              kilometre 1e3
              metre 1
              micrometre 0.000001
              mile 1609.344
              millimetre 0.001
              nanometre 1e-9
              nauticalMile 1852
            LuminanceUnit cd/m2
              candelaPerSquareMetre 1
            LuminousFluxUnit lm
              lumen 1
            LuminousIntensityUnit cd
              candela 1
            MagneticFluxUnit Wb
              maxwell 1e-8
              weber 1
            MagneticInductionUnit T
              gauss 0.0001
              tesla 1
            MassFlowRateUnit kg/s
              gramPerHour 2.7777777777777777778e-7
              gramPerSecond 0.001
              kilogramPerHour 2.7777777777777777778e-4
              kilogramPerSecond 1
              massPoundPerHour 1.2599788055555555556e-4
            MassUnit kg
              gram 0.001
              kilogram 1
              massPound 0.45359237
              microgram 1e-9
              milligram 0.000001
              slug 14.593902937206364829
              tonne 1e3
            PowerUnit W
              britishThermalUnitPerHour 0.29307107017222222222
              gigajoulePerHour 277777.77777777777778
              gigawatt 1e9
              horsepower 745.69987158227022
              joulePerHour 2.7777777777777777778e-4
              joulePerSecond 1
              kiloBritishThermalUnitPerHour 293.07107017222222222
              kilojoulePerHour 0.27777777777777777778
              kilojoulePerSecond 1e3
              kilowatt 1e3
              kilowattHourPerYear 0.11407711613050422085
              megajoulePerHour 277.77777777777777778
              megawatt 1e6
              microwatt 0.000001
              milliwatt 0.001
              tonOfRefrigeration 3516.8528420666666667
              watt 1
            PressureUnit Pa
              bar 1e5
              decapascal 1e1
              hectopascal 1e2
              inchesOfMercury 3386.3788
              inchesOfWater 249.08891
              kilopascal 1e3
              millibar 1e2
              millimetresOfMercury 133.322
              pascal 1
              poundPerSquareInch 6894.7572931683613367
            RadioactivityUnit Bq
              becquerel 1
              gigabecquerel 1e9
              kilobecquerel 1e3
              megabecquerel 1e6
            ReactiveEnergyUnit V.A.s{reactive}
              gigavoltAmpereReactiveHour 3.6e12
              kilovoltAmpereReactiveHour 3.6e6
              megavoltAmpereReactiveHour 3.6e9
              voltAmpereReactiveHour 3.6e3
            ReactivePowerUnit V.A{reactive}
              gigavoltAmpereReactive 1e9
              kilovoltAmpereReactive 1e3
              megavoltAmpereReactive 1e6
              millivoltAmpereReactive 0.001
              voltAmpereReactive 1
            ResistanceUnit Ohm
              kiloohm 1e3
              megaohm 1e6
              milliohm 0.001
              ohm 1
            SoundPressureUnit B
              bel 1
              decibel 0.1
            TemperatureUnit K
              degreeCelsius 1
              degreeFahrenheit 0.55555555555555555556
              kelvin 1
            TimeUnit s
              day 8.64e4
              hour 3.6e3
              microsecond 0.000001
              millisecond 0.001
              minute 6e1
              nanosecond 1e-9
              second 1
              year 3.15576e7
            TorqueUnit N.m{torque}
              newtonMetre 1
            Unitless 1
              partsPerBillion 1e-9
              partsPerMillion 0.000001
              partsPerQuadrillion 1e-15
              partsPerTrillion 1e-12
              percent 0.01
              unity 1
            VelocityUnit m/s
              centimetrePerSecond 0.01
              kilometrePerHour 0.27777777777777777778
              kilometrePerSecond 1e3
              knot 0.51444444444444444444
              metrePerHour 2.7777777777777777778e-4
              metrePerSecond 1
              milePerHour 0.44704
              milePerSecond 1609.344
            VoltageUnit V
              kilovolt 1e3
              megavolt 1e6
              microvolt 0.000001
              millivolt 0.001
              volt 1
            VolumeFlowRateUnit m3/s
              cubicFootPerMinute 0.0004719474432
              cubicMetrePerHour 2.7777777777777777778e-4
              cubicMetrePerMinute 1.6666666666666666667e-2
              cubicMetrePerSecond 1
              gallonPerHour 1.0515032733333333333e-6
              gallonPerMinute 0.0000630901964
              litrePerHour 2.7777777777777777778e-7
              litrePerMinute 1.6666666666666666667e-5
              litrePerSecond 0.001
              millilitrePerHour 2.7777777777777777778e-10
              millilitrePerMinute 1.6666666666666666667e-8
              millilitrePerSecond 0.000001
            VolumeUnit m3
              cubicCentimetre 0.000001
              cubicFoot 0.028316846592
              cubicInch 0.000016387064
              cubicMetre 1
              fluidOunce 0.0000295735295625
              gallon 0.003785411784
              litre 0.001
              millilitre 0.000001
            """;

    /** What version 3 added, by type and by name. */
    private static final Pattern ONLY_IN_3 = Pattern.compile(
            "(ApparentEnergy|ApparentPower|IonizingRadiationDose|Irradiance|Radioactivity|ReactiveEnergy|ReactivePower)Unit .*|.* ("
                    + "partsPer.*|kiloampere|(micro|milli)gramPerCubicMetre|(milli)?ampereHour|britishThermalUnit.*"
                    + "|kiloBritishThermalUnit.*|(giga|mega|milli|tera)wattHour|wattHour|gigajoulePerHour|joulePer.*|kilojoulePer.*"
                    + "|megajoulePerHour|tonOfRefrigeration|millihertz|gauss|massPound.*|decapascal|hectopascal|cubicFootPerMinute"
                    + "|cubicMetrePer.*|gallonPer.*|litrePerMinute|millilitrePerMinute)");

    record Published(String name, String unitType, Set<String> coherent, double factor) {

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Published> published() {
        List<Published> published = new ArrayList<>();
        List<String> type = List.of();
        for (String line : PUBLISHED.lines().toList()) {
            List<String> fields = List.of(line.strip().split(" "));
            if (line.startsWith(" ")) {
                published.add(new Published(
                        fields.get(0),
                        type.get(0),
                        Set.copyOf(type.subList(1, type.size())),
                        Double.parseDouble(fields.get(1))));
            } else {
                type = fields;
            }
        }
        return published;
    }

    @ParameterizedTest
    @MethodSource("published")
    void aUnitMeasuresWhatItsTypeDoesAndIsAsLargeAsPublished(Published published) {
        // Given
        DtdlUnit unit = DtdlUnit.find(published.name()).orElseThrow();
        List<Unit> coherent = published.coherent().stream()
                .map(Unit::ucum)
                .filter(unit.unit()::isCommensurableWith)
                .toList();

        // When
        double factor = Conversion.between(unit.unit(), coherent.getFirst()).factor();

        // Then
        assertEquals(published.unitType(), unit.unitType());
        assertEquals(1, coherent.size());
        assertEquals(published.factor(), factor, Math.ulp(published.factor()));
    }

    @Test
    void thereAreNoOthers() {
        List<String> published =
                published().stream().map(Published::name).sorted().toList();

        assertEquals(240, published.size());
        assertEquals(
                published, DtdlUnit.all().stream().map(DtdlUnit::name).sorted().toList());
    }

    @Test
    void version2HasThoseThatVersion3DidNotAdd() {
        for (DtdlUnit unit : DtdlUnit.all()) {
            boolean isNew =
                    ONLY_IN_3.matcher(unit.unitType() + " " + unit.name()).matches();

            assertEquals(!isNew, unit.isIn(2), unit.name());
            assertTrue(unit.isIn(3));
        }
    }

    @Test
    void aNameThatDtdlDoesNotHaveIsNotFound() {
        assertEquals(Optional.empty(), DtdlUnit.find("DegreeCelsius"));
        assertEquals(Optional.empty(), DtdlUnit.find("Cel"));
        assertEquals(Optional.empty(), DtdlUnit.find(""));
    }

    @ParameterizedTest
    @CsvSource({
        "0, degreeFahrenheit, kelvin, 255.3722222222222222222",
        "0, degreeCelsius, kelvin, 273.15",
        "300, kelvin, degreeFahrenheit, 80.33",
        "100, degreeCelsius, degreeFahrenheit, 212",
        "212, degreeFahrenheit, degreeCelsius, 100"
    })
    void temperaturesHaveTheirOffsetsBothWays(double value, String from, String to, double expected) {
        double converted = between(from, to).apply(value);

        // 80.33 and the like are differences of larger numbers.
        assertEquals(expected, converted, Math.ulp(459.67));
    }

    @ParameterizedTest
    @CsvSource({
        "pound, massPound",
        "voltAmpere, watt",
        "voltAmpere, voltAmpereReactive",
        "voltAmpereHour, wattHour",
        "voltAmpereReactiveHour, voltAmpereHour",
        "gray, sievert",
        "newtonMetre, joule",
        "becquerel, hertz",
        "revolutionPerSecond, hertz",
        "bitPerSecond, hertz",
        "bit, unity",
        "decibel, pascal",
        "decibel, unity",
        "gramPerCubicMetre, percent"
    })
    void whatOnlyLooksTheSameDoesNotConvert(String one, String other) {
        assertFalse(unit(one).isCommensurableWith(unit(other)));
    }

    private static Conversion between(String from, String to) {
        return Conversion.between(unit(from), unit(to));
    }

    private static Unit unit(String name) {
        return DtdlUnit.find(name).orElseThrow().unit();
    }
}
