package io.counterpart.contracts.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A service's own token, read anew each time it is shown, so that it can be changed for another while the service runs. */
public final class TokenFile {

    private TokenFile() {}

    /**
     * @throws UncheckedIOException when the file cannot be read
     */
    public static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the file of our Pulsar token cannot be read, see COUNTERPART_PULSAR_TOKEN_FILE", e);
        }
    }
}
