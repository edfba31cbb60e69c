package io.counterpart.bench;

import io.counterpart.contracts.identity.TenantId;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** {@code bench faults}: {@link Faults} on a platform of its own. */
final class FaultsBench {
    /** Long enough that the broker takes the owner for gone. */
    private static final Duration STOPPED = Duration.ofSeconds(30);

    private static final Duration AWAY = Duration.ofMinutes(2);

    private final BenchOptions options;
    private final Consumer<String> progress;

    FaultsBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    Report run() throws InterruptedException {
        Report report = new Report("faults");
        Path home = options.folder().resolve("platform");
        progress.accept("Starting a platform in " + home);
        try (LocalPlatform platform = BenchPlatform.startedIn(home);
                LoadTenant tenant = LoadTenant.on(platform, new TenantId("faults"))) {
            Faults.Outcome outcome = new Faults(platform, tenant, progress)
                    .run(new Faults.Plan(options.kills(), STOPPED, AWAY), options.folder());
            report.find("kills of each process", options.kills());
            report.find("lost connections", outcome.load().reconnects());
            report.find("PUBACK ms, outages included", outcome.load().pubackMillis());
            report.find("audit", outcome.audit());
            report.find("rows", outcome.rows());
            report.find("take-over ms", outcome.takeOver());
            report.find("owners' log", outcome.log());
            report.find("refused", outcome.refused());
            if (!outcome.kept()) {
                report.fail(
                        "something acknowledged is lost, stands there twice or out of order, or a fenced owner wrote");
            }
        } catch (PlatformException e) {
            report.fail(String.valueOf(e.getMessage()));
        }
        return report;
    }
}
