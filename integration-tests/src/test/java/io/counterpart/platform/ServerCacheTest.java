package io.counterpart.platform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCacheTest {
    private static final ServerArtifact ARTIFACT = new ServerArtifact("server", "org.example:server:1.2:jar");

    @TempDir
    Path root;

    private final AtomicInteger fetches = new AtomicInteger();

    @Test
    void aServerIsFetchedOnce() {
        Path first = cache().folder(ARTIFACT, ServerCacheTest::move);
        Path second = cache().folder(ARTIFACT, ServerCacheTest::move);

        assertEquals(first, second);
        assertEquals(1, fetches.get());
        assertTrue(Files.exists(first.resolve("server-1.2.jar")));
    }

    @Test
    void twoThatWantItAtOnceFetchItOnce() {
        ServerCache cache = cache();

        IntStream.range(0, 8).parallel().forEach(ignored -> cache.folder(ARTIFACT, ServerCacheTest::move));

        assertEquals(1, fetches.get());
    }

    @Test
    void halfOfAServerDoesNotCount() throws IOException {
        Path folder = Files.createDirectories(root.resolve("server-1.2"));
        Files.writeString(folder.resolve("rest"), "of a start that was interrupted");

        assertFalse(cache().holds(ARTIFACT));
        cache().folder(ARTIFACT, ServerCacheTest::move);

        assertTrue(cache().holds(ARTIFACT));
        assertFalse(Files.exists(folder.resolve("rest")));
    }

    @Test
    void whatCouldNotBeUnpackedIsTriedAgain() {
        assertThrows(
                UncheckedIOException.class,
                () -> cache().folder(ARTIFACT, (archive, folder) -> {
                    throw new IOException("No space left");
                }));

        cache().folder(ARTIFACT, ServerCacheTest::move);

        assertEquals(2, fetches.get());
    }

    @Test
    void everyServerHasAPinnedVersion() {
        assertTrue(ServerArtifact.PULSAR.version().matches("\\d+(\\.\\d+)+"), ServerArtifact.PULSAR.coordinates());
        assertEquals(
                "pulsar-server-distribution-" + ServerArtifact.PULSAR.version() + "-bin.tar.gz",
                ServerArtifact.PULSAR.fileName());
    }

    private ServerCache cache() {
        return new ServerCache(root, (artifact, folder) -> {
            fetches.incrementAndGet();
            return write(folder.resolve(artifact.fileName()));
        });
    }

    private static Path write(Path archive) {
        try {
            return Files.writeString(archive, "archive");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path archive, Path folder) throws IOException {
        Files.move(archive, folder.resolve(archive.getFileName()));
    }
}
