package io.counterpart.bench;

import io.counterpart.bench.load.LoadPlan;
import io.counterpart.bench.load.LoadResult;
import io.counterpart.contracts.identity.DeviceId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.device.DeviceLogin;
import io.counterpart.history.reader.Audit;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Kills one process after the other under a load of QoS 1 devices, then asks whether anything that was acknowledged is lost or stands
 * there twice. {@code bench faults} does it often, a journey a few times.
 */
public final class Faults {
    /** What is killed, in turn. */
    public static final List<Component> IN_TURN =
            List.of(Component.INGEST, Component.RUNTIME, Component.PULSAR, Component.QUESTDB);

    private static final int DEVICES = 50;
    private static final DeviceId CLUMSY = new DeviceId("clumsy");
    private static final double PER_SECOND = 1_000;

    /** Between a process' return and the next one's death the load must have flowed for a while. */
    private static final Duration BETWEEN = Duration.ofSeconds(3);

    private final LocalPlatform platform;
    private final LoadTenant tenant;
    private final Consumer<String> progress;

    public Faults(LocalPlatform platform, LoadTenant tenant, Consumer<String> progress) {
        this.platform = platform;
        this.tenant = tenant;
        this.progress = progress;
    }

    /**
     * What came of it.
     *
     * @param load what the devices saw
     * @param audit what became of what they were told
     * @param rows in history, of which there must be no more than readings
     * @param takeOver how partitions changed owners
     * @param log what the owners wrote, one after the other
     * @param refused what became of payloads that cannot be used
     */
    public record Outcome(
            LoadResult load,
            DeliveryAudit audit,
            Audit rows,
            TakeOver.Times takeOver,
            LogAudit log,
            RefusalAudit refused) {
        public boolean kept() {
            return audit.kept() && rows.rows() == audit.stored() && log.kept() && refused.kept();
        }

        /** All but the load, which says something of each device. */
        public String summary() {
            return "%s, %s, %s, %s, %s".formatted(audit, rows, takeOver, log, refused);
        }
    }

    /**
     * What is done to the platform.
     *
     * @param kills of each process, in turn
     * @param stopped how long an owner does not run, and then goes on: first alone, then with another beside it that takes over
     * @param away how long twin-runtime and portal-api are down, while the log dies and comes back
     */
    public record Plan(int kills, Duration stopped, Duration away) {}

    /**
     * Does all of it under load.
     *
     * @param folder for the devices' logins
     */
    public Outcome run(Plan faults, Path folder) throws InterruptedException {
        Path devices = tenant.devices(DEVICES, folder);
        DeviceLogin clumsy = tenant.device(CLUMSY);
        LoadPlan paced = new LoadPlan(DEVICES, 16, 1, 1, 1, 0, 0, true).untilStopped(PER_SECOND);
        try (TenantTopics topics = new TenantTopics(platform, tenant.tenant());
                ClumsyDevice refused = ClumsyDevice.begin(tenant.access(), clumsy);
                LoadProcess load = tenant.connected(devices, paced)) {
            load.begin();
            for (int kill = 1; kill <= faults.kills(); kill++) {
                for (Component component : IN_TURN) {
                    Thread.sleep(BETWEEN);
                    progress.accept("Killing %s, %d of %d".formatted(component.label(), kill, faults.kills()));
                    platform.process(component).kill();
                    platform.restart(component);
                }
            }
            pauseOwner(faults.stopped());
            TakeOver.Times takeOver = new TakeOver(platform, topics, progress).run(faults.stopped());
            killLogWhileNobodyReads(faults.away());
            Thread.sleep(BETWEEN);
            LoadResult result = load.stop();
            Set<Integer> acknowledged = refused.stop();
            Audit rows = new Settling(tenant).await();
            return new Outcome(
                    result,
                    DeliveryAudit.of(result.devices(), tenant.readings()),
                    rows,
                    takeOver,
                    topics.audit(),
                    RefusalAudit.of(acknowledged, topics.rejectedTexts(CLUMSY), rejected()));
        }
    }

    /** How many values of the clumsy device the fold says it has rejected. */
    private long rejected() {
        return tenant.api()
                .twin(tenant.tenant(), new TwinId(CLUMSY.value()))
                .map(twin -> twin.at("/counts/rejected").asLong())
                .orElse(0L);
    }

    /** The owner of all partitions sleeps, as a machine that swaps or migrates would have it, and wakes without knowing. */
    private void pauseOwner(Duration stopped) throws InterruptedException {
        progress.accept("Stopping the only twin-runtime for " + stopped.toSeconds() + " s, then letting it go on");
        platform.process(Component.RUNTIME).pause();
        Thread.sleep(stopped);
        platform.process(Component.RUNTIME).resume();
        Thread.sleep(BETWEEN);
    }

    /** What comes meanwhile is in the log alone, and the log dies in the middle of it. */
    private void killLogWhileNobodyReads(Duration away) throws InterruptedException {
        progress.accept("Killing twin-runtime and portal-api for " + away.toSeconds() + " s, and pulsar meanwhile");
        platform.process(Component.RUNTIME).kill();
        platform.process(Component.PORTAL).kill();
        long beganNanos = System.nanoTime();
        Thread.sleep(BETWEEN);
        platform.process(Component.PULSAR).kill();
        platform.restart(Component.PULSAR);
        Thread.sleep(away.minusNanos(System.nanoTime() - beganNanos));
        platform.restart(Component.RUNTIME);
        platform.restart(Component.PORTAL);
    }
}
