package io.counterpart.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process of the local platform, with its log and the note by which a later launcher finds it. */
public final class ChildProcess {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    /** All that a child inherits: settings of the person's shell must not leak into servers. */
    private static final List<String> INHERITED =
            List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "USER", "LOGNAME");

    private final String name;
    private final ProcessHandle process;
    private final String stopSignal;
    private final PidFile pidFile;
    private final Path log;

    private ChildProcess(String name, ProcessHandle process, String stopSignal, PidFile pidFile, Path log) {
        this.name = name;
        this.process = process;
        this.stopSignal = stopSignal;
        this.pidFile = pidFile;
        this.log = log;
    }

    static ChildProcess start(String name, Launch launch, PlatformHome home) {
        Path log = home.log(name);
        PidFile pidFile = pidFile(name, home);
        // A session of its own: Ctrl-C in the terminal reaches the launcher alone, which then stops all in order.
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(launch.wrapper());
        command.addAll(launch.command());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(log.toFile());
        builder.environment().clear();
        builder.environment().putAll(inherited(System.getenv()));
        builder.environment().putAll(launch.environment());
        try {
            keepPrevious(log);
            ProcessHandle process = builder.start().toHandle();
            pidFile.write(process, launch);
            return new ChildProcess(name, process, launch.stopSignal(), pidFile, log);
        } catch (IOException e) {
            throw new PlatformException("Cannot run " + launch.command().getFirst() + ": " + e.getMessage(), e);
        }
    }

    static PidFile pidFile(String name, PlatformHome home) {
        return new PidFile(home.run().resolve(name + ".pid"));
    }

    static Map<String, String> inherited(Map<String, String> environment) {
        Map<String, String> kept = new TreeMap<>(environment);
        kept.keySet().retainAll(INHERITED);
        return kept;
    }

    public String name() {
        return name;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public Path log() {
        return log;
    }

    /** Asks it to stop, and ends it when it does not listen. */
    void stop() {
        stop(process, stopSignal);
        pidFile.delete();
    }

    /** As a crash would: at once, and nothing is told. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(process, STOP_PATIENCE);
        pidFile.delete();
    }

    /** Takes the processor from it, until it is resumed. */
    public void pause() {
        send(process, "STOP");
    }

    public void resume() {
        send(process, "CONT");
    }

    static void stop(ProcessHandle process, String signal) {
        if (process.isAlive()) {
            send(process, signal);
            if (!awaitEnd(process, STOP_PATIENCE)) {
                process.destroyForcibly();
                awaitEnd(process, STOP_PATIENCE);
            }
        }
    }

    private static void send(ProcessHandle process, String signal) {
        if (signal.equals("TERM")) {
            process.destroy();
            return;
        }
        try {
            // The JDK sends TERM and KILL only.
            new ProcessBuilder("sh", "-c", "kill -" + signal + " " + process.pid())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send " + signal + " to process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean awaitEnd(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot wait for process " + process.pid(), e);
        }
    }

    /** The last run's log is what one wants to read after a crash. */
    private static void keepPrevious(Path log) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".previous"), StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
