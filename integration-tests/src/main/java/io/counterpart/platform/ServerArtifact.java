package io.counterpart.platform;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** A server's coordinates, {@code group:artifact:version:type[:classifier]}, with the version that the root pom pins. */
record ServerArtifact(String name, String coordinates) {
    private static final Properties PINNED = pinned();

    static final ServerArtifact POSTGRES = named("postgres");
    static final ServerArtifact PULSAR = named("pulsar");
    static final ServerArtifact QUESTDB = named("questdb");
    static final ServerArtifact KEYCLOAK = named("keycloak");

    ServerArtifact {
        if (!coordinates.matches("[^:\\s$]+(:[^:\\s$]+){3,4}")) {
            throw new IllegalArgumentException("Not coordinates with a version: " + coordinates);
        }
    }

    String version() {
        return coordinates.split(":", -1)[2];
    }

    /** The name under which Maven's dependency:copy puts it down. */
    String fileName() {
        String[] parts = coordinates.split(":", -1);
        String classifier = parts.length > 4 ? "-" + parts[4] : "";
        return parts[1] + "-" + parts[2] + classifier + "." + parts[3];
    }

    private static ServerArtifact named(String name) {
        return new ServerArtifact(name, Objects.requireNonNull(PINNED.getProperty(name), name));
    }

    private static Properties pinned() {
        try (InputStream file = ServerArtifact.class.getResourceAsStream("servers.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file, "servers.properties"));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read servers.properties", e);
        }
    }
}
