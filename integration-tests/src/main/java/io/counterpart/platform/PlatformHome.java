package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where one local platform keeps everything: data, logs, secrets and what it knows of its running processes. */
record PlatformHome(Path root) {
    private static final List<String> OURS = Stream.concat(
                    Stream.of("logs", "run", "secrets", "objects"),
                    Stream.of(Component.values()).map(Component::label))
            .toList();

    PlatformHome {
        root = root.toAbsolutePath().normalize();
    }

    static PlatformHome fromEnvironment(Map<String, String> environment, Path checkout) {
        String home = environment.get("COUNTERPART_HOME");
        return new PlatformHome(home == null || home.isBlank() ? checkout.resolve("var") : Path.of(home));
    }

    /** The folder of one component's data. */
    Path data(String component) {
        return folder(root.resolve(component));
    }

    Path secrets() {
        return root.resolve("secrets");
    }

    Path log(String component) {
        return logs().resolve(component + ".log");
    }

    Path logs() {
        return folder(root.resolve("logs"));
    }

    /** Forgets everything but what is not ours: somebody may have chosen a folder that holds other things too. */
    void delete() throws IOException {
        for (String folder : OURS) {
            ServerCache.delete(root.resolve(folder));
        }
        try (Stream<Path> rest = Files.list(root)) {
            if (rest.findAny().isEmpty()) {
                Files.delete(root);
            }
        }
    }

    Path run() {
        return folder(root.resolve("run"));
    }

    private static Path folder(Path path) {
        try {
            return Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot make the folder " + path, e);
        }
    }
}
