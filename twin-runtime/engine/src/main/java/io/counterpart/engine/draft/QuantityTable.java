package io.counterpart.engine.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What words, units and values say of a quantity. All names are those of DTDL's extension QuantitativeTypes, version 1. */
final class QuantityTable {

    /**
     * By semantic type: the units that it comes in most often. A range behind a unit says that a signal whose values (all but the lowest
     * and highest twentieth) lie in it, and whose name says what it is, is in this unit: outside of it, and without one, the unit is
     * not guessed.
     */
    private static final String UNITS = """
            Acceleration metrePerSecondSquared gForce
            Angle degreeOfArc radian
            AngularVelocity revolutionPerMinute revolutionPerSecond radianPerSecond degreePerSecond
            ApparentEnergy kilovoltAmpereHour voltAmpereHour
            ApparentPower voltAmpere kilovoltAmpere
            Area squareMetre
            # Outdoor air has 420 ppm, a sensor without a calibration shows half of it; 5 % is deadly.
            Concentration partsPerMillion=150..50000 percent
            Current ampere milliampere
            Density kilogramPerCubicMetre gramPerCubicMetre
            Distance metre millimetre centimetre kilometre
            ElectricCharge ampereHour milliampereHour
            Energy kilowattHour wattHour joule megajoule
            Force newton
            # The mains.
            Frequency hertz=45..65 kilohertz
            Humidity gramPerCubicMetre
            Illuminance lux footcandle
            # The sun, and what a sensor shows at night.
            Irradiance wattPerSquareMetre=-50..2000
            Latitude degreeOfArc=4..90 degreeOfArc=-90..-4 radian
            Length metre millimetre centimetre
            Longitude degreeOfArc=7..180 degreeOfArc=-180..-7 radian
            Mass kilogram gram tonne
            MassFlowRate kilogramPerHour kilogramPerSecond
            Power watt kilowatt
            # Of the air: no other unit gives such numbers.
            Pressure bar kilopascal hectopascal=850..1100 pascal=85000..110000 poundPerSquareInch
            ReactiveEnergy kilovoltAmpereReactiveHour voltAmpereReactiveHour
            ReactivePower voltAmpereReactive kilovoltAmpereReactive
            RelativeHumidity percent=2..105 unity=0.02..1
            Resistance ohm kiloohm
            SoundPressure decibel=15..150
            # What people live in; hotter may be a machine or degrees Fahrenheit, colder a freezer or winter.
            Temperature degreeCelsius=2..45 degreeFahrenheit kelvin
            TimeSpan second hour millisecond
            Thrust newton
            Torque newtonMetre
            Velocity metrePerSecond kilometrePerHour centimetrePerSecond
            # Mains, from 110 V to three phases of 400 V.
            Voltage volt=90..480 millivolt kilovolt
            Volume cubicMetre litre
            VolumeFlowRate litrePerMinute cubicMetrePerHour litrePerSecond
            """;

    /** Words in small letters, some of them two in one, and the semantic types that they may mean; none says that it is no quantity. */
    private static final String WORDS = """
            temperature temp temperatura temperatur thermocouple thermometer dewpoint pt100 pt1000 rtd : Temperature
            pressure press druck barometer barometric : Pressure
            flow flowrate : VolumeFlowRate MassFlowRate
            volumeflow volumeflowrate volumetricflow : VolumeFlowRate
            massflow massflowrate : MassFlowRate
            speed : Velocity AngularVelocity
            velocity windspeed : Velocity
            motorspeed fanspeed pumpspeed shaftspeed rotorspeed spindlespeed rotation rotational rotationalspeed angularvelocity : AngularVelocity
            voltage spannung : Voltage
            current amperage : Current
            power activepower realpower : Power
            apparentpower : ApparentPower
            reactivepower : ReactivePower
            powerfactor loadfactor : -
            energy activeenergy : Energy
            apparentenergy : ApparentEnergy
            reactiveenergy : ReactiveEnergy
            level depth height position : Length
            length width thickness diameter displacement : Length
            distance range odometer : Distance
            humidity humedad feuchte rh : RelativeHumidity Humidity
            relativehumidity : RelativeHumidity
            absolutehumidity : Humidity
            vibration : Acceleration Velocity
            acceleration accelerometer accel : Acceleration
            frequency freq : Frequency
            torque : Torque
            force : Force
            thrust : Thrust
            mass : Mass
            weight : Mass Force
            density : Density
            volume : Volume
            area : Area
            angle direction heading azimuth tilt : Angle
            latitude lat : Latitude
            longitude lon lng : Longitude
            resistance : Resistance
            charge : ElectricCharge
            illuminance illumination brightness lux : Illuminance
            irradiance pyranometer piranometro solarradiation : Irradiance
            co2 carbondioxide concentration : Concentration
            soundlevel soundpressure noiselevel loudness noise : SoundPressure
            batterylevel signallevel : -
            runtime uptime duration elapsed operatinghours runninghours : TimeSpan
            """;

