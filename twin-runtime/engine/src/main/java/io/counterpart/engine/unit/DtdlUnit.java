package io.counterpart.engine.unit;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A unit that DTDL names, as {@code degreeCelsius}: of version 3's extension QuantitativeTypes, version 1, which has all of version 2's. A
 * type's definition says its units by these names; {@link #unit} is what they mean.
 */
public final class DtdlUnit {

    /** By unit type: a name, its UCUM code, and a 3 where version 2 does not have it. */
    private static final String TABLE = """
            AccelerationUnit
              centimetrePerSecondSquared cm/s2
              gForce [g]
              metrePerSecondSquared m/s2
            AngleUnit
              degreeOfArc deg
              minuteOfArc '
              radian rad
              secondOfArc ''
              turn circ
            AngularAccelerationUnit
              radianPerSecondSquared rad/s2
            AngularVelocityUnit
              # An angle per time: no frequency, and 1 Hz converts to none of them.
              degreePerSecond deg/s
              radianPerSecond rad/s
              revolutionPerMinute circ/min
              revolutionPerSecond circ/s
            ApparentEnergyUnit
              # By their dimension watt-hours; the annotation keeps them apart.
              gigavoltAmpereHour GV.A.h{apparent} 3
              kilovoltAmpereHour kV.A.h{apparent} 3
              megavoltAmpereHour MV.A.h{apparent} 3
              voltAmpereHour V.A.h{apparent} 3
            ApparentPowerUnit
              gigavoltAmpere GV.A{apparent} 3
              kilovoltAmpere kV.A{apparent} 3
              megavoltAmpere MV.A{apparent} 3
              millivoltAmpere mV.A{apparent} 3
              voltAmpere V.A{apparent} 3
            AreaUnit
              # The international acre; UCUM knows only the survey acre, [acr_us], which is larger by 4 ppm, and the British one.
              acre 43560.[ft_i]2
              hectare har
              squareCentimetre cm2
              squareFoot [sft_i]
              squareInch [sin_i]
              squareKilometre km2
              squareMetre m2
              squareMillimetre mm2
            CapacitanceUnit
              farad F
              microfarad uF
              millifarad mF
              nanofarad nF
              picofarad pF
            ChargeUnit
              ampereHour A.h 3
              coulomb C
              milliampereHour mA.h 3
            CurrentUnit
              ampere A
              kiloampere kA 3
              microampere uA
              milliampere mA
            DataRateUnit
              bitPerSecond bit/s
              bytePerSecond By/s
              exbibitPerSecond 1048576.Tibit/s
              exbibytePerSecond 1048576.TiBy/s
              gibibitPerSecond Gibit/s
              gibibytePerSecond GiBy/s
              kibibitPerSecond Kibit/s
              kibibytePerSecond KiBy/s
              mebibitPerSecond Mibit/s
              mebibytePerSecond MiBy/s
              tebibitPerSecond Tibit/s
              tebibytePerSecond TiBy/s
              yobibitPerSecond 1048576.1048576.Tibit/s
              yobibytePerSecond 1048576.1048576.TiBy/s
              zebibitPerSecond 1073741824.Tibit/s
              zebibytePerSecond 1073741824.TiBy/s
            DataSizeUnit
              # UCUM's binary prefixes end at Ti, 2^40; the rest are numbers times Ti: 2^20 exbi, 2^30 zebi, twice 2^20 yobi.
              bit bit
              byte By
              exbibit 1048576.Tibit
              exbibyte 1048576.TiBy
              gibibit Gibit
              gibibyte GiBy
              kibibit Kibit
              kibibyte KiBy
              mebibit Mibit
              mebibyte MiBy
              tebibit Tibit
              tebibyte TiBy
              yobibit 1048576.1048576.Tibit
              yobibyte 1048576.1048576.TiBy
              zebibit 1073741824.Tibit
              zebibyte 1073741824.TiBy
            DensityUnit
              # Of DTDL's Humidity as well, a mass per volume; its RelativeHumidity is Unitless.
              gramPerCubicMetre g/m3
              kilogramPerCubicMetre kg/m3
              microgramPerCubicMetre ug/m3 3
              milligramPerCubicMetre mg/m3 3
            EnergyUnit
              # The Btu is that of the International Table, here and below.
              britishThermalUnit [Btu_IT] 3
              electronvolt eV
              gigajoule GJ
              gigawattHour GW.h 3
              joule J
              kiloBritishThermalUnit 1000.[Btu_IT] 3
              kilojoule kJ
              kilowattHour kW.h
              megaelectronvolt MeV
              megajoule MJ
              megawattHour MW.h 3
              milliwattHour mW.h 3
              terawattHour TW.h 3
              wattHour W.h 3
            ForceUnit
              # Ounce, pound and ton are forces in DTDL; the pound of mass is massPound. The ton is the short one, of 2000 pounds.
              newton N
              ounce [oz_av].[g]
              pound [lbf_av]
              ton 2000.[lbf_av]
            FrequencyUnit
              gigahertz GHz
              hertz Hz
              kilohertz kHz
              megahertz MHz
              millihertz mHz 3
            IlluminanceUnit
              footcandle lm/[ft_i]2
              lux lx
            InductanceUnit
              henry H
              microhenry uH
              millihenry mH
            IonizingRadiationDoseUnit
              # One type, two quantities: what is absorbed (gray), and what it does to people (sievert). The one does not convert to the other.
              gray Gy 3
              microgray uGy 3
              microsievert uSv 3
              milligray mGy 3
              millisievert mSv 3
              sievert Sv 3
            IrradianceUnit
              wattPerSquareMetre W/m2 3
            LengthUnit
              # UCUM's AU is 9 m shorter than the one of 2012; the code is what its reader expects.
              astronomicalUnit AU
              centimetre cm
              foot [ft_i]
              inch [in_i]
              kilometre km
              metre m
              micrometre um
              mile [mi_i]
              millimetre mm
              nanometre nm
              nauticalMile [nmi_i]
            LuminanceUnit
              candelaPerSquareMetre cd/m2
            LuminousFluxUnit
              lumen lm
            LuminousIntensityUnit
              candela cd
            MagneticFluxUnit
              maxwell Mx
              weber Wb
            MagneticInductionUnit
              gauss G 3
              tesla T
            MassFlowRateUnit
              gramPerHour g/h
              gramPerSecond g/s
              kilogramPerHour kg/h
              kilogramPerSecond kg/s
              massPoundPerHour [lb_av]/h 3
            MassUnit
              # The slug is what a pound of force accelerates by a foot per second squared; UCUM has no name for it.
              gram g
              kilogram kg
              massPound [lb_av] 3
              microgram ug
              milligram mg
              slug [lbf_av].s2/[ft_i]
              tonne t
            PowerUnit
              # The horsepower is the mechanical one, of 550 ft·lbf/s.
              britishThermalUnitPerHour [Btu_IT]/h 3
              gigajoulePerHour GJ/h 3
              gigawatt GW
              horsepower [HP]
              joulePerHour J/h 3
              joulePerSecond J/s 3
              kiloBritishThermalUnitPerHour 1000.[Btu_IT]/h 3
              kilojoulePerHour kJ/h 3
              kilojoulePerSecond kJ/s 3
              kilowatt kW
              kilowattHourPerYear kW.h/a
              megajoulePerHour MJ/h 3
              megawatt MW
              microwatt uW
              milliwatt mW
              tonOfRefrigeration 12000.[Btu_IT]/h 3
              watt W
            PressureUnit
              # Inches and millimetres are those of a column, of water at 4 °C and of mercury; UCUM's mercury is 133.322 Pa to the millimetre.
              bar bar
              decapascal daPa 3
              hectopascal hPa 3
              inchesOfMercury [in_i'Hg]
              inchesOfWater [in_i'H2O]
              kilopascal kPa
              millibar mbar
              millimetresOfMercury mm[Hg]
              pascal Pa
              poundPerSquareInch [psi]
            RadioactivityUnit
              # No hertz, though both are events per second.
              becquerel Bq 3
              gigabecquerel GBq 3
              kilobecquerel kBq 3
              megabecquerel MBq 3
            ReactiveEnergyUnit
              # As with apparent energy.
              gigavoltAmpereReactiveHour GV.A.h{reactive} 3
              kilovoltAmpereReactiveHour kV.A.h{reactive} 3
              megavoltAmpereReactiveHour MV.A.h{reactive} 3
              voltAmpereReactiveHour V.A.h{reactive} 3
            ReactivePowerUnit
              gigavoltAmpereReactive GV.A{reactive} 3
              kilovoltAmpereReactive kV.A{reactive} 3
              megavoltAmpereReactive MV.A{reactive} 3
              millivoltAmpereReactive mV.A{reactive} 3
              voltAmpereReactive V.A{reactive} 3
            ResistanceUnit
              kiloohm kOhm
              megaohm MOhm
              milliohm mOhm
              ohm Ohm
            SoundPressureUnit
              # Levels: they convert to one another, never to a pressure.
              bel B
              decibel dB
            TemperatureUnit
              degreeCelsius Cel
              degreeFahrenheit [degF]
              kelvin K
            TimeUnit
              # The year is UCUM's, the Julian one of 365.25 days.
              day d
              hour h
              microsecond us
              millisecond ms
              minute min
              nanosecond ns
              second s
              year a
            TorqueUnit
              # No joule, though both are newton-metres.
              newtonMetre N.m{torque}
            Unitless
              partsPerBillion [ppb] 3
              partsPerMillion [ppm] 3
              partsPerQuadrillion 10*-15 3
              partsPerTrillion [pptr] 3
              percent %
              unity 1
            VelocityUnit
              centimetrePerSecond cm/s
              kilometrePerHour km/h
              kilometrePerSecond km/s
              knot [kn_i]
              metrePerHour m/h
              metrePerSecond m/s
              milePerHour [mi_i]/h
              milePerSecond [mi_i]/s
            VoltageUnit
              kilovolt kV
              megavolt MV
              microvolt uV
              millivolt mV
              volt V
            VolumeFlowRateUnit
              cubicFootPerMinute [cft_i]/min 3
              cubicMetrePerHour m3/h 3
              cubicMetrePerMinute m3/min 3
              cubicMetrePerSecond m3/s 3
              gallonPerHour [gal_us]/h 3
              gallonPerMinute [gal_us]/min 3
              litrePerHour L/h
              litrePerMinute L/min 3
              litrePerSecond L/s
              millilitrePerHour mL/h
              millilitrePerMinute mL/min 3
              millilitrePerSecond mL/s
            VolumeUnit
              # Gallon and fluid ounce are those of the United States.
              cubicCentimetre cm3
              cubicFoot [cft_i]
              cubicInch [cin_i]
              cubicMetre m3
              fluidOunce [foz_us]
              gallon [gal_us]
              litre L
              millilitre mL
            """;

