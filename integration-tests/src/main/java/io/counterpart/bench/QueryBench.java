package io.counterpart.bench;

import io.counterpart.bench.SeededPlant.Level;
import io.counterpart.bench.load.Percentiles;
import io.counterpart.contracts.identity.TenantId;
import io.counterpart.contracts.identity.TwinId;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/**
 * {@code bench query}: what questions over a {@link SeededPlant} take, one after the other through the API; what it takes portal-api to
 * have the plant in memory; and how soon somebody reads what they wrote. Each answer is looked at, not only timed.
 */
final class QueryBench {
    private static final int WARM_UP = 100;
    private static final int RUNS = 200;
    private static final Duration WARM_UP_MAX = Duration.ofSeconds(20);

    /** A question that takes long is asked less often. */
    private static final Duration QUESTION_MAX = Duration.ofSeconds(60);

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int ASKED_MAX = 1_000;
    private static final long POLL_MILLIS = 500;
    private static final String PLAN = "large";
    private static final String ALL_THERE = "SELECT COUNT() AS n FROM twins t WHERE IS_DEFINED(t.pressure)";

    private final BenchOptions options;
    private final Consumer<String> progress;
    private final Report report = new Report("query");
    private final Table table = new Table("question", "runs", "p50 ms", "p99 ms", "max ms", "right", "looked at");
    private final List<Timing> timings = new ArrayList<>();
    private final Map<String, Footprint> memory = new LinkedHashMap<>();

    QueryBench(BenchOptions options, Consumer<String> progress) {
        this.options = options;
        this.progress = progress;
    }

    /**
     * What one question took.
     *
     * @param question what was asked
     * @param runs how often
     * @param millis its percentiles
     * @param right how many answers were
     * @param cost of the last answer: twins and relationships that were looked at
     */
    private record Timing(String question, int runs, Map<String, Double> millis, int right, long cost) {}

    Report run() throws InterruptedException {
        Path home = options.folder().resolve("platform");
        progress.accept("Starting a platform in " + home);
        LocalPlatform.Builder builder = LocalPlatform.builder()
                .home(home)
                // The states come sooner, and nobody falls silent meanwhile: neither is what is measured.
                .setting(Component.RUNTIME, "COUNTERPART_OWNERSHIP_STATES_PER_SECOND", "20000")
                .setting(Component.RUNTIME, "COUNTERPART_OWNERSHIP_SILENCE", "3600s");
        try (LocalPlatform platform = BenchPlatform.started(builder);
                LoadTenant tenant = LoadTenant.on(platform, new TenantId("query"), PLAN);
                TwinQuestions questions = new TwinQuestions(tenant)) {
            seed(platform, tenant, questions);
            load(platform, questions);
            List<Question> all = questions();
            for (Question question : all) {
                measure(questions, question);
            }
            readYourWrites(questions);
            remember(platform, "after all questions");
        } catch (PlatformException e) {
            report.fail(String.valueOf(e.getMessage()));
        }
        tell();
        return report;
    }

    private void seed(LocalPlatform platform, LoadTenant tenant, TwinQuestions questions) throws InterruptedException {
        progress.accept("Seeding %,d twins and their relationships".formatted(SeededPlant.TWINS));
        SeededPlant plant = new SeededPlant(tenant);
        long beganNanos = System.nanoTime();
        plant.defineTypes();
        plant.fillTables(platform);
        find("seeded s, tables", seconds(beganNanos));
        beganNanos = System.nanoTime();
        try (TenantTopics topics = new TenantTopics(platform, tenant.tenant())) {
            plant.fillLog(platform, topics.partitions());
        }
        awaitStates(questions);
        find("seeded s, states", seconds(beganNanos));
    }

    private void awaitStates(TwinQuestions questions) throws InterruptedException {
        progress.accept("Waiting until portal-api has every twin's state");
        long beganNanos = System.nanoTime();
        TwinQuestions.Answer answer = questions.ask(ALL_THERE);
        while (SeededPlant.first(answer.body()).asInt() != SeededPlant.TWINS) {
            if (System.nanoTime() - beganNanos > PATIENCE.toNanos()) {
                throw new PlatformException("Not every state has come after %d minutes; %d: %s"
                        .formatted(PATIENCE.toMinutes(), answer.status(), answer.body()));
            }
            Thread.sleep(POLL_MILLIS);
            answer = questions.ask(ALL_THERE);
        }
    }