    /** Where one of these words is, the name tells of something about a quantity, and not the quantity. */
    private static final Set<String> NO_QUANTITY = set("""
            alarm alert coefficient count counter enabled error factor fault id index mode ok quality ratio state status
            valid
            """);

    /** Words that tell of a total: it only grows. */
    private static final Set<String> TOTALS = set("""
            count counter counts cycles energy hours kwh odometer pulses runtime starts total totalizer uptime wh
            """);

    /** Words that tell of one of a few states. */
    private static final Set<String> STATES = set("""
            alarm code day enabled error fault gear mode phase stage state status step week weekday
            """);

    /**
     * What may stand at the end of a name, and its unit. Those of the first list mean it wherever they stand; those of the second only
     * behind a word for a quantity that they measure, for they are words or letters besides. Where a word is written in small letters
     * alone, mW and MW cannot be told apart: then neither is taken.
     */
    private static final String SUFFIXES = """
            degc=degreeCelsius celsius=degreeCelsius degf=degreeFahrenheit fahrenheit=degreeFahrenheit kelvin=kelvin
            mbar=millibar hpa=hectopascal kpa=kilopascal psi=poundPerSquareInch mmhg=millimetresOfMercury inhg=inchesOfMercury
            rpm=revolutionPerMinute kw=kilowatt kwh=kilowattHour mwh=megawattHour kva=kilovoltAmpere kvar=kilovoltAmpereReactive
            volt=volt volts=volt amps=ampere watts=watt wh=wattHour khz=kilohertz hz=hertz lux=lux ppm=partsPerMillion ppb=partsPerBillion
            kmh=kilometrePerHour kph=kilometrePerHour mph=milePerHour m3h=cubicMetrePerHour m3s=cubicMetrePerSecond lpm=litrePerMinute lmin=litrePerMinute gpm=gallonPerMinute
            cfm=cubicFootPerMinute kgh=kilogramPerHour kgs=kilogramPerSecond ms2=metrePerSecondSquared wm2=wattPerSquareMetre
            kgm3=kilogramPerCubicMetre gm3=gramPerCubicMetre pct=percent percent=percent percentage=percent
            --
            c=degreeCelsius f=degreeFahrenheit k=kelvin bar=bar pa=pascal v=volt mv=millivolt kv=kilovolt a=ampere amp=ampere
            ma=milliampere ka=kiloampere w=watt watt=watt j=joule kj=kilojoule mj=megajoule
            va=voltAmpere var=voltAmpereReactive n=newton nm=newtonMetre kg=kilogram g=gForce g=gram t=tonne m=metre mm=millimetre
            cm=centimetre km=kilometre ft=foot inch=inch ms=metrePerSecond ms=millisecond cms=centimetrePerSecond knots=knot kn=knot
            ls=litrePerSecond lh=litrePerHour l=litre m3=cubicMetre h=hour hours=hour s=second sec=second seconds=second
            min=minute minutes=minute deg=degreeOfArc degrees=degreeOfArc rad=radian rads=radianPerSecond ohm=ohm kohm=kiloohm
            lx=lux db=decibel ah=ampereHour mah=milliampereHour
            """;

