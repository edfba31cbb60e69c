package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The real servers, fetched and unpacked once for all platforms of this machine. A folder counts only with its marker, which is
 * written last; a lock keeps two platforms from unpacking at once.
 */
final class ServerCache {
    private static final String MARKER = ".complete";
    private static final Map<Path, Lock> THREADS = new ConcurrentHashMap<>();

    private final Path root;
    private final ArtifactSource source;

    ServerCache(Path root, ArtifactSource source) {
        this.root = root;
        this.source = source;
    }

    static ServerCache fromEnvironment(Map<String, String> environment) {
        String folder = environment.get("COUNTERPART_CACHE");
        Path root = folder == null || folder.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "counterpart")
                : Path.of(folder);
        return new ServerCache(root.toAbsolutePath().normalize(), new MavenArtifacts(environment));
    }

    /** Makes a server's folder from its fetched archive. */
    @FunctionalInterface
    interface Unpacking {
        void unpack(Path archive, Path folder) throws IOException;
    }

    boolean holds(ServerArtifact artifact) {
        return Files.exists(folder(artifact).resolve(MARKER));
    }

    /** The server's folder, made when it is not there yet. */
    Path folder(ServerArtifact artifact, Unpacking unpacking) {
        Path folder = folder(artifact);
        if (holds(artifact)) {
            return folder;
        }
        // The file's lock stands between processes only; between threads of one it is an error.
        Lock threads = THREADS.computeIfAbsent(folder, ignored -> new ReentrantLock());
        threads.lock();
        try {
            makeAlone(artifact, unpacking, folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot unpack " + artifact.name() + " to " + folder, e);
        } finally {
            threads.unlock();
        }
    }

    private void makeAlone(ServerArtifact artifact, Unpacking unpacking, Path folder) throws IOException {
        Files.createDirectories(root);
        try (FileChannel lockFile = FileChannel.open(
                        root.resolve(folder.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock processes = lockFile.lock()) {
            if (processes.isValid() && !holds(artifact)) {
                make(artifact, unpacking, folder);
            }
        }
    }

    private void make(ServerArtifact artifact, Unpacking unpacking, Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
        Path download = Files.createDirectories(root.resolve(folder.getFileName() + ".download"));
        try {
            unpacking.unpack(source.fetch(artifact, download), folder);
        } finally {
            delete(download);
        }
        Files.createFile(folder.resolve(MARKER));
    }

    private Path folder(ServerArtifact artifact) {
        return root.resolve(artifact.name() + "-" + artifact.version());
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
