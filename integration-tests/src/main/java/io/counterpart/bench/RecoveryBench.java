package io.counterpart.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TypeId;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * {@code bench recovery}: a twin-runtime that has 100,000 twins in one partition is killed under a steady load, and started again at once.
 * All of it is seen from outside: a process is up when it first answers; its partition is right again when it folds what comes as it comes,
 * for readings are folded in their order; and others know when a state is published that holds a reading from after the kill.
 */
final class RecoveryBench {
    private static final int TWINS = 100_000;

    /** Half of the states that a process publishes a second: what is measured is not how it sheds load. */
    private static final int PER_SECOND = 1_000;

    private static final int KILLS = 5;
    private static final double CORRECT_TARGET_MS = 1_000;
    private static final double PUSHED_TARGET_MS = 5_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration PROBE = Duration.ofMillis(5);

    /** Between kills: more than a checkpoint takes to come due, and each time another part of its period. */
    private static final Duration BETWEEN = Duration.ofSeconds(15);

    private static final Duration LATER_EACH_TIME = Duration.ofMillis(1_300);
    private static final String PLAIN = "\"@type\":\"Interface\"";
    private static final String ORDERED = "\"@type\":[\"Interface\",\"Twin\"],\"order\":{\"window\":\"PT10S\"}";
    private static final String FRAMES = "counterpart_fold_frames_total";
    private static final String LAG = "counterpart_fold_lag";
    private static final double LAG_MAX_MS = 100;
    private static final String CHECKPOINT = "counterpart_ownership_checkpoint_seconds_";

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final Report report = new Report("recovery");

    RecoveryBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * One kill.
     *
     * @param upMs from the kill until the new process answers
     * @param correctMs from then until its partition is right again
     * @param pushedMs from the kill until the first right state that holds a reading from after it
     * @param watchedMs the same of the twin that somebody looks at
     * @param checkpointBytes of the checkpoint that it began from
     * @param checkpointMs what checkpoints of the process before took in the mean
     */
    private record Kill(
            double upMs,
            double correctMs,
            double pushedMs,
            double watchedMs,
            double checkpointBytes,
            double checkpointMs) {}

    Report run() throws InterruptedException {
        Path home = options.folder().resolve("platform");
        progress.accept("Starting a platform in " + home);
        TenantId id = new TenantId("recovery");
        try (LocalPlatform platform = BenchPlatform.started(LocalPlatform.builder()
                        .home(home)
                        // Each twin speaks every 100 s: nobody is to fall silent.
                        .setting(Component.RUNTIME, "COUNTERPART_OWNERSHIP_SILENCE", "3600s"));
                LoadTenant tenant = LoadTenant.on(platform, id, "small");
                TenantTopics topics = new TenantTopics(platform, id);
                StateWatch states = new StateWatch(platform, id);
                InputLog log = new InputLog(platform, id, topics.partitions())) {
            SteadyLoad load = new SteadyLoad(log, TWINS, PER_SECOND);
            progress.accept("Making %,d twins in %d partition".formatted(TWINS, topics.partitions()));
            load.define(types(tenant));
            load.begin();
            try (load) {
                tell(kills(platform, topics, states));
            }
            report.find("states seen", states.seen());
            if (states.wrong() > 0) {
                report.fail("%,d of %,d states were wrong".formatted(states.wrong(), states.seen()));
            }
        } catch (PlatformException e) {
            report.fail(String.valueOf(e.getMessage()));
        }
        return report;
    }

    /** Two types that are judged and filtered; of one, readings are also put into their order. */
    private static List<TypeId> types(LoadTenant tenant) {
        tenant.api().putType(tenant.tenant(), type("Plain", PLAIN));
        tenant.api().putType(tenant.tenant(), type("Ordered", ORDERED));
        return List.of(new TypeId("dtmi:com:example:bench:Plain;1"), new TypeId("dtmi:com:example:bench:Ordered;1"));
    }

    private static JsonNode type(String name, String kindAndOrder) {
        try {
            return new JsonMapper().readTree("""
                    {"@context":["dtmi:dtdl:context;3","dtmi:dtdl:extension:quantitativeTypes;1","dtmi:counterpart:context;1"],
                     "@id":"dtmi:com:example:bench:%s;1",%s,"contents":[
                     {"@type":["Telemetry","Pressure","Signal"],"name":"pressure","schema":"double","unit":"bar",
                      "quality":{"min":0,"max":100,"stuck":30,"period":"PT100S","gap":"PT5M"},"filter":{"median":5}},
                     {"@type":["Telemetry","Temperature","Signal"],"name":"temperature","schema":"double","unit":"degreeCelsius",
                      "quality":{"min":0,"max":100,"period":"PT100S","gap":"PT5M"}}]}""".formatted(name, kindAndOrder));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The type is no JSON", e);
        }
    }

