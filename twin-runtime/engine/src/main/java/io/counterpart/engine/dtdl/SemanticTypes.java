package io.counterpart.engine.dtdl;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a number can be a quantity of, and in which unit type it is then expressed: the tables "Semantic type" of DTDL version 2 and
 * of the QuantitativeTypes extension, version 1. {@code Humidity} is a density there, mass of water per volume of air; what a
 * hygrometer says is {@code RelativeHumidity}, which has no unit.
 */
final class SemanticTypes {

    private static final Map<String, String> UNIT_TYPES = Map.ofEntries(
            Map.entry("Acceleration", "AccelerationUnit"),
            Map.entry("Angle", "AngleUnit"),
            Map.entry("AngularAcceleration", "AngularAccelerationUnit"),
            Map.entry("AngularVelocity", "AngularVelocityUnit"),
            Map.entry("ApparentEnergy", "ApparentEnergyUnit"),
            Map.entry("ApparentPower", "ApparentPowerUnit"),
            Map.entry("Area", "AreaUnit"),
            Map.entry("Capacitance", "CapacitanceUnit"),
            Map.entry("Concentration", "Unitless"),
            Map.entry("Current", "CurrentUnit"),
            Map.entry("DataRate", "DataRateUnit"),
            Map.entry("DataSize", "DataSizeUnit"),
            Map.entry("Density", "DensityUnit"),
            Map.entry("Distance", "LengthUnit"),
            Map.entry("ElectricCharge", "ChargeUnit"),
            Map.entry("Energy", "EnergyUnit"),
            Map.entry("EnergyRate", "PowerUnit"),
            Map.entry("Force", "ForceUnit"),
            Map.entry("Frequency", "FrequencyUnit"),
            Map.entry("Humidity", "DensityUnit"),
            Map.entry("Illuminance", "IlluminanceUnit"),
            Map.entry("Inductance", "InductanceUnit"),
            Map.entry("IonizingRadiationDose", "IonizingRadiationDoseUnit"),
            Map.entry("Irradiance", "IrradianceUnit"),
            Map.entry("Latitude", "AngleUnit"),
            Map.entry("Length", "LengthUnit"),
            Map.entry("Longitude", "AngleUnit"),
            Map.entry("Luminance", "LuminanceUnit"),
            Map.entry("Luminosity", "PowerUnit"),
            Map.entry("LuminousFlux", "LuminousFluxUnit"),
            Map.entry("LuminousIntensity", "LuminousIntensityUnit"),
            Map.entry("MagneticFlux", "MagneticFluxUnit"),
            Map.entry("MagneticInduction", "MagneticInductionUnit"),
            Map.entry("Mass", "MassUnit"),
            Map.entry("MassFlowRate", "MassFlowRateUnit"),
            Map.entry("Power", "PowerUnit"),
            Map.entry("Pressure", "PressureUnit"),
            Map.entry("Radioactivity", "RadioactivityUnit"),
            Map.entry("ReactiveEnergy", "ReactiveEnergyUnit"),
            Map.entry("ReactivePower", "ReactivePowerUnit"),
            Map.entry("RelativeDensity", "Unitless"),
            Map.entry("RelativeHumidity", "Unitless"),
            Map.entry("Resistance", "ResistanceUnit"),
            Map.entry("SoundPressure", "SoundPressureUnit"),
            Map.entry("Temperature", "TemperatureUnit"),
            Map.entry("Thrust", "ForceUnit"),
            Map.entry("TimeSpan", "TimeUnit"),
            Map.entry("Torque", "TorqueUnit"),
            Map.entry("Velocity", "VelocityUnit"),
            Map.entry("Voltage", "VoltageUnit"),
            Map.entry("Volume", "VolumeUnit"),
            Map.entry("VolumeFlowRate", "VolumeFlowRateUnit"));

    /** Those that version 2 does not have. */
    private static final Set<String> SINCE_V3 = Set.of(
            "ApparentEnergy",
            "ApparentPower",
            "Concentration",
            "EnergyRate",
            "IonizingRadiationDose",
            "Irradiance",
            "Radioactivity",
            "ReactiveEnergy",
            "ReactivePower",
            "RelativeDensity");

    private static final Set<String> BEARERS_V2 = Set.of("Property", "Telemetry");
    private static final Set<String> BEARERS_V3 =
            Set.of("CommandRequest", "CommandResponse", "Field", "MapValue", "Property", "Telemetry");

    private SemanticTypes() {}

    /** The unit type in which it is expressed; null where there is no such semantic type in this context. */
    static @Nullable String unitType(String semanticType, Context context) {
        if (!context.hasQuantities() || (context.version() == DtdlVersion.V2 && SINCE_V3.contains(semanticType))) {
            return null;
        }
        return UNIT_TYPES.get(semanticType);
    }

    /** The classes of elements that can be a quantity. */
    static Set<String> bearers(DtdlVersion version) {
        return version == DtdlVersion.V2 ? BEARERS_V2 : BEARERS_V3;
    }
}
