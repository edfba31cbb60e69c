package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Processes that a killed launcher left behind. They hold ports and data, so the next start stops them first. */
final class Orphans {
    static final String LAUNCHER = "launcher.pid";

    private final PlatformHome home;

    Orphans(PlatformHome home) {
        this.home = home;
    }

    /** Stops what still runs, newest first, and says how many there were. */
    int stop() {
        List<PidFile> files = files();
        List<PidFile.Found> running = files.stream()
                .flatMap(file -> file.find().stream())
                .sorted(Comparator.comparingLong(Orphans::age))
                .toList();
        running.forEach(found -> ChildProcess.stop(found.process(), found.stopSignal()));
        files.forEach(PidFile::delete);
        return running.size();
    }

    private List<PidFile> files() {
        try (Stream<java.nio.file.Path> files = Files.list(home.run())) {
            return files.filter(file -> file.toString().endsWith(".pid") && !file.endsWith(LAUNCHER))
                    .map(PidFile::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look into " + home.run(), e);
        }
    }

    private static long age(PidFile.Found found) {
        return -found.process()
                .info()
                .startInstant()
                .map(java.time.Instant::toEpochMilli)
                .orElse(0L);
    }
}