    /** What a portal-api that has just been started does at the tenant's first question, in the two steps that it takes. */
    private void load(LocalPlatform platform, TwinQuestions questions) {
        progress.accept("Restarting portal-api, for the first question of a new process");
        platform.restart(Component.PORTAL);
        questions.get("/twin-types");
        remember(platform, "after its start");
        first("first read of a twin: all states", () -> questions.get("/twins/station-0"));
        remember(platform, "with the states");
        first("first question: the graph", () -> questions.ask(byId(0)));
        remember(platform, "with the graph");
        first("first question over all live values: states decoded", () -> questions.ask(ALL_THERE));
        remember(platform, "with all values decoded");
    }

    private interface Call {
        TwinQuestions.Answer make();
    }

    private void first(String what, Call call) {
        long beganNanos = System.nanoTime();
        TwinQuestions.Answer answer = call.make();
        int refused = 0;
        while (answer.status() != 200) {
            if (answer.status() != 503 || System.nanoTime() - beganNanos > PATIENCE.toNanos()) {
                throw new PlatformException(what + ": " + answer.status() + " " + shortened(answer));
            }
            refused++;
            answer = call.make();
        }
        find(what + ", s", seconds(beganNanos));
        if (refused > 0) {
            find(what + ", 503 before", refused);
        }
    }

    private static String byId(int run) {
        return "SELECT t FROM twins t WHERE t.$dtId = '%s'".formatted(sensor(run));
    }

    /** Another one in each run, far from the one before. */
    private static TwinId sensor(int run) {
        return Level.SENSOR.twin(run * 419 % Level.SENSOR.count());
    }

    private static List<Question> questions() {
        int perStation = Level.SENSOR.perStation();
        String hops = "MATCH (s)-[:contains]->(l)-[:contains]->(p)-[:contains]->(u)";
        String stations = "IS_OF_MODEL(s, '%s')".formatted(Level.STATION.type());
        return List.of(
                Question.page("a twin by id", 1, QueryBench::byId),
                Question.page(
                        "a twin by name, looking at all",
                        1,
                        run -> "SELECT t.id, t.name FROM twins t WHERE t.name = 'The %s'"
                                .formatted(sensor(run).value().replace('-', ' '))),
                Question.page(
                        "100 of a type of 12,000",
                        100,
                        run -> "SELECT t.id, t.name FROM twins t WHERE t.type = '%s'".formatted(Level.PUMP.type())),
                Question.page(
                        "live: 100 of the 1,000 with pressure >= 9.9",
                        100,
                        run -> "SELECT t.id, t.pressure FROM twins t WHERE t.pressure >= 9.9"),
                Question.page(
                        "live: the 100 highest of all, in order",
                        100,
                        run -> "SELECT TOP(100) t.id, t.pressure FROM twins t ORDER BY t.pressure DESC"),
                Question.count(
                        "live: COUNT of pressure >= 5 over all",
                        SeededPlant.TWINS / 2,
                        "SELECT COUNT() AS n FROM twins t WHERE t.pressure >= 5"),
                Question.page(
                        "three hops from one twin",
                        perStation,
                        run -> "SELECT u.id, u.pressure FROM twins s %s WHERE s.$dtId = '%s'"
                                .formatted(hops, Level.STATION.twin(run % SeededPlant.STATIONS))),
                Question.page(
                        "three hops from 1,000 twins, a page of 100",
                        100,
                        run -> "SELECT s.id, u.id, u.pressure FROM twins s %s WHERE %s".formatted(hops, stations)),
                Question.count(
                        "three hops from 1,000 twins, COUNT of 84,000",
                        Level.SENSOR.count(),
                        "SELECT COUNT() AS n FROM twins s %s WHERE %s".formatted(hops, stations)),
                Question.refused(
                        "beyond its budget, until refused",
                        "SELECT COUNT() AS n FROM twins a MATCH (a)-[:contains*0..3]->(b)<-[:contains*0..3]-(c)"
                                + "-[:contains*0..3]->(d)"));
    }

