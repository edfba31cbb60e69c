package io.counterpart.platform;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The process that holds a detached platform: it outlives the terminal, and what it prints stands in a log. */
final class Supervisor {
    static final String LOG = "counterpart";
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final PlatformHome home;

    Supervisor(PlatformHome home) {
        this.home = home;
    }

    /** Starts one, this program with these arguments, shows what it prints, and returns 0 as soon as it reports that all is ready. */
    int start(Class<?> main, List<String> arguments, PrintStream out) {
        if (LocalPlatform.launcherNote(home).find().isPresent()) {
            throw LocalPlatform.alreadyRunning(home);
        }
        try {
            Files.deleteIfExists(readyFile());
            Path log = home.log(LOG);
            Process supervisor = run(main, arguments, log);
            Thread cancel = new Thread(supervisor::destroy);
            Runtime.getRuntime().addShutdownHook(cancel);
            int exit = follow(supervisor, log, out);
            Runtime.getRuntime().removeShutdownHook(cancel);
            return exit;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start the supervisor", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted.", e);
        }
    }

    /** Called by the supervisor itself, after its last line. */
    void reportReady() {
        try {
            Files.writeString(readyFile(), "");
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot report that all is ready", e);
        }
    }

    private int follow(Process supervisor, Path log, PrintStream out) throws InterruptedException {
        try (LogFollower lines = new LogFollower(log)) {
            while (supervisor.isAlive() && !Files.exists(readyFile())) {
                lines.next().forEach(out::println);
                Thread.sleep(INTERVAL);
            }
            boolean ready = supervisor.isAlive();
            lines.next().forEach(out::println);
            return ready ? 0 : Math.max(1, supervisor.waitFor());
        }
    }

    private static Process run(Class<?> main, List<String> arguments, Path log) throws IOException {
        ProcessHandle.Info self = ProcessHandle.current().info();
        List<String> command = new ArrayList<>();
        // Its own session: closing the terminal does not reach it.
        command.add("setsid");
        command.add(self.command().orElse("java"));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(main.getName());
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private Path readyFile() {
        return home.run().resolve("ready");
    }
}
