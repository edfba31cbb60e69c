package io.counterpart.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a running platform tells the other calls of {@code ./counterpart}: which components it has, on which ports, and whether it is up. */
record PlatformState(Set<Component> components, Map<Port, Integer> ports, boolean ready) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Optional<PlatformState> read(PlatformHome home) {
        Path file = file(home);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), PlatformState.class));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + file, e);
        }
    }

    void write(PlatformHome home) {
        Path file = file(home);
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        try {
            JSON.writeValue(whole.toFile(), this);
            Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    static void delete(PlatformHome home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + file(home), e);
        }
    }

    private static Path file(PlatformHome home) {
        return home.run().resolve("platform.json");
    }
}
