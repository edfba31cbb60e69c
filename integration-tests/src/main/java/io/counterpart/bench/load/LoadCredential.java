package io.counterpart.bench.load;

import io.counterpart.device.DeviceLogin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What a device of the load logs in with. A file has one a line, with a tab between name and secret. */
public record LoadCredential(String username, String password) {

    public static List<LoadCredential> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", -1))
                .map(fields -> new LoadCredential(fields[0], fields[1]))
                .toList();
    }

    public static LoadCredential of(DeviceLogin login) {
        return new LoadCredential(login.username(), login.password());
    }

    /** A file of them in this folder, which only its owner can read. */
    public static Path file(Path folder, List<LoadCredential> credentials) {
        try {
            Path file = Files.createTempFile(
                    Files.createDirectories(folder),
                    "devices",
                    ".tsv",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.write(file, lines(credentials));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the devices of the load", e);
        }
    }

    String line() {
        return username + "\t" + password;
    }

    public static List<String> lines(List<LoadCredential> credentials) {
        return credentials.stream().map(LoadCredential::line).toList();
    }

    @Override
    public String toString() {
        return "LoadCredential[" + username + "]";
    }
}
