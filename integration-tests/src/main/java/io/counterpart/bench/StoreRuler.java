package io.counterpart.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.counterpart.bench.load.LoadResult;
import io.counterpart.platform.Component;
import io.counterpart.platform.LocalPlatform;
import io.counterpart.platform.PlatformException;
import io.questdb.client.Sender;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What QuestDB takes from a bare client: rows as wide as history's, in flushes as large, into a table of its own. The only code beside
 * the history library that speaks to QuestDB, because it is what that library is measured against.
 */
final class StoreRuler {
    private static final String TABLE = "bench_ruler";
    private static final int ROWS_A_FLUSH = 10_000;
    private static final int TWINS = 2_000;
    private static final int DOUBLES = 12;
    private static final long VISIBLE_POLL_MILLIS = 20;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalPlatform platform;
    private final String address;
    private final String user;
    private final String password;

    StoreRuler(LocalPlatform platform) {
        this.platform = platform;
        Map<String, String> environment = platform.environment(Component.RUNTIME);
        address = Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_HTTP"));
        user = Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_USER"));
        password = Objects.requireNonNull(environment.get("COUNTERPART_HISTORY_PASSWORD"));
    }

    /** From the first row until SQL sees the last. */
    Measurement measure(long rows, int repeat) throws InterruptedException {
        sql("drop table if exists " + TABLE);
        sql("create table " + TABLE + " (ts timestamp, tenant symbol, twin symbol index, position long, part int, "
                + "known_at timestamp" + doubles() + ") timestamp(ts) partition by day wal "
                + "dedup upsert keys(ts, tenant, twin, position, part)");
        long pid = platform.process(Component.QUESTDB).pid();
        double cpuBefore = CpuSeconds.of(pid);
        long startNanos = System.nanoTime();
        write(rows);
        while (count() < rows) {
            Thread.sleep(VISIBLE_POLL_MILLIS);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        LoadResult result = new LoadResult(rows, rows, seconds, 0, Map.of(), 0, List.of());
        return new Measurement(
                "bare QuestDB client (rows)", repeat, 1, result, Map.of("questdb", CpuSeconds.of(pid) - cpuBefore));
    }

    private static String doubles() {
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < DOUBLES; i++) {
            columns.append(", n").append(i).append(" double");
        }
        return columns.toString();
    }

    private void write(long rows) {
        String configuration =
                "http::addr=%s;username=%s;password=%s;auto_flush=off;".formatted(address, user, password);
        long firstTs = System.currentTimeMillis();
        try (Sender sender = Sender.fromConfig(configuration)) {
            for (long row = 0; row < rows; row++) {
                sender.table(TABLE)
                        .symbol("tenant", "bench")
                        .symbol("twin", "device-" + row % TWINS)
                        .longColumn("position", row)
                        .longColumn("part", 0)
                        .timestampColumn("known_at", firstTs, ChronoUnit.MILLIS);
                for (int i = 0; i < DOUBLES; i++) {
                    sender.doubleColumn("n" + i, row * 0.001 + i);
                }
                sender.at(firstTs + row / TWINS, ChronoUnit.MILLIS);
                if ((row + 1) % ROWS_A_FLUSH == 0) {
                    sender.flush();
                }
            }
            sender.flush();
        }
    }

    private long count() {
        try {
            return JSON.readTree(sql("select count() from " + TABLE))
                    .at("/dataset/0/0")
                    .asLong();
        } catch (IOException e) {
            throw new PlatformException("QuestDB answered with something else than JSON.", e);
        }
    }

    private String sql(String statement) {
        String basic = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create(
                        "http://" + address + "/exec?query=" + URLEncoder.encode(statement, StandardCharsets.UTF_8)))
                .header("Authorization", "Basic " + basic)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new PlatformException("QuestDB refuses the ruler's statement: " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new PlatformException("QuestDB does not answer the ruler: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while asking QuestDB", e);
        }
    }
}
