package io.counterpart.platform;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How Java programs are run here: by the JDK that runs the launcher, small, and ending when memory does. */
final class Jvm {
    /** Fewer allocation arenas: on many threads they hold tens of megabytes that nobody uses. */
    static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    /** Without compact object headers: QuestDB reckons where an array's elements begin, and dies when it is elsewhere. */
    private static final List<String> COMMON = List.of(
            "-XX:+UseSerialGC",
            "-XX:+PerfDisableSharedMem",
            "-XX:+ExitOnOutOfMemoryError",
            "-Djava.net.preferIPv4Stack=true",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    private Jvm() {}

    static List<String> command(List<String> options, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(COMMON);
        command.addAll(options);
        command.addAll(program);
        return command;
    }
}
