package io.counterpart.bench;

import io.counterpart.bench.load.LoadPlan;
import io.counterpart.bench.load.LoadResult;
import io.counterpart.history.reader.Audit;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
     */
    public record Outcome(LoadResult load, DeliveryAudit audit, Audit rows) {
        public boolean kept() {
            return audit.kept() && rows.rows() == audit.stored();
        }
    }

    /**
     * Kills each process so many times.
     *
     * @param folder for the devices' logins
     */
    public Outcome run(int kills, Path folder) throws InterruptedException {
        Path devices = tenant.devices(DEVICES, folder);
        LoadPlan plan = new LoadPlan(DEVICES, 16, 1, 1, 1, 0, 0, true).untilStopped(PER_SECOND);
        try (LoadProcess load = tenant.connected(devices, plan)) {
            load.begin();
            for (int kill = 1; kill <= kills; kill++) {
                for (Component component : IN_TURN) {
                    Thread.sleep(BETWEEN);
                    progress.accept("Killing %s, %d of %d".formatted(component.label(), kill, kills));
                    platform.process(component).kill();
                    platform.restart(component);
                }
            }
            Thread.sleep(BETWEEN);
            LoadResult result = load.stop();
            Audit rows = new Settling(tenant).await();
            return new Outcome(result, DeliveryAudit.of(result.devices(), tenant.readings()), rows);
        }
    }
}
