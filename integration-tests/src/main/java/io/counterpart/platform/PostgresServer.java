package io.counterpart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** PostgreSQL: the data of tenants-service, portal-api and Keycloak. */
final class PostgresServer implements Server {
    static final String SUPERUSER = "postgres";

    private final Site site;

    PostgresServer(Site site) {
        this.site = site;
    }

    @Override
    public Component component() {
        return Component.POSTGRES;
    }

    @Override
    public String address() {
        return site.loopback(Port.POSTGRES);
    }

    @Override
    public void fetch() {
        binaries();
    }

    @Override
    public Launch prepare() throws IOException {
        Path data = site.home().data("postgres").resolve("data");
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            initialise(data);
        }
        forgetStalePid(data.resolve("postmaster.pid"));
        List<String> command = new ArrayList<>(List.of(binary("postgres"), "-D", data.toString()));
        settings().forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        // INT: a shutdown that does not wait for clients to leave.
        return new Launch(asOrdinaryUser(), command, Map.of(), data, "INT");
    }

    @Override
    public boolean ready() {
        return PostgresDatabases.answers(url(SUPERUSER), SUPERUSER, password());
    }

    @Override
    public void provision() {
        new PostgresDatabases(url(SUPERUSER), SUPERUSER, password(), site.secrets()).create(site.port(Port.POSTGRES));
    }

    private String url(String database) {
        return "jdbc:postgresql://" + address() + "/" + database;
    }

    private String password() {
        return site.secrets().text("postgres");
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>(Map.of(
                "listen_addresses", Site.LOOPBACK,
                "port", Integer.toString(site.port(Port.POSTGRES)),
                "unix_socket_directories", "",
                "shared_buffers", "48MB",
                "max_connections", "100",
                "log_line_prefix", "%m %u@%d ",
                "timezone", "UTC"));
        if (!site.durable()) {
            settings.putAll(Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off"));
        }
        return settings;
    }

    private void initialise(Path data) throws IOException {
        // Half of an initdb that was interrupted is of no use, and initdb refuses a folder that is not empty.
        ServerCache.delete(data);
        password();
        List<String> command = new ArrayList<>(asOrdinaryUser());
        command.addAll(List.of(
                binary("initdb"),
                "--auth=scram-sha-256",
                "--pwfile=" + site.secrets().file("postgres"),
                "--username=" + SUPERUSER,
                "--encoding=UTF-8",
                "--no-locale",
                "--no-sync",
                data.toString()));
        Tool.run(
                "make the PostgreSQL data folder " + data,
                command,
                Map.of("TZ", "UTC"),
                site.home().data("postgres"));
    }

    /**
     * PostgreSQL takes the pid in its file for a running server when any process has that number by now, and refuses to start. It
     * keeps the file only where the process is indeed a PostgreSQL.
     */
    private static void forgetStalePid(Path file) throws IOException {
        if (Files.exists(file)) {
            String pid = Files.readString(file).lines().findFirst().orElse("").strip();
            if (!pid.matches("\\d+")
                    || !PidFile.commandLine(Long.parseLong(pid)).contains("bin/postgres")) {
                Files.delete(file);
            }
        }
    }

    private String binary(String name) {
        return binaries().resolve("bin").resolve(name).toString();
    }

    private Path binaries() {
        return site.cache().folder(ServerArtifact.POSTGRES, Archives::unpackTarXzInJar);
    }

    /** PostgreSQL refuses to run as root; in a user namespace without a mapping nobody is root. */
    private static List<String> asOrdinaryUser() {
        return System.getProperty("user.name").equals("root") ? List.of("unshare", "-U") : List.of();
    }
}
