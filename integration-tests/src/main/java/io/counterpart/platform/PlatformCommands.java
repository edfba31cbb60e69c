package io.counterpart.platform;

import java.util.List;

/** The calls that are about the local platform itself. */
public final class PlatformCommands {
    private PlatformCommands() {}

    /** @param main the class by which a detached platform's supervisor is started as a program of its own */
    public static List<Object> calling(Class<?> main) {
        return List.of(
                new UpCommand(main),
                new DownCommand(),
                new StatusCommand(),
                new LogsCommand(),
                new ResetCommand(),
                new TokenCommand(),
                new EnvironmentCommand());
    }
}
