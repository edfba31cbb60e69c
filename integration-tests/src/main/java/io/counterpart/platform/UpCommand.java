package io.counterpart.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** {@code up}: starts everything and stays until it is told to stop, or leaves a supervisor behind. */
@CommandLine.Command(name = "up", description = "Starts everything; Ctrl-C stops it. Data stays.")
final class UpCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--detach", description = "Return when all is ready; './counterpart down' stops it.")
    boolean detach;

    @CommandLine.Option(names = "--no-demo", description = "Start without the demo tenant and its plant.")
    boolean noDemo;

    @CommandLine.Option(
            names = "--only",
            paramLabel = "NAMES",
            description =
                    "For development: start these components only, such as postgres,pulsar; 'servers' are the four.")
    @Nullable String only;

    /** How the detached call starts its supervisor. */
    @CommandLine.Option(names = "--supervise", hidden = true)
    boolean supervise;

    private final Class<?> main;

    UpCommand(Class<?> main) {
        this.main = main;
    }

    @Override
    public Integer call() throws InterruptedException {
        PlatformHome home = Here.home();
        return detach ? new Supervisor(home).start(main, supervised(), System.out) : stay(home);
    }

    private int stay(PlatformHome home) throws InterruptedException {
        long startedNanos = System.nanoTime();
        ProgressLines progress = new ProgressLines(System.out, Here.onTerminal() && !supervise);
        LocalPlatform platform = Here.fresh(home, chosen()).progress(progress).build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            platform.close();
            progress.close();
        }));
        progress.note("Starting in " + home.root());
        platform.start();
        progress.note(Summary.of(platform, Duration.ofNanos(System.nanoTime() - startedNanos)));
        progress.note(supervise ? "./counterpart down stops it." : "Ctrl-C stops it.");
        if (supervise) {
            new Supervisor(home).reportReady();
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private List<String> supervised() {
        List<String> arguments = new ArrayList<>(List.of("up", "--supervise"));
        if (noDemo) {
            arguments.add("--no-demo");
        }
        if (only != null) {
            arguments.add("--only=" + only);
        }
        return arguments;
    }

    private Set<Component> chosen() {
        if (only == null) {
            return noDemo ? Component.platform() : EnumSet.allOf(Component.class);
        }
        Set<Component> chosen = EnumSet.noneOf(Component.class);
        for (String name : only.split(",", -1)) {
            if (name.equals("servers")) {
                chosen.addAll(Component.servers());
            } else {
                chosen.add(Component.labelled(name));
            }
        }
        return chosen;
    }
}
