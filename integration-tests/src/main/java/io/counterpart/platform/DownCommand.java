package io.counterpart.platform;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** {@code down}: stops what runs, whether its launcher still lives or not. */
@CommandLine.Command(name = "down", description = "Stops everything. Data stays.")
final class DownCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        PlatformHome home = Here.home();
        Optional<PidFile.Found> launcher = LocalPlatform.launcherNote(home).find();
        if (launcher.isPresent()) {
            stop(launcher.get().process());
            System.out.println("Stopped.");
            return 0;
        }
        int orphans = new Orphans(home).stop();
        PlatformState.delete(home);
        System.out.println(
                orphans == 0
                        ? "Nothing runs on " + home.root() + "."
                        : "Stopped " + orphans + " processes of a launcher that was killed.");
        return 0;
    }

    private static void stop(ProcessHandle launcher) throws InterruptedException, ExecutionException {
        launcher.destroy();
        try {
            launcher.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new PlatformException(
                    "The launcher, process " + launcher.pid() + ", has not stopped after " + PATIENCE.toSeconds()
                            + " s.",
                    e);
        }
    }
}
