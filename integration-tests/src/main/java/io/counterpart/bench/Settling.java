package io.counterpart.bench;

import io.counterpart.history.reader.Audit;
import io.counterpart.platform.PlatformException;
import java.time.Duration;

/** Waits until what is on its way has arrived: history has stopped growing. */
final class Settling {
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration QUIET = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LoadTenant tenant;

    Settling(LoadTenant tenant) {
        this.tenant = tenant;
    }

    /** What history holds then. */
    Audit await() throws InterruptedException {
        long startNanos = System.nanoTime();
        long quietSinceNanos = startNanos;
        Audit last = tenant.stored();
        while (System.nanoTime() - quietSinceNanos < QUIET.toNanos()) {
            if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                throw new PlatformException("History still grows after " + PATIENCE.toSeconds() + " s.");
            }
            Thread.sleep(INTERVAL);
            Audit now = tenant.stored();
            if (!now.equals(last)) {
                last = now;
                quietSinceNanos = System.nanoTime();
            }
        }
        return last;
    }
}