    /** Suffixes that mean something else in other letters. */
    private static final Map<String, String> EXACT = Map.of(
            "mW", "milliwatt",
            "MW", "megawatt",
            "mV", "millivolt",
            "MV", "megavolt",
            "mHz", "millihertz",
            "MHz", "megahertz");

    /** Of unit types whose quantity is not simply theirs: the first where no word says another. */
    private static final Map<String, List<String>> BY_UNIT_TYPE = Map.ofEntries(
            Map.entry("AngleUnit", List.of("Angle", "Latitude", "Longitude")),
            Map.entry("ChargeUnit", List.of("ElectricCharge")),
            Map.entry("DensityUnit", List.of("Density", "Humidity")),
            Map.entry("ForceUnit", List.of("Force", "Thrust")),
            Map.entry("LengthUnit", List.of("Length", "Distance")),
            Map.entry("PowerUnit", List.of("Power", "EnergyRate", "Luminosity")),
            Map.entry("TimeUnit", List.of("TimeSpan")),
            Map.entry("Unitless", List.of("", "RelativeHumidity", "Concentration", "RelativeDensity")));

    /** What sums up over time, and so may only grow. */
    private static final Set<String> CUMULATIVE = set("""
            ApparentEnergy DataSize Distance ElectricCharge Energy Mass ReactiveEnergy TimeSpan Volume
            """);

    /** Ends of scales that are by nature, in a unit; NaN where there is none. */
    private static final Map<String, Scale> SCALES = Map.ofEntries(
            Map.entry("RelativeHumidity", new Scale("percent", 0, 100, true)),
            Map.entry("Concentration", Scale.from("percent")),
            Map.entry("Latitude", new Scale("degreeOfArc", -90, 90, true)),
            Map.entry("Longitude", new Scale("degreeOfArc", -180, 180, true)),
            Map.entry("Illuminance", Scale.from("lux")),
            Map.entry("Irradiance", Scale.from("wattPerSquareMetre")),
            Map.entry("Frequency", Scale.from("hertz")),
            Map.entry("Area", Scale.from("squareMetre")),
            Map.entry("Density", Scale.from("kilogramPerCubicMetre")),
            Map.entry("Humidity", Scale.from("gramPerCubicMetre")),
            Map.entry("Resistance", Scale.from("ohm")),
            Map.entry("Temperature", new Scale("kelvin", 0, Double.NaN, false)));

    private static final Map<String, List<Usual>> USUAL = usual();
    private static final Map<String, List<String>> BY_WORD = words();
    private static final Map<String, List<String>> CLEAR_SUFFIXES =
            suffixes(SUFFIXES.substring(0, SUFFIXES.indexOf("--")));
    private static final Map<String, List<String>> OTHER_SUFFIXES =
            suffixes(SUFFIXES.substring(SUFFIXES.indexOf("--") + 2));

    private QuantityTable() {}

    /**
     * A unit in which a quantity comes often.
     *
     * @param unit its DTDL name
     * @param low from where on values with the quantity's name are in this unit, NaN where values say nothing
     * @param high up to where
     */
    record Usual(String unit, double low, double high) {
        boolean isSure(double from, double to) {
            return from >= low && to <= high;
        }
    }

    /**
     * Where a quantity ends by nature.
     *
     * @param unit of the numbers
     * @param low NaN for no end
     * @param high likewise
     * @param isReached whether values come there, so that nothing narrower is to be believed
     */
    record Scale(String unit, double low, double high, boolean isReached) {
        private static Scale from(String unit) {
            return new Scale(unit, 0, Double.NaN, true);
        }
    }

    /** The semantic types that this word, or these words in one, may mean; empty for what is no quantity, null for what is unknown. */
    static @Nullable List<String> named(String word) {
        return BY_WORD.get(word);
    }