    private List<Kill> kills(LocalPlatform platform, TenantTopics topics, StateWatch states)
            throws InterruptedException {
        progress.accept("Waiting until a state of the load shows");
        awaitFresh(states);
        List<Kill> kills = new ArrayList<>();
        for (int number = 1; number <= KILLS; number++) {
            Thread.sleep(BETWEEN.plus(LATER_EACH_TIME.multipliedBy(number)));
            Kill kill = kill(platform, topics, states);
            kills.add(kill);
            progress.accept(
                    "Kill %d of %d: up after %.0f ms, right %.0f ms later; from the kill to a right state %.0f ms, watched %.0f ms"
                            .formatted(
                                    number, KILLS, kill.upMs(), kill.correctMs(), kill.pushedMs(), kill.watchedMs()));
            awaitFresh(states);
        }
        return kills;
    }

    /** Until what is written now is published, by a twin that nobody looks at: then no older state waits any more. */
    private static void awaitFresh(StateWatch states) throws InterruptedException {
        long nowMs = System.currentTimeMillis();
        states.await(arrival -> arrival.knownAt() >= nowMs && !arrival.twin().equals(SteadyLoad.WATCHED), PATIENCE);
    }

    private static Kill kill(LocalPlatform platform, TenantTopics topics, StateWatch states)
            throws InterruptedException {
        double checkpointMs = checkpointMillis(platform);
        states.forget();
        long killedNanos = System.nanoTime();
        platform.process(Component.RUNTIME).kill();
        long killedAtMs = System.currentTimeMillis();
        CompletableFuture<Back> back =
                CompletableFuture.supplyAsync(() -> awaitBack(platform), Thread::startVirtualThread);
        platform.restart(Component.RUNTIME);
        Back there = back.join();
        StateWatch.Arrival pushed = states.await(arrival -> arrival.knownAt() > killedAtMs, PATIENCE);
        StateWatch.Arrival watched = states.await(
                arrival -> arrival.twin().equals(SteadyLoad.WATCHED) && arrival.knownAt() > killedAtMs, PATIENCE);
        return new Kill(
                (there.upNanos() - killedNanos) / 1e6,
                (there.correctNanos() - there.upNanos()) / 1e6,
                (pushed.atNanos() - killedNanos) / 1e6,
                (watched.atNanos() - killedNanos) / 1e6,
                topics.lastCheckpoint(0).bytes(),
                checkpointMs);
    }

    private static double checkpointMillis(LocalPlatform platform) throws InterruptedException {
        try (ServiceMetrics runtime = new ServiceMetrics(platform, Component.RUNTIME)) {
            return 1e3 * runtime.value(CHECKPOINT + "sum") / Math.max(1, runtime.value(CHECKPOINT + "count"));
        }
    }

    /** When a process first answered, and when its partition was right again, by {@link System#nanoTime}. */
    private record Back(long upNanos, long correctNanos) {}

    private static Back awaitBack(LocalPlatform platform) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(platform.address(Component.RUNTIME) + "/q/health/live"))
                .timeout(Duration.ofSeconds(1))
                .build();
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        try (HttpClient client = HttpClient.newHttpClient();
                ServiceMetrics runtime = new ServiceMetrics(platform, Component.RUNTIME)) {
            while (!answers(client, request)) {
                sleepBefore(deadlineNanos);
            }
            long upNanos = System.nanoTime();
            while (runtime.value(FRAMES) == 0 || runtime.value(LAG) > LAG_MAX_MS) {
                sleepBefore(deadlineNanos);
            }
            return new Back(upNanos, System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while waiting for twin-runtime.", e);
        }
    }

    private static void sleepBefore(long deadlineNanos) throws InterruptedException {
        if (System.nanoTime() > deadlineNanos) {
            throw new PlatformException("twin-runtime has not come back after " + PATIENCE.toMinutes() + " minutes.");
        }
        Thread.sleep(PROBE);
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private void tell(List<Kill> kills) {
        Table table = new Table(KILLS + " kills", "median", "worst", "target of the worst");
        table.row(line("kill -9 to process up, ms", kills, Kill::upMs, Double.NaN));
        table.row(line("process up to partition right, ms", kills, Kill::correctMs, CORRECT_TARGET_MS));
        table.row(line("kill -9 to first right state, ms", kills, Kill::pushedMs, PUSHED_TARGET_MS));
        table.row(line("the same of a twin that is watched, ms", kills, Kill::watchedMs, PUSHED_TARGET_MS));
        table.row(line("checkpoint, KiB", kills, kill -> kill.checkpointBytes() / 1024, Double.NaN));
        table.row(line("a checkpoint takes, ms", kills, Kill::checkpointMs, Double.NaN));
        table.note("%,d twins in one partition, half of them in an order window; %,d readings a second"
                .formatted(TWINS, PER_SECOND));
        report.find("kills", kills);
        report.show(table);
    }

    private static List<String> line(String what, List<Kill> kills, ToDoubleFunction<Kill> figure, double target) {
        double[] sorted = kills.stream().mapToDouble(figure).sorted().toArray();
        double worst = sorted[sorted.length - 1];
        String held = Double.isNaN(target) ? "" : "%,.0f %s".formatted(target, worst <= target ? "held" : "missed");
        return List.of(what, "%,.0f".formatted(sorted[sorted.length / 2]), "%,.0f".formatted(worst), held);
    }
}
