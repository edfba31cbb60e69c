package io.counterpart.platform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path home;

    @Test
    void aSecretIsMadeOnceAndKept() {
        String made = secrets().text("postgres");

        assertEquals(made, secrets().text("postgres"));
        assertTrue(made.matches("[A-Za-z0-9]{32}"), made);
        assertNotEquals(made, secrets().text("questdb"));
        assertArrayEquals(secrets().bytes("key", 32), secrets().bytes("key", 32));
    }

    @Test
    void onlyItsOwnerCanReadASecret() throws IOException {
        secrets().text("postgres");

        assertEquals("rw-------", permissions(secrets().file("postgres")));
        assertEquals("rwx------", permissions(home.resolve("secrets")));
        try (Stream<Path> files = Files.list(home.resolve("secrets"))) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aStoredValueFollowsWhatItIsDerivedFrom() throws IOException {
        secrets().store("token", "old");

        Path file = secrets().store("token", "new");

        assertEquals("new", Files.readString(file));
    }

    private Secrets secrets() {
        return new Secrets(home.resolve("secrets"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
