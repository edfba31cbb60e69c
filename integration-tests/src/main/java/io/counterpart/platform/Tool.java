package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A program that is run to its end, such as tar or initdb; what it wrote is shown only when it fails. */
final class Tool {
    private Tool() {}

    static void run(String purpose, List<String> command, Map<String, String> environment, Path directory) {
        try {
            Path output = Files.createTempFile("counterpart", ".out");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                int exit = builder.start().waitFor();
                if (exit != 0) {
                    throw new PlatformException("Cannot %s (%s ended with %d):%n%s"
                            .formatted(purpose, command.getFirst(), exit, LogTail.of(output)));
                }
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot " + purpose, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted: " + purpose, e);
        }
    }
}
