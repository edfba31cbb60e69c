package io.counterpart.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a device of the load logs in with. A file has one a line, with a tab between name and secret. */
public record LoadCredential(String username, String password) {

    public static List<LoadCredential> read(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split("\t", -1))
                .map(fields -> new LoadCredential(fields[0], fields[1]))
                .toList();
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
