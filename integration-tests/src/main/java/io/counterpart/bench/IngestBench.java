package io.counterpart.bench;

import io.counterpart.bench.load.LoadCount;
import io.counterpart.bench.load.LoadPlan;
import io.counterpart.bench.load.LoadResult;
import io.counterpart.bench.load.ReadingTemplate;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.history.reader.Audit;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * {@code bench ingest}: what the whole way of a reading costs, from the device to history, beside the bare sink in the same run; then
 * how long it takes at half of what it can carry; then whether all that was sent is there.
 */
final class IngestBench {
    private static final int DEVICES = 2_000;
    private static final List<String> ONE_READING_A_MESSAGE = List.of(Regime.W1, Regime.W2);
    private static final Duration AT_HALF_LOAD = Duration.ofSeconds(60);
    private static final Duration FOLDED_PATIENCE = Duration.ofMinutes(5);
    private static final Duration FOLDED_POLL = Duration.ofMillis(20);
    private static final Duration WATCHED_BEFORE = Duration.ofSeconds(20);

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final Report report = new Report("ingest");
    private long acknowledgedValues;

    IngestBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    Report run() throws InterruptedException {
        Path home = options.folder().resolve("platform");
        progress.accept("Starting a platform in " + home);
        try (LocalPlatform platform = BenchPlatform.startedIn(home);
                LoadTenant tenant = LoadTenant.on(platform, new TenantId("bench"));
                ServiceMetrics runtime = new ServiceMetrics(platform, Component.RUNTIME)) {
            progress.accept("Making " + DEVICES + " devices");
            long startNanos = System.nanoTime();
            Path devices = tenant.devices(DEVICES, options.folder());
            report.find("devices made a second", DEVICES / ((System.nanoTime() - startNanos) / 1e9));
            Loaded loaded = new Loaded(tenant, devices, new ServerCpu(platform), runtime);
            try (SinkRuler sink = SinkRuler.started(devices)) {
                measure(loaded, warmUp(), 0);
                saturate(loaded, sink, new StoreRuler(platform));
            }
            compare();
            atHalfLoad(loaded);
            audit(tenant);
        } catch (PlatformException e) {
            // What was measured before stays worth something.
            report.fail(String.valueOf(e.getMessage()));
        }
        return report;
    }

    /** What is measured, and by what. */
    private record Loaded(LoadTenant tenant, Path devices, ServerCpu servers, ServiceMetrics runtime) {
        double folded() throws InterruptedException {
            return runtime.value("counterpart_fold_rows_total");
        }

        void awaitFolded(double rows) throws InterruptedException {
            long startNanos = System.nanoTime();
            while (folded() < rows) {
                if (System.nanoTime() - startNanos > FOLDED_PATIENCE.toNanos()) {
                    throw new PlatformException(
                            "twin-runtime has folded %,.0f readings and not %,.0f".formatted(folded(), rows));
                }
                Thread.sleep(FOLDED_POLL);
            }
        }
    }

    private Regime warmUp() {
        return new Regime("warm-up", LoadPlan.w1(options.warmUp()));
    }

    private void saturate(Loaded loaded, SinkRuler sink, StoreRuler store) throws InterruptedException {
        sink.measure(warmUp().plan());
        for (int repeat = 1; repeat <= options.repeats(); repeat++) {
            for (Regime regime : Regime.all(options.messages())) {
                report.add(SinkBench.measure(sink, regime, repeat));
                Measurement platform = measure(loaded, regime, repeat);
                report.add(platform);
                if (ONE_READING_A_MESSAGE.contains(regime.name())) {
                    Regime asFast = regime.at(platform.appliedPerSecond());
                    report.add(SinkBench.measure(sink, asFast, atThatRate(regime.name()), repeat));
                }
            }
            report.add(store.measure(options.messages(), repeat));
        }
    }

    private static String atThatRate(String regime) {
        return regime + " bare sink, that rate";
    }

    private void compare() {
        for (String regime : ONE_READING_A_MESSAGE) {
            double platform = report.median(regime + " platform", Measurement::perMillionInAll);
            report.find(
                    regime + " against the bare sink",
                    "%.1f times what it takes at the same rate, %.1f times what it takes at its own full speed"
                            .formatted(
                                    platform / report.median(atThatRate(regime), Measurement::perMillionInAll),
                                    platform / report.median(regime + " bare sink", Measurement::perMillionInAll)));
        }
    }

