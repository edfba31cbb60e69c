package io.counterpart.demo.plant;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What hangs at a pump and tells of it. */
final class PumpInstruments {
    private final Pump pump;
    private final Sensor flow;
    private final Sensor suction;
    private final Sensor discharge;
    private final Sensor speed;
    private final Sensor current;
    private final Sensor power;
    private final Sensor temperature;
    private final Sensor vibration;

    PumpInstruments(Pump pump, RandomGenerator random) {
        this.pump = pump;
        flow = new Sensor(random, 1.2, 0.35, 0.25, 20);
        suction = new Sensor(random, 0.3, 0.004, 0.004, 500);
        discharge = new Sensor(random, 0.3, 0.012, 0.01, 200);
        speed = new Sensor(random, 0.2, 0.2, 0.01, 1);
        current = new Sensor(random, 0.5, 0.06, 0.03, 50);
        power = new Sensor(random, 0.8, 0.02, 0.01, 100);
        temperature = new Sensor(random, 25, 0.06, 0.3, 10);
        vibration = new Sensor(random, 1, 0.04, 0.03, 100);
    }

    void follow(double dtSeconds) {
        flow.follow(Water.perHour(pump.flow()), dtSeconds);
        suction.follow(Water.bar(pump.suctionHeadM()), dtSeconds);
        discharge.follow(Water.bar(pump.dischargeHeadM()), dtSeconds);
        speed.follow(pump.rpm(), dtSeconds);
        current.follow(Motor.currentA(pump.shaftPowerW()), dtSeconds);
        power.follow(Motor.powerW(pump.shaftPowerW()) / 1_000, dtSeconds);
        temperature.follow(pump.bearingTemperatureC(), dtSeconds);
        vibration.follow(pump.vibrationMmPerS(), dtSeconds);
    }

    Map<String, Object> values(String mode) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("flow", flow.positiveReading());
        values.put("suctionPressure", suction.reading());
        values.put("dischargePressure", discharge.reading());
        values.put("speed", speed.positiveReading());
        values.put("current", current.positiveReading());
        values.put("power", power.positiveReading());
        values.put("bearingTemperature", temperature.reading());
        values.put("vibration", vibration.positiveReading());
        values.put("running", pump.speedRatio() > 0.05);
        values.put("mode", mode);
        return values;
    }
}
