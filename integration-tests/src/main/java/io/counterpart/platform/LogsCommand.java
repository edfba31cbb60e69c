package io.counterpart.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code logs}: the newest lines of one component or of all. */
@CommandLine.Command(name = "logs", description = "The newest log lines, of all components or of one.")
final class LogsCommand implements Callable<Integer> {
    private static final String SUFFIX = ".log";
    private static final int TAIL_BYTES = 16_384;
    private static final Duration INTERVAL = Duration.ofMillis(200);

    @CommandLine.Parameters(arity = "0..1", paramLabel = "NAME", description = "Such as ingest.")
    @Nullable String name;

    @CommandLine.Option(
            names = {"-f", "--follow"},
            description = "Go on with what comes.")
    boolean follow;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, LogFollower> logs = open(Here.home());
        try {
            do {
                for (Map.Entry<String, LogFollower> log : logs.entrySet()) {
                    print(log.getKey(), log.getValue().next());
                }
                if (follow) {
                    Thread.sleep(INTERVAL);
                }
            } while (follow && !System.out.checkError());
        } finally {
            logs.values().forEach(LogFollower::close);
        }
        return 0;
    }

    private void print(String component, List<String> lines) {
        for (String line : lines) {
            System.out.println(name == null ? "%-16s | %s".formatted(component, line) : line);
        }
    }

    private Map<String, LogFollower> open(PlatformHome home) throws IOException {
        List<Path> files;
        try (Stream<Path> folder = Files.list(home.logs())) {
            files = folder.filter(file -> file.toString().endsWith(SUFFIX))
                    .filter(file -> name == null || file.endsWith(name + SUFFIX))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new PlatformException(
                    name == null ? "There are no logs in " + home.logs() + "." : "There is no log of '" + name + "'.");
        }
        Map<String, LogFollower> logs = new LinkedHashMap<>();
        for (Path file : files) {
            LogFollower log = new LogFollower(file);
            log.skipToLast(name == null ? TAIL_BYTES / files.size() : TAIL_BYTES);
            String fileName = file.toFile().getName();
            logs.put(fileName.substring(0, fileName.length() - SUFFIX.length()), log);
        }
        return logs;
    }
}
