package io.counterpart.platform;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** QuestDB: history. */
final class QuestDbServer implements Server {
    static final String USER = "counterpart";

    /** Its defaults set aside 16 MB for every column of every partition, which is tens of gigabytes for a few hundred tables. */
    private static final String PAGE_BYTES = "262144";

    private final Site site;

    QuestDbServer(Site site) {
        this.site = site;
    }

    @Override
    public Component component() {
        return Component.QUESTDB;
    }

    @Override
    public String address() {
        return site.http(Port.QUESTDB_HTTP);
    }

    @Override
    public void fetch() {
        jar();
    }

    @Override
    public Launch prepare() {
        Path data = site.home().data("questdb");
        List<String> command = Jvm.command(
                List.of("-Xms64m", "-Xmx384m", "-cp", jar().toString()),
                List.of("io.questdb.ServerMain", "-d", data.toString()));
        return new Launch(command, environment(), data);
    }

    @Override
    public boolean ready() {
        String credentials = USER + ":" + password();
        return Http.answers(
                address() + "/exec?query=select%201",
                Map.of(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.US_ASCII))));
    }

    String password() {
        return site.secrets().text("questdb");
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(Jvm.ENVIRONMENT);
        environment.put("QDB_HTTP_BIND_TO", site.loopback(Port.QUESTDB_HTTP));
        environment.put("QDB_HTTP_MIN_ENABLED", "false");
        environment.put("QDB_HTTP_USER", USER);
        environment.put("QDB_HTTP_PASSWORD", password());
        environment.put("QDB_PG_NET_BIND_TO", site.loopback(Port.QUESTDB_PG));
        environment.put("QDB_PG_USER", USER);
        environment.put("QDB_PG_PASSWORD", password());
        environment.put("QDB_LINE_TCP_ENABLED", "false");
        // A row for a table or column that is not there must fail, not bring it into being.
        environment.put("QDB_LINE_AUTO_CREATE_NEW_TABLES", "false");
        environment.put("QDB_LINE_AUTO_CREATE_NEW_COLUMNS", "false");
        environment.put("QDB_TELEMETRY_ENABLED", "false");
        environment.put("QDB_SHARED_WORKER_COUNT", "2");
        calmWorkers(environment);
        // It has some lines to say of every flush.
        environment.put("QDB_LOG_W_STDOUT_LEVEL", "ERROR");
        // What matters is put on disk before a checkpoint counts on it (ADR 7); every commit would cost several times
        // as much.
        environment.put("QDB_CAIRO_COMMIT_MODE", "nosync");
        environment.put("QDB_CAIRO_WRITER_DATA_APPEND_PAGE_SIZE", PAGE_BYTES);
        environment.put("QDB_CAIRO_WRITER_DATA_INDEX_VALUE_APPEND_PAGE_SIZE", PAGE_BYTES);
        environment.put("QDB_CAIRO_WRITER_DATA_INDEX_KEY_APPEND_PAGE_SIZE", "65536");
        environment.put("QDB_CAIRO_WAL_WRITER_DATA_APPEND_PAGE_SIZE", PAGE_BYTES);
        environment.put("QDB_CAIRO_O3_COLUMN_MEMORY_SIZE", PAGE_BYTES);
        // Readings of many devices overlap in time, and a flush writes anew the part of the day that it overlaps: in
        // small parts.
        environment.put("QDB_CAIRO_O3_PARTITION_SPLIT_MIN_SIZE", "1M");
        return environment;
    }

    /**
     * By default a worker turns ten thousand times before it sleeps, which on two processors costs more than the work, some 100 ms of
     * CPU a flush. It sleeps sooner instead, and answers up to 10 ms later.
     */
    private static void calmWorkers(Map<String, String> environment) {
        for (String pool : List.of("SHARED", "WAL_APPLY", "EXPORT", "MAT_VIEW_REFRESH", "VIEW_COMPILER")) {
            environment.put("QDB_" + pool + "_WORKER_YIELD_THRESHOLD", "1");
            environment.put("QDB_" + pool + "_WORKER_NAP_THRESHOLD", "2");
            environment.put("QDB_" + pool + "_WORKER_SLEEP_THRESHOLD", "3");
            environment.put("QDB_" + pool + "_WORKER_SLEEP_TIMEOUT", "10");
        }
    }

    private Path jar() {
        return site.cache()
                .folder(ServerArtifact.QUESTDB, (archive, folder) -> Files.move(archive, folder.resolve("questdb.jar")))
                .resolve("questdb.jar");
    }
}
