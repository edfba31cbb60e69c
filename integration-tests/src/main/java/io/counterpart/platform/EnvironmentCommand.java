package io.counterpart.platform;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code environment}: what a service is told, for running it in a debugger beside the other components. */
@CommandLine.Command(
        name = "environment",
        description = "For development: the variables that a service is started with.")
final class EnvironmentCommand implements Callable<Integer> {
    @CommandLine.Parameters(paramLabel = "SERVICE", description = "Such as portal-api.")
    String service = "";

    @Override
    public Integer call() {
        PlatformHome home = Here.home();
        Here.view(home, Here.requireRunning(home))
                .environment(Component.labelled(service))
                .forEach((name, value) -> System.out.println("export " + name + "='" + value + "'"));
        return 0;
    }
}
