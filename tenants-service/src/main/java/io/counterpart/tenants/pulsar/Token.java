package io.counterpart.tenants.pulsar;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The service's own token, read anew each time it is shown, so that it can be changed for another. */
final class Token {

    private Token() {}

    static String in(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the Pulsar token", e);
        }
    }
}
