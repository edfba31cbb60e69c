package io.counterpart.bench;

import io.counterpart.bench.load.LoadPlan;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * {@code bench tenants}: what many small tenants cost. Each is provisioned and sends one reading; then it is measured what they take
 * while they are looked after and once they are parked, how long the log and its readers need to come back, and what a message
 * costs when they all speak, beside as many devices of few tenants.
 */
final class TenantsBench {
    private static final int FEW = 10;
    private static final Duration PARK_AFTER = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration AT_REST = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 100;
    private static final String ROWS = "counterpart_fold_rows_total";
    private static final String OWNED = "counterpart_ownership_partitions";
    private static final List<Component> MEASURED = List.of(
            Component.PULSAR,
            Component.QUESTDB,
            Component.RUNTIME,
            Component.INGEST,
            Component.PORTAL,
            Component.TENANTS);

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final Report report = new Report("tenants");

    TenantsBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    Report run() throws InterruptedException {
        Path home = options.folder().resolve("platform");
        progress.accept("Starting a platform in " + home);
        LocalPlatform.Builder builder = LocalPlatform.builder()
                .home(home)
                .setting(Component.RUNTIME, "COUNTERPART_OWNERSHIP_PARK_AFTER", PARK_AFTER.toSeconds() + "s")
                .setting(Component.INGEST, "COUNTERPART_PUBLISHING_IDLE_AFTER", PARK_AFTER.toSeconds() / 2 + "s");
        try (LocalPlatform platform = BenchPlatform.started(builder);
                ServiceMetrics runtime = new ServiceMetrics(platform, Component.RUNTIME)) {
            measure(platform, runtime);
        } catch (PlatformException e) {
            report.fail(String.valueOf(e.getMessage()));
        }
        return report;
    }

    private void measure(LocalPlatform platform, ServiceMetrics runtime) throws InterruptedException {
        Map<Component, Footprint> empty = footprints(platform);
        progress.accept("Making %,d tenants with a device each".formatted(options.tenants()));
        long startNanos = System.nanoTime();
        ManyTenants many = tenants(platform, "tenant-", options.tenants(), "small");
        report.find("tenants made a second", "%.1f".formatted(options.tenants() / seconds(startNanos)));
        Path devices = many.devices(options.tenants(), options.folder());
        find(platform, empty, "provisioned");

        firstReadings(many, devices, runtime, "first reading of each");
        find(platform, empty, "awake");
        awaitParked(runtime);
        find(platform, empty, "parked");
        atRest(platform);

        comeBack(platform, Component.PULSAR);
        comeBack(platform, Component.RUNTIME);
        firstReadings(many, devices, runtime, "first reading of each after a restart");
        fewAndMany(platform, many, devices);
    }

    private static ManyTenants tenants(LocalPlatform platform, String name, int count, String plan)
            throws InterruptedException {
        return ManyTenants.on(
                platform,
                IntStream.range(0, count).mapToObj(i -> new TenantId(name + i)).toList(),
                plan);
    }

    /** One reading from each, until all are folded. */
    private void firstReadings(ManyTenants tenants, Path devices, ServiceMetrics runtime, String what)
            throws InterruptedException {
        progress.accept("Sending the " + what);
        double before = runtime.value(ROWS);
        LoadPlan plan = new LoadPlan(options.tenants(), 1, 1, 1, options.tenants(), 0, 0, false);
        try (LoadProcess load = tenants.connected(devices, plan)) {
            long startNanos = System.nanoTime();
            load.begin();
            report.find(what + ", PUBACK ms", load.await().pubackMillis());
            await("folded the " + what, runtime, ROWS, before + options.tenants());
            report.find(what + ", all folded after", "%.1f s".formatted(seconds(startNanos)));
        }
    }

    private void awaitParked(ServiceMetrics runtime) throws InterruptedException {
        progress.accept("Waiting until all are parked");
        long startNanos = System.nanoTime();
        await("parked all", runtime, OWNED, 0);
        report.find("all parked after", "%.1f s".formatted(seconds(startNanos)));
    }

    private static void await(String what, ServiceMetrics runtime, String name, double wanted)
            throws InterruptedException {
        long startNanos = System.nanoTime();
        while (runtime.value(name) != wanted) {
            if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                throw new PlatformException("twin-runtime has not %s after %d minutes: %s is %,.0f, not %,.0f"
                        .formatted(what, PATIENCE.toMinutes(), name, runtime.value(name), wanted));
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void atRest(LocalPlatform platform) throws InterruptedException {
        ServerCpu servers = new ServerCpu(platform);
        ServerCpu.Reading before = servers.now();
        Thread.sleep(AT_REST);
        report.find(
                "CPU seconds in " + AT_REST.toSeconds() + " s at rest",
                servers.now().since(before));
    }

    private void comeBack(LocalPlatform platform, Component component) {
        progress.accept("Restarting " + component.label());
        long startNanos = System.nanoTime();
        platform.restart(component);
        report.find(component.label() + " ready again after", "%.1f s".formatted(seconds(startNanos)));
    }

    /** The same devices' load, once from few tenants and once from all. */
    private void fewAndMany(LocalPlatform platform, ManyTenants many, Path manyDevices) throws InterruptedException {
        ManyTenants few = tenants(platform, "few-", FEW, "standard");
        Path fewDevices = few.devices(options.tenants(), options.folder());
        ServerCpu servers = new ServerCpu(platform);
        for (int repeat = 1; repeat <= options.repeats(); repeat++) {
            report.add(load(few, fewDevices, servers, FEW + " tenants", repeat));
            report.add(load(many, manyDevices, servers, options.tenants() + " tenants", repeat));
        }
    }

    private Measurement load(ManyTenants tenants, Path devices, ServerCpu servers, String name, int repeat)
            throws InterruptedException {
        progress.accept("Load of %s, %d of %d".formatted(name, repeat, options.repeats()));
        LoadPlan plan = new LoadPlan(options.tenants(), 1, 1, 1, options.messages(), 0, 0, false);
        try (LoadProcess load = tenants.connected(devices, plan)) {
            ServerCpu.Reading before = servers.whenIdle();
            load.begin();
            return new Measurement(
                    name,
                    repeat,
                    1,
                    IngestBench.withoutDevices(load.await()),
                    servers.whenIdle().since(before));
        }
    }

    private static Map<Component, Footprint> footprints(LocalPlatform platform) {
        Map<Component, Footprint> footprints = new EnumMap<>(Component.class);
        MEASURED.forEach(component -> footprints.put(component, Footprint.of(platform, component)));
        return footprints;
    }

    private void find(LocalPlatform platform, Map<Component, Footprint> empty, String state) {
        footprints(platform).forEach((component, now) -> {
            Footprint then = empty.getOrDefault(component, now);
            report.find(component.label() + " " + state, now + "; a tenant: " + now.perOne(then, options.tenants()));
        });
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
