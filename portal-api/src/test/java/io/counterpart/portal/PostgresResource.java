package io.counterpart.portal;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL with the schema and the three roles that the platform gives the service. */
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String PASSWORD = "for-tests-only";

    private @Nullable Path home;
    private @Nullable Process server;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("portal-postgres");
            home = folder;
            unpack(folder);
            Path data = folder.resolve("data");
            Path password = Files.writeString(folder.resolve("password"), PASSWORD);
            run(
                    folder,
                    List.of(
                            folder.resolve("bin/initdb").toString(),
                            "-A",
                            "scram-sha-256",
                            "--pwfile=" + password,
                            "-U",
                            "postgres",
                            "-E",
                            "UTF-8",
                            "--no-locale",
                            "-N",
                            data.toString()));
            int port = freePort();
            server = process(
                            folder,
                            List.of(
                                    folder.resolve("bin/postgres").toString(),
                                    "-D",
                                    data.toString(),
                                    "-p",
                                    Integer.toString(port),
                                    "-c",
                                    "listen_addresses=127.0.0.1",
                                    "-c",
                                    "unix_socket_directories=",
                                    "-c",
                                    "fsync=off"))
                    .start();
            prepare(port);
            return Map.of(
                    "counterpart.database.host",
                    "127.0.0.1",
                    "counterpart.database.port",
                    Integer.toString(port),
                    "counterpart.database.name",
                    "counterpart",
                    "counterpart.database.owner-password",
                    PASSWORD,
                    "counterpart.database.app-password",
                    PASSWORD,
                    "counterpart.database.control-password",
                    PASSWORD,
                    "test.postgres.url",
                    url(port, "counterpart"));
        } catch (IOException | InterruptedException | SQLException e) {
            throw new IllegalStateException("PostgreSQL does not start", e);
        }
    }

    private static void unpack(Path folder) throws IOException, InterruptedException {
        Path archive = folder.resolve("postgres.txz");
        try (InputStream packed =
                Objects.requireNonNull(PostgresResource.class.getResourceAsStream(ARCHIVE), "PostgreSQL's binaries")) {
            Files.copy(packed, archive);
        }
        run(folder, List.of("tar", "-xJf", archive.toString(), "-C", folder.toString()));
        Files.delete(archive);
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        if (process(folder, command).start().waitFor() != 0) {
            throw new IllegalStateException(
                    command.getFirst() + " failed: " + Files.readString(folder.resolve("postgres.log")));
        }
    }

    /** PostgreSQL refuses to run as root: in a user namespace it is somebody else. */
    private static ProcessBuilder process(Path folder, List<String> command) {
        List<String> whole = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))
                && !command.getFirst().equals("tar")) {
            whole.addAll(List.of("unshare", "-U"));
        }
        whole.addAll(command);
        return new ProcessBuilder(whole)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("postgres.log").toFile()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    static Connection superuser(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", PASSWORD);
    }

    static Connection as(String url, String role) throws SQLException {
        return DriverManager.getConnection(url, role, PASSWORD);
    }

    private void prepare(int port) throws SQLException {
        try (Connection connection = whenUp(port);
                Statement statement = connection.createStatement()) {
            statement.execute("create database counterpart");
        }
        try (Connection connection = superuser(url(port, "counterpart"));
                Statement statement = connection.createStatement()) {
            for (String role : List.of("portal_owner", "portal_app", "portal_control")) {
                statement.execute("create role " + role + " login nosuperuser password '" + PASSWORD + "'");
            }
            statement.execute("create schema portal authorization portal_owner");
            for (String role : List.of("portal_app", "portal_control")) {
                statement.execute("grant usage on schema portal to " + role);
            }
        }
    }

    private Connection whenUp(int port) throws SQLException {
        SQLException last = new SQLException("not up");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end && Objects.requireNonNull(server).isAlive()) {
            try {
                return superuser(url(port, "postgres"));
            } catch (SQLException notYet) {
                last = notYet;
                Thread.onSpinWait();
            }
        }
        throw last;
    }

    @Override
    public void stop() {
        if (server != null) {
            server.destroy();
            server.onExit().join();
        }
        if (home != null) {
            try (Stream<Path> files = Files.walk(home)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                    if (!file.delete()) {
                        file.deleteOnExit();
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
