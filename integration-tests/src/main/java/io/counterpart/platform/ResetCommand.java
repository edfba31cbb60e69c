package io.counterpart.platform;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code reset}: forgets all data. */
@CommandLine.Command(name = "reset", description = "Forgets all data, after asking.")
final class ResetCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--yes", description = "Do not ask.")
    boolean yes;

    @Override
    public Integer call() throws IOException {
        PlatformHome home = Here.home();
        if (!Files.exists(home.root())) {
            System.out.println("There is nothing to forget in " + home.root() + ".");
            return 0;
        }
        if (LocalPlatform.launcherNote(home).find().isPresent()) {
            throw new PlatformException("The platform still runs; './counterpart down' stops it.");
        }
        if (!yes && !confirmed(home)) {
            System.out.println("Nothing was changed.");
            return 1;
        }
        new Orphans(home).stop();
        home.delete();
        System.out.println("Forgot all data in " + home.root() + ".");
        return 0;
    }

    private static boolean confirmed(PlatformHome home) throws IOException {
        System.out.print("Forget all data in " + home.root() + "? [y/N] ");
        System.out.flush();
        String answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
