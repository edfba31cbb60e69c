package io.counterpart.demo;

import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.demo.plant.PumpingStation;
import io.counterpart.demo.plant.Telegram;
import io.counterpart.device.DeviceCommand;
import io.counterpart.device.LoginStore;
import io.counterpart.device.PlatformApi;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The demo plant: a small pumping station whose devices speak MQTT to the platform like anybody's. A process of its own, told
 * everything by its environment, see {@link DemoSettings}.
 */
public final class DemoPlant implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DemoPlant.class.getName());
    private static final long STEP_MILLIS = Math.round(PumpingStation.STEP_S * 1_000);
    private static final long REPORT_MILLIS = 1_000;

    /** After a longer sleep of the machine the plant goes on from there instead of catching up. */
    private static final long CATCH_UP_MILLIS = 60_000;

    private final Clock clock;
    private final PumpingStation station;
    private final Map<String, DemoDevice> devices = new LinkedHashMap<>();
    private final Map<DemoDevice, StrokeTests> strokeTests = new LinkedHashMap<>();
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private long plantMillis;

    private DemoPlant(DemoSettings settings, Clock clock) {
        this.clock = clock;
        Instant start = clock.instant();
        plantMillis = start.toEpochMilli() / REPORT_MILLIS * REPORT_MILLIS;
        station = PumpingStation.started(settings.seed(), start);
        DemoSeeding seeding = new DemoSeeding(
                new PlatformApi(settings.access()), new LoginStore(settings.stateFolder()), settings.tenant());
        seeding.seed();
        for (String device : PumpingStation.DEVICES) {
            devices.put(device, DemoDevice.started(new DeviceId(device), settings.access(), seeding));
        }
        for (String valve : PumpingStation.VALVES) {
            DemoDevice device = device(valve);
            strokeTests.put(device, new StrokeTests(valve, station, clock, device::answer));
        }
    }

    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        // One line an event; read when the first is logged.
        System.setProperty("java.util.logging.SimpleFormatter.format", "%1$tFT%1$tT.%1$tL %4$s %5$s%6$s%n");
        DemoSettings settings = DemoSettings.fromEnvironment(System.getenv());
        DemoPlant plant = new DemoPlant(settings, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(plant::close));
        LOG.log(Level.INFO, "plant started tenant={0} devices={1}", settings.tenant(), PumpingStation.DEVICES);
        plant.run();
    }

    /** Lets time go by until the plant is closed. */
    private void run() throws InterruptedException, ExecutionException {
        try {
            time.scheduleAtFixedRate(this::catchUp, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS)
                    .get();
        } catch (CancellationException closed) {
            LOG.log(Level.INFO, "plant stopped");
        }
    }

    private void catchUp() {
        long now = clock.millis();
        if (now - plantMillis > CATCH_UP_MILLIS) {
            LOG.log(Level.WARNING, "plant skipped millis={0}", Long.toString(now - plantMillis));
            plantMillis = now / REPORT_MILLIS * REPORT_MILLIS;
        }
        while (plantMillis + STEP_MILLIS <= now) {
            plantMillis += STEP_MILLIS;
            obey();
            station.step();
            if (plantMillis % REPORT_MILLIS == 0) {
                report(station.telegrams());
            }
        }
    }

    private DemoDevice device(String name) {
        return Objects.requireNonNull(devices.get(name), name);
    }

    /** The plant does what its devices were told. */
    private void obey() {
        station.holdLevelAt(device("tank").desired("levelSetpoint").orElse(PumpingStation.USUAL_LEVEL_M));
        strokeTests.forEach((device, tests) -> {
            for (DeviceCommand command = device.nextCommand(); command != null; command = device.nextCommand()) {
                tests.take(command);
            }
            tests.look();
        });
    }

    private void report(List<Telegram> telegrams) {
        for (Telegram telegram : telegrams) {
            device(telegram.device()).measured(plantMillis, telegram);
        }
    }

    @Override
    public void close() {
        time.shutdownNow();
        devices.values().forEach(DemoDevice::close);
    }
}
