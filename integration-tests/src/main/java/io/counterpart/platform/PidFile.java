package io.counterpart.platform;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The note by which a process is found again, even by another launcher: a pid alone may by then be someone else's. */
record PidFile(Path path) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Linux reckons a process' start from a boot time that clock corrections move a little. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private record Note(long pid, long startedAtMillis, List<String> command, String stopSignal) {}

    /** A process that this file describes and that still runs. */
    record Found(ProcessHandle process, String stopSignal) {}

    /** A process that has just been started: what it is to become may not show in its command line yet. */
    void write(ProcessHandle process, Launch launch) {
        write(process, launch.command(), launch.stopSignal());
    }

    /** A process that runs already. */
    void write(ProcessHandle process) {
        write(process, arguments(process.pid()), "TERM");
    }

    private void write(ProcessHandle process, List<String> command, String stopSignal) {
        long startedAt = process.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
        try {
            JSON.writeValue(path.toFile(), new Note(process.pid(), startedAt, command, stopSignal));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + path, e);
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + path, e);
        }
    }

    /** The process, if it is the same one: same pid, same start, same command. */
    Optional<Found> find() {
        return read().flatMap(note -> ProcessHandle.of(note.pid())
                .filter(ProcessHandle::isAlive)
                .filter(process -> startedAt(process, note) && runs(process, note.command()))
                .map(process -> new Found(process, note.stopSignal())));
    }

    private Optional<Note> read() {
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(path.toFile(), Note.class));
        } catch (IOException halfWritten) {
            // A launcher killed while writing: the process is unknown, and its port will be named as taken.
            return Optional.empty();
        }
    }

    private static boolean startedAt(ProcessHandle process, Note note) {
        return process.info()
                .startInstant()
                .map(start -> Duration.between(Instant.ofEpochMilli(note.startedAtMillis()), start)
                                .abs()
                                .compareTo(CLOCK_TOLERANCE)
                        <= 0)
                .orElse(false);
    }

    /** Its end only: wrappers such as setsid stand before the command until they have become it. */
    private static boolean runs(ProcessHandle process, List<String> command) {
        return commandLine(process.pid()).endsWith(String.join("\0", command) + "\0");
    }

    private static List<String> arguments(long pid) {
        String line = commandLine(pid);
        return List.of(line.substring(0, Math.max(0, line.length() - 1)).split("\0", -1));
    }

    static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException gone) {
            return "";
        }
    }
}