    private static final Map<String, DtdlUnit> BY_NAME = read();

    private final String name;
    private final String unitType;
    private final Unit unit;
    private final int since;

    private DtdlUnit(String name, String unitType, Unit unit, int since) {
        this.name = name;
        this.unitType = unitType;
        this.unit = unit;
        this.since = since;
    }

    /** The unit of that name, which is case-sensitive. */
    public static Optional<DtdlUnit> find(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** All of them, by unit type. */
    public static Collection<DtdlUnit> all() {
        return BY_NAME.values();
    }

    public String name() {
        return name;
    }

    /** The DTDL type it belongs to: {@code TemperatureUnit}. */
    public String unitType() {
        return unitType;
    }

    public Unit unit() {
        return unit;
    }

    /** @param version of DTDL, 2 or later */
    public boolean isIn(int version) {
        return version >= since;
    }

    @Override
    public String toString() {
        return name;
    }

    private static Map<String, DtdlUnit> read() {
        Map<String, DtdlUnit> units = new LinkedHashMap<>();
        String unitType = "";
        for (String line : (Iterable<String>) TABLE.lines()::iterator) {
            if (!line.startsWith(" ")) {
                unitType = line;
            } else if (!line.startsWith("  #")) {
                List<String> fields = List.of(line.strip().split(" "));
                int since = fields.size() == 3 ? Integer.parseInt(fields.get(2)) : 2;
                String name = fields.get(0);
                units.put(name, new DtdlUnit(name, unitType, Unit.ucum(fields.get(1)), since));
            }
        }
        return Collections.unmodifiableMap(units);
    }
}