    private Measurement measure(Loaded loaded, Regime regime, int repeat) throws InterruptedException {
        progress.accept(regime.name() + (repeat == 0 ? "" : ", " + repeat + " of " + options.repeats()));
        try (LoadProcess load = loaded.tenant().connected(loaded.devices(), regime.plan())) {
            ServerCpu.Reading before = loaded.servers().whenIdle();
            double folded = loaded.folded();
            long startNanos = System.nanoTime();
            load.begin();
            LoadResult result = load.await();
            loaded.awaitFolded(
                    folded + result.acknowledged() * (double) regime.plan().readings());
            double appliedSeconds = (System.nanoTime() - startNanos) / 1e9;
            ServerCpu.Reading after = loaded.servers().whenIdle();
            count(result);
            return new Measurement(
                    regime.name() + " platform",
                    repeat,
                    regime.plan().readings(),
                    withoutDevices(result),
                    after.since(before),
                    appliedSeconds);
        }
    }

    /** Of thousands of devices the report needs no lines. */
    static LoadResult withoutDevices(LoadResult result) {
        return new LoadResult(
                result.sent(),
                result.acknowledged(),
                result.seconds(),
                result.reconnects(),
                result.pubackMillis(),
                result.clientCpuSeconds(),
                List.of());
    }

    private void count(LoadResult result) {
        if (result.sent() != result.acknowledged()) {
            report.fail("%d messages were sent and %d acknowledged".formatted(result.sent(), result.acknowledged()));
        }
        acknowledgedValues +=
                result.devices().stream().mapToLong(LoadCount::acknowledged).sum() * ReadingTemplate.VALUES;
    }

    private void atHalfLoad(Loaded loaded) throws InterruptedException {
        for (String name : ONE_READING_A_MESSAGE) {
            double half = report.median(name + " platform", Measurement::appliedPerSecond) / 2;
            LoadPlan full = name.equals(Regime.W1) ? LoadPlan.w1(1) : LoadPlan.w2(1);
            long turns = (long) (half * (WATCHED_BEFORE.toSeconds() + AT_HALF_LOAD.toSeconds()))
                    / full.connections()
                    / full.batch();
            LoadPlan plan = full.withRate(half).withMessages(turns * full.connections() * full.batch());
            progress.accept("%s at half load, %,.0f messages a second".formatted(name, half));
            try (Probe probe = Probe.started(loaded.tenant(), new DeviceId("probe-" + name));
                    LoadProcess load = loaded.tenant().connected(loaded.devices(), plan)) {
                ServerCpu.Reading before = loaded.servers().whenIdle();
                load.begin();
                report.find(name + " at half load", probe.run(WATCHED_BEFORE, AT_HALF_LOAD));
                LoadResult result = load.await();
                ServerCpu.Reading after = loaded.servers().whenIdle();
                count(result);
                acknowledgedValues += probe.published();
                report.add(new Measurement(
                        name + " half load", 1, plan.readings(), withoutDevices(result), after.since(before)));
            }
        }
    }

    /** Sent = acknowledged = stored = applied, in values. */
    private void audit(LoadTenant tenant) throws InterruptedException {
        progress.accept("Counting what is stored");
        Audit stored = new Settling(tenant).await();
        StoredReadings readings = tenant.readings();
        long applied = IntStream.range(0, DEVICES)
                        .mapToLong(i -> readings.applied("device-" + i))
                        .sum()
                + readings.applied("probe-W1")
                + readings.applied("probe-W2");
        report.find(
                "audit, in values",
                "acknowledged %,d, stored %,d, applied %,d; rows %,d of %,d keys"
                        .formatted(acknowledgedValues, stored.values(), applied, stored.rows(), stored.distinctRows()));
        if (stored.values() != acknowledgedValues
                || applied != acknowledgedValues
                || stored.rows() != stored.distinctRows()) {
            report.fail("what was acknowledged, stored and applied differ");
        }
    }
}
