package io.counterpart.platform;

import java.util.concurrent.Callable;
import picocli.CommandLine;

/** {@code token}: a bearer token of a local test person, alone on its line, for scripts. */
@CommandLine.Command(
        name = "token",
        description = "Prints a bearer token of a local test person, made when there is none.")
final class TokenCommand implements Callable<Integer> {
    @CommandLine.Option(names = "--tenant", defaultValue = "demo", description = "Default: ${DEFAULT-VALUE}.")
    String tenant = "demo";

    @CommandLine.Option(
            names = "--role",
            defaultValue = "operator",
            description =
                    "owner, admin, modeller, operator, analyst, viewer, device-maker, billing, auditor; or, outside"
                            + " tenants, platform-admin, platform-support. Default: ${DEFAULT-VALUE}.")
    String role = "operator";

    @Override
    public Integer call() {
        PlatformHome home = Here.home();
        System.out.println(Here.view(home, Here.requireRunning(home)).people().token(tenant, role));
        return 0;
    }
}
