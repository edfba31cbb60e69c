package io.counterpart.demo.plant;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A small pumping station: a well that a district fills through valve-1, two pumps side by side, a header, and valve-2 before the
 * pipe up to a reservoir. Given the same seed and start it does the same again, bit for bit.
 */
public final class PumpingStation {
    /** What its devices are called. */
    public static final List<String> DEVICES = List.of("pump-1", "pump-2", "tank", "valve-1", "valve-2", "header");

    /** The level of the well that it holds unless somebody wants another, metres. */
    public static final double USUAL_LEVEL_M = 2;

    /** The step of time that a caller takes it forward by. */
    public static final double STEP_S = 0.1;

    private static final double DAY_S = 86_400;

    /** Water is quick: the surge of a header needs shorter steps than the rest. */
    private static final int WATER_STEPS = 20;

    private static final double SETTLING_S = 1_800;

    private final double startSecondOfDay;
    private final Inflow inflow;
    private final Well well = new Well(2);
    private final Pump pump1;
    private final Pump pump2;
    private final Valve inletValve = new Valve(100, 45, 0.5);
    private final Valve controlValve = new Valve(65, 20, 1.8);
    private final DischargeLine line = new DischargeLine();
    private final Controls controls = new Controls();

    private final PumpInstruments instruments1;
    private final PumpInstruments instruments2;
    private final Sensor level;
    private final Sensor levelTransmitter;
    private final Sensor inflowMeter;
    private final Sensor waterTemperature;
    private final Sensor inletPosition;
    private final Sensor controlPosition;
    private final Sensor headerPressure;
    private final Sensor headerFlow;

    private long steps;
    private double inflowNow;

    private PumpingStation(long seed, Instant start) {
        SplittableRandom random = new SplittableRandom(seed);
        startSecondOfDay = start.atOffset(ZoneOffset.UTC).toLocalTime().toNanoOfDay() / 1e9;
        inflow = new Inflow(random.split());
        pump1 = new Pump(PumpCurve.DEMO, random.split());
        pump2 = new Pump(PumpCurve.DEMO, random.split());
        instruments1 = new PumpInstruments(pump1, random.split());
        instruments2 = new PumpInstruments(pump2, random.split());
        RandomGenerator own = random.split();
        level = new Sensor(own, 1, 0.003, 0.004, 1_000);
        levelTransmitter = new Sensor(own, 2, 0.004, 0.002, 500);
        inflowMeter = new Sensor(own, 2, 0.5, 0.4, 20);
        waterTemperature = new Sensor(own, 60, 0.02, 0.2, 20);
        inletPosition = new Sensor(own, 0.3, 0.05, 0.1, 10);
        controlPosition = new Sensor(own, 0.3, 0.05, 0.1, 10);
        headerPressure = new Sensor(own, 0.25, 0.008, 0.006, 200);
        headerFlow = new Sensor(own, 1.5, 0.5, 0.3, 20);
        measure();
    }

    /** A station that has been running for a while, with a bearing as new. */
    public static PumpingStation started(long seed, Instant start) {
        PumpingStation station = new PumpingStation(seed, start);
        for (int i = 0; i < SETTLING_S / STEP_S; i++) {
            station.advance(0, false);
        }
        station.steps = 0;
        return station;
    }

    /** From here on its pumps hold the well at this level. */
    public void holdLevelAt(double metres) {
        controls.holdLevelAt(metres);
    }

    /** The valves, of which each can be tested. */
    public static final List<String> VALVES = List.of("valve-1", "valve-2");

    /**
     * Begins a partial stroke test, during which the valve does not follow its controller.
     *
     * @param travelPercent how far it shall go
     * @return false where one is going on
     */
    public boolean beginStrokeTest(String valve, double travelPercent) {
        return valve(valve).beginTest(travelPercent);
    }

    /** Takes the result of the test that ended last, null where none has since. */
    public StrokeTest.@Nullable Result takeStrokeTest(String valve) {
        return valve(valve).takeResult();
    }

