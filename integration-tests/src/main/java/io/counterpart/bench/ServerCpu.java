package io.counterpart.bench;

import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CPU time of the processes that a message passes, read only when they have nothing left to do: a backlog is work not yet paid for. */
final class ServerCpu {
    private static final List<Component> ON_THE_WAY =
            List.of(Component.INGEST, Component.PULSAR, Component.RUNTIME, Component.QUESTDB, Component.PORTAL);

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** What the servers may use in a window and count as idle; their own timers and collectors are never quite still. */
    private static final double IDLE_SECONDS = 0.15;

    private static final int IDLE_WINDOWS = 2;

    private final LocalPlatform platform;

    ServerCpu(LocalPlatform platform) {
        this.platform = platform;
    }

    /**
     * What each has used so far.
     *
     * @param seconds by component
     */
    record Reading(Map<String, Double> seconds) {
        /** What each has used since then. */
        Map<String, Double> since(Reading before) {
            Map<String, Double> used = new LinkedHashMap<>();
            seconds.forEach((component, now) ->
                    used.put(component, now - before.seconds().getOrDefault(component, 0.0)));
            return used;
        }

        private double sum() {
            return seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        }
    }

    /** Waits until they are idle; what they used in the idle time itself is no more than a rounding. */
    Reading whenIdle() throws InterruptedException {
        long startNanos = System.nanoTime();
        Reading last = now();
        int idle = 0;
        while (idle < IDLE_WINDOWS) {
            if (System.nanoTime() - startNanos > PATIENCE.toNanos()) {
                throw new PlatformException(
                        "The servers are still busy after " + PATIENCE.toSeconds() + " s: " + now().since(last));
            }
            Thread.sleep(WINDOW);
            Reading next = now();
            idle = next.sum() - last.sum() < IDLE_SECONDS ? idle + 1 : 0;
            last = next;
        }
        return last;
    }

    Reading now() {
        Map<String, Double> used = new LinkedHashMap<>();
        for (Component component : ON_THE_WAY) {
            used.put(
                    component.label(), CpuSeconds.of(platform.process(component).pid()));
        }
        return new Reading(used);
    }
}
