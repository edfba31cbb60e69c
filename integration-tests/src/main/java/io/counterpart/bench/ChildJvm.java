package io.counterpart.bench;

import io.counterpart.platform.PlatformException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A part of a benchmark that must have a process of its own: a main class of ours on the same class path, spoken to by lines. */
final class ChildJvm implements AutoCloseable {
    private static final long STOP_SECONDS = 10;
    private static final String HEAP = "512m";

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.in = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    static ChildJvm start(Class<?> main, List<String> arguments) {
        return start(main, HEAP, arguments);
    }

    /** @param heap how much it may have, as Java's option says it */
    static ChildJvm start(Class<?> main, String heap, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx" + heap,
                "-Djava.net.preferIPv4Stack=true",
                // Netty: leak samples and bound checks would be measured along.
                "-Dio.netty.leakDetection.level=disabled",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        try {
            return new ChildJvm(
                    main.getSimpleName(),
                    new ProcessBuilder(command)
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + main.getSimpleName(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** The next line it says. */
    String line() {
        try {
            String line = out.readLine();
            if (line == null) {
                throw new PlatformException(name + " ended before it was done; what it said stands above.");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot hear " + name, e);
        }
    }

    void say(String line) {
        try {
            in.write(line);
            in.newLine();
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot talk to " + name, e);
        }
    }

    /** The end of its input ends it; one that does not listen is ended. */
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
