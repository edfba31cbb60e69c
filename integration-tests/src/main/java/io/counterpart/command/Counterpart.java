package io.counterpart.command;

import io.counterpart.bench.BenchCommand;
import io.counterpart.platform.PlatformCommands;
import io.counterpart.platform.PlatformException;
import io.counterpart.replay.ReplayCommand;
import picocli.CommandLine;

/** {@code ./counterpart}: the one way in. Every call is a class of the package it is about. */
@CommandLine.Command(
        name = "counterpart",
        description = "The whole of Counterpart on this machine.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "  test         The whole test suite, as CI runs it.",
            "  format       Formats the code.",
            "",
            "COUNTERPART_HOME says where a platform keeps its data (default: var),",
            "COUNTERPART_<NAME>_PORT and COUNTERPART_PORT_OFFSET where it listens,",
            "COUNTERPART_CACHE where the servers are unpacked."
        })
public final class Counterpart {
    private Counterpart() {}

    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Counterpart());
        PlatformCommands.calling(Counterpart.class).forEach(commandLine::addSubcommand);
        commandLine.addSubcommand(new ReplayCommand()).addSubcommand(new BenchCommand());
        commandLine.getCommandSpec().mixinStandardHelpOptions(true);
        commandLine
                .getSubcommands()
                .values()
                .forEach(call -> call.getCommandSpec().mixinStandardHelpOptions(true));
        System.exit(commandLine
                .setExecutionExceptionHandler(Counterpart::explain)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments));
    }

    /** What a person can act on is said in words; anything else is a fault of ours and keeps its stack trace. */
    private static int explain(Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
        if (failure instanceof PlatformException) {
            command.getErr().println(failure.getMessage());
        } else {
            failure.printStackTrace(command.getErr());
        }
        command.getErr().flush();
        return 1;
    }
}