    private void measure(TwinQuestions questions, Question question) {
        progress.accept("Asking: " + question.what());
        long warmUpNanos = System.nanoTime();
        for (int run = 0; run < WARM_UP && System.nanoTime() - warmUpNanos < WARM_UP_MAX.toNanos(); run++) {
            questions.ask(question.text().apply(run));
        }
        Histogram nanos = new Histogram(3);
        int right = 0;
        long cost = 0;
        long beganNanos = System.nanoTime();
        for (int run = 0; run < RUNS && System.nanoTime() - beganNanos < QUESTION_MAX.toNanos(); run++) {
            TwinQuestions.Answer answer = questions.ask(question.text().apply(run));
            nanos.recordValue(answer.nanos());
            cost = answer.body().path("cost").asLong();
            if (question.isRight(answer.body())) {
                right++;
            } else if (right == run) {
                progress.accept("Not as expected: " + answer.status() + " " + shortened(answer));
            }
        }
        add(question.what(), nanos, right, cost);
    }

    private static String shortened(TwinQuestions.Answer answer) {
        String text = answer.body().toString();
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }

    /** A name is changed, and at once asked for: from the write's answer to the first answer that has it. */
    private void readYourWrites(TwinQuestions questions) {
        progress.accept("Asking for what was just written");
        Histogram written = new Histogram(3);
        Histogram read = new Histogram(3);
        int atOnce = 0;
        for (int run = -WARM_UP; run < RUNS; run++) {
            TwinId twin = sensor(run + WARM_UP);
            String name = "Renamed " + run;
            TwinQuestions.Answer answer = questions.rename(twin, name);
            if (answer.status() != 200) {
                throw new PlatformException("A twin cannot be renamed: " + answer.status() + " " + shortened(answer));
            }
            long revision = Objects.requireNonNull(answer.revision());
            long answeredNanos = System.nanoTime();
            int asked = 1;
            while (!nameOf(questions, twin, revision).equals(name)) {
                if (++asked > ASKED_MAX) {
                    throw new PlatformException("What was written to " + twin + " is never read.");
                }
            }
            if (run >= 0) {
                written.recordValue(answer.nanos());
                read.recordValue(System.nanoTime() - answeredNanos);
                atOnce += asked == 1 ? 1 : 0;
            }
        }
        add("PATCH of a name", written, RUNS, 0);
        add("from its answer until a query has the name", read, atOnce, 1);
    }

    private static String nameOf(TwinQuestions questions, TwinId twin, long revision) {
        return SeededPlant.first(questions
                        .ask("SELECT t.name FROM twins t WHERE t.$dtId = '" + twin + "'", revision)
                        .body())
                .asText();
    }

    private void add(String what, Histogram nanos, int right, long cost) {
        int runs = (int) nanos.getTotalCount();
        timings.add(new Timing(what, runs, Percentiles.millis(nanos), right, cost));
        if (right < runs) {
            report.fail("%s: %d of %d answers were not right at once".formatted(what, runs - right, runs));
        }
    }

    private void remember(LocalPlatform platform, String when) {
        memory.put(when, Footprint.of(platform, Component.PORTAL));
    }

    private void find(String what, Object value) {
        report.find(what, value);
        table.note(what + ": " + value);
    }

    private static double seconds(long beganNanos) {
        return Math.round((System.nanoTime() - beganNanos) / 1e7) / 100.0;
    }

    private void tell() {
        for (Timing timing : timings) {
            table.row(List.of(
                    timing.question(),
                    Integer.toString(timing.runs()),
                    millis(timing, "p50"),
                    millis(timing, "p99"),
                    millis(timing, "max"),
                    Integer.toString(timing.right()),
                    "%,d".formatted(timing.cost())));
        }
        memory.forEach((when, taken) -> table.note("portal-api " + when + ": " + taken));
        report.find("timings", timings);
        report.find("portal-api", memory);
        report.show(table);
    }

    private static String millis(Timing timing, String percentile) {
        return "%.2f".formatted(timing.millis().getOrDefault(percentile, Double.NaN));
    }
}