    static boolean isNoQuantity(String word) {
        return NO_QUANTITY.contains(word);
    }

    static boolean isTotal(String word) {
        return TOTALS.contains(word);
    }

    static boolean isState(String word) {
        return STATES.contains(word);
    }

    static boolean isCumulative(String semanticType) {
        return CUMULATIVE.contains(semanticType);
    }

    /** The units that the end of a name means, whatever is before it. */
    static List<String> clearSuffix(String written) {
        return suffix(written, CLEAR_SUFFIXES);
    }

    /** The units that the end of a name may mean behind a word for a quantity. */
    static List<String> suffix(String written) {
        List<String> clear = clearSuffix(written);
        return clear.isEmpty() ? suffix(written, OTHER_SUFFIXES) : clear;
    }

    private static List<String> suffix(String written, Map<String, List<String>> table) {
        String exact = EXACT.get(written);
        if (exact != null) {
            return List.of(exact);
        }
        return table.getOrDefault(written.toLowerCase(Locale.ROOT), List.of());
    }

    /** What a unit of this type measures, the usual first; an empty name there where only a word can say it. */
    static List<String> measuredIn(String unitType) {
        List<String> several = BY_UNIT_TYPE.get(unitType);
        return several != null ? several : List.of(unitType.substring(0, unitType.length() - "Unit".length()));
    }

    /** All semantic types that words may mean. */
    static Set<String> types() {
        return BY_WORD.values().stream().flatMap(List::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** All units that may stand at the end of a name. */
    static Set<String> suffixUnits() {
        return Stream.of(
                        CLEAR_SUFFIXES.values().stream().flatMap(List::stream),
                        OTHER_SUFFIXES.values().stream().flatMap(List::stream),
                        EXACT.values().stream())
                .flatMap(units -> units)
                .collect(Collectors.toUnmodifiableSet());
    }

    static List<Usual> usual(String semanticType) {
        return USUAL.getOrDefault(semanticType, List.of());
    }

    /** Whether some quantity often comes in this unit. */
    static boolean isUsual(String unit) {
        return USUAL.values().stream()
                .flatMap(List::stream)
                .anyMatch(usual -> usual.unit().equals(unit));
    }

    static @Nullable Scale scale(String semanticType) {
        return SCALES.get(semanticType);
    }

    private static Map<String, List<Usual>> usual() {
        Map<String, List<Usual>> all = new LinkedHashMap<>();
        for (String line : lines(UNITS)) {
            List<String> fields = List.of(line.split(" ", -1));
            List<Usual> units = new ArrayList<>();
            for (String field : fields.subList(1, fields.size())) {
                int equals = field.indexOf('=');
                int dots = field.indexOf("..");
                units.add(
                        equals < 0
                                ? new Usual(field, Double.NaN, Double.NaN)
                                : new Usual(
                                        field.substring(0, equals),
                                        Double.parseDouble(field.substring(equals + 1, dots)),
                                        Double.parseDouble(field.substring(dots + 2))));
            }
            all.put(fields.getFirst(), List.copyOf(units));
        }
        return all;
    }

    private static Map<String, List<String>> words() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String line : lines(WORDS)) {
            String[] sides = line.split(" : ", 2);
            List<String> types = sides[1].equals("-") ? List.of() : List.of(sides[1].split(" ", -1));
            for (String word : sides[0].split(" ", -1)) {
                all.put(word, types);
            }
        }
        return all;
    }

    private static Map<String, List<String>> suffixes(String table) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        for (String entry : table.strip().split("\\s+", -1)) {
            String[] sides = entry.split("=", 2);
            List<String> units = new ArrayList<>(Objects.requireNonNullElse(all.get(sides[0]), List.of()));
            units.add(sides[1]);
            all.put(sides[0], List.copyOf(units));
        }
        return all;
    }

    private static Set<String> set(String words) {
        return Set.of(words.strip().split("\\s+", -1));
    }

    private static List<String> lines(String table) {
        return table.lines().filter(line -> !line.startsWith("#")).toList();
    }
}
