package io.counterpart.history;

import io.questdb.ServerMain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A real QuestDB as a process of its own, on free ports, with the settings that the platform gives it. */
public final class QuestDbProcess implements AutoCloseable {

    public static final String USER = "counterpart";
    public static final String PASSWORD = "questdb-of-a-test";

    private static final String PAGE_BYTES = "262144";

    private final Path folder;
    private final int http = freePort();
    private final int pg = freePort();
    private final Map<String, String> settings = new TreeMap<>();
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private boolean measured;
    private @Nullable Process process;

    /** Not started yet; keeps its data in this folder. */
    public QuestDbProcess(Path folder) {
        this.folder = folder;
        settings.put("QDB_HTTP_BIND_TO", "127.0.0.1:" + http);
        settings.put("QDB_HTTP_MIN_ENABLED", "false");
        settings.put("QDB_HTTP_USER", USER);
        settings.put("QDB_HTTP_PASSWORD", PASSWORD);
        settings.put("QDB_PG_NET_BIND_TO", "127.0.0.1:" + pg);
        settings.put("QDB_PG_USER", USER);
        settings.put("QDB_PG_PASSWORD", PASSWORD);
        settings.put("QDB_LINE_TCP_ENABLED", "false");
        settings.put("QDB_LINE_AUTO_CREATE_NEW_TABLES", "false");
        settings.put("QDB_LINE_AUTO_CREATE_NEW_COLUMNS", "false");
        settings.put("QDB_TELEMETRY_ENABLED", "false");
        settings.put("QDB_SHARED_WORKER_COUNT", "2");
        settings.put("QDB_CAIRO_COMMIT_MODE", "nosync");
        settings.put("QDB_CAIRO_WRITER_DATA_APPEND_PAGE_SIZE", PAGE_BYTES);
        settings.put("QDB_CAIRO_WRITER_DATA_INDEX_VALUE_APPEND_PAGE_SIZE", PAGE_BYTES);
        settings.put("QDB_CAIRO_WRITER_DATA_INDEX_KEY_APPEND_PAGE_SIZE", "65536");
        settings.put("QDB_CAIRO_WAL_WRITER_DATA_APPEND_PAGE_SIZE", PAGE_BYTES);
        settings.put("QDB_CAIRO_O3_COLUMN_MEMORY_SIZE", PAGE_BYTES);
    }

    /** Changes a setting of the next start. */
    public QuestDbProcess with(String setting, String value) {
        settings.put(setting, value);
        return this;
    }

    /** Makes the next start one to be measured: with the optimising compiler, which takes long to pay. */
    public QuestDbProcess measured() {
        measured = true;
        return this;
    }

    /** Starts it and returns when it answers. */
    public QuestDbProcess start() {
        try {
            Files.createDirectories(folder.resolve("data"));
            Path jar = Path.of(ServerMain.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xms64m",
                            "-Xmx384m",
                            "-XX:TieredStopAtLevel=" + (measured ? 4 : 1),
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            jar.toString(),
                            "io.questdb.ServerMain",
                            "-d",
                            folder.resolve("data").toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("questdb.log").toFile()));
            builder.environment().putAll(settings);
            process = builder.start();
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot start QuestDB", e);
        }
        Eventually.holds("QuestDB answers", Duration.ofMinutes(3), this::answers);
        return this;
    }

    private boolean answers() {
        if (!running().isAlive()) {
            throw new IllegalStateException("QuestDB ended, see " + folder.resolve("questdb.log"));
        }
        try {
            query("select 1");
            return true;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("not started");
        }
        return process;
    }

    public long pid() {
        return running().pid();
    }

    public String httpAddress() {
        return "127.0.0.1:" + http;
    }

    public String pgAddress() {
        return "127.0.0.1:" + pg;
    }

    /** Where its tables' files are. */
    public Path data() {
        return folder.resolve("data").resolve("db");
    }

    /** What it answers to a statement, as CSV without its header. */
    public String query(String sql) {
        return get("exp", sql).lines().skip(1).reduce("", (a, b) -> a.isEmpty() ? b : a + "\n" + b);
    }

    /** Has a statement done that answers nothing. */
    public void execute(String sql) {
        get("exec", sql);
    }

    private String get(String path, String sql) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + httpAddress() + "/" + path + "?query="
                        + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
                .timeout(Duration.ofMinutes(2))
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.US_ASCII)))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(sql + ": " + response.body());
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits until all that it has acknowledged can be read. */
    public void awaitApplied() {
        Eventually.holds(
                "the write-ahead log is applied",
                Duration.ofMinutes(2),
                () -> query("select count() from wal_tables() where sequencerTxn > writerTxn")
                        .equals("0"));
    }

    /** As a crash would: at once. */
    public void kill() {
        running().destroyForcibly();
        awaitEnd();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd();
        }
        client.close();
    }

    private void awaitEnd() {
        while (running().isAlive()) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