    private Valve valve(String name) {
        return name.equals("valve-1") ? inletValve : controlValve;
    }

    /** {@link #STEP_S} go by. */
    public void step() {
        double now = steps++ * STEP_S;
        advance(BearingWear.wear(now), BearingWear.underRepair(now));
    }

    private void advance(double wear, boolean repair) {
        inflowNow = inflow.stepM3PerS(secondOfDay(), STEP_S) * inletValve.positionPercent() / 100;
        controls.step(levelTransmitter.reading(), headerPressure.reading(), !repair, STEP_S);
        inletValve.step(controls.inletValvePercent(), STEP_S);
        controlValve.step(controls.controlValvePercent(), STEP_S);
        pump2.step(repair ? 0 : controls.leadSpeedRatio(), well.levelM(), wear, STEP_S);
        pump1.step(repair ? controls.leadSpeedRatio() : controls.lagSpeedRatio(), well.levelM(), 0, STEP_S);
        moveWater();
        measure();
    }

    private void moveWater() {
        double dtSeconds = STEP_S / WATER_STEPS;
        line.openValve(controlValve.positionPercent());
        for (int i = 0; i < WATER_STEPS; i++) {
            pump1.push(line.headM(), dtSeconds);
            pump2.push(line.headM(), dtSeconds);
            line.step(pump1.flow() + pump2.flow(), dtSeconds);
            well.step(inflowNow, pump1.flow() + pump2.flow(), dtSeconds);
        }
    }

    private void measure() {
        instruments1.follow(STEP_S);
        instruments2.follow(STEP_S);
        level.follow(well.levelM(), STEP_S);
        levelTransmitter.follow(well.levelM(), STEP_S);
        inflowMeter.follow(Water.perHour(inflowNow), STEP_S);
        waterTemperature.follow(12 + 1.5 * Math.sin(2 * Math.PI * secondOfDay() / DAY_S), STEP_S);
        inletPosition.follow(inletValve.positionPercent(), STEP_S);
        controlPosition.follow(controlValve.positionPercent(), STEP_S);
        headerPressure.follow(Water.bar(line.headM()), STEP_S);
        headerFlow.follow(Water.perHour(line.flow()), STEP_S);
    }

    private double secondOfDay() {
        return (startSecondOfDay + steps * STEP_S) % DAY_S;
    }

    /** What every device would say just now, in the order of {@link #DEVICES}. */
    public List<Telegram> telegrams() {
        boolean repair = BearingWear.underRepair(steps * STEP_S);
        return List.of(
                new Telegram("pump-1", instruments1.values(repair ? "lead" : helping() ? "lag" : "standby")),
                new Telegram("pump-2", instruments2.values(repair ? "maintenance" : "lead")),
                new Telegram("tank", tankValues()),
                new Telegram("valve-1", valveValues(inletPosition, inletValve)),
                new Telegram("valve-2", valveValues(controlPosition, controlValve)),
                new Telegram("header", headerValues()));
    }

    private boolean helping() {
        return controls.lagSpeedRatio() > 0;
    }

    private Map<String, Object> tankValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("level", level.positiveReading());
        values.put("inflow", inflowMeter.positiveReading());
        values.put("temperature", waterTemperature.reading());
        values.put("levelSetpoint", controls.levelWantedM());
        return values;
    }

    private static Map<String, Object> valveValues(Sensor position, Valve valve) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("position", Math.clamp(position.reading(), 0, 100));
        values.put("target", Math.rint(valve.targetPercent() * 10) / 10);
        return values;
    }

    private Map<String, Object> headerValues() {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("pressure", headerPressure.reading());
        values.put("flow", headerFlow.positiveReading());
        return values;
    }

    Well well() {
        return well;
    }

    Pump pump1() {
        return pump1;
    }

    Pump pump2() {
        return pump2;
    }

    DischargeLine line() {
        return line;
    }

    double inflowM3PerS() {
        return inflowNow;
    }
}
