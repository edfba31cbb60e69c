package io.counterpart.platform;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What to run as a child process.
 *
 * @param wrapper what stands before the command and then becomes it
 * @param stopSignal the one that makes it stop soon and in order
 */
record Launch(
        List<String> wrapper,
        List<String> command,
        Map<String, String> environment,
        Path directory,
        String stopSignal) {
    Launch {
        wrapper = List.copyOf(wrapper);
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    Launch(List<String> command, Map<String, String> environment, Path directory) {
        this(List.of(), command, environment, directory, "TERM");
    }
}
