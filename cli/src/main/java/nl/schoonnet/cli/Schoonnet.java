// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import nl.schoonnet.internet.input.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry of the command line; the exit status is one of {@link ExitStatus}. */
@Command(
        name = "schoonnet",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Measures who hosts what was notified, how fast it goes, and how sure that is.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ReportCommand.class, DemoCommand.class, CalibrateCommand.class},
        footer = {
            "",
            "Exit status: 0 done; 2 wrong usage; 3 input unusable, nothing written;",
            "4 done, but rows were rejected (rejected.csv lists them); 130 interrupted, nothing written.",
            "",
            "Run the tests with: ./schoonnet test"
        })
final class Schoonnet {
    private Schoonnet() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new Schoonnet());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(110);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof InputException unusable) {
                PrintWriter err = command.getErr();
                err.println("schoonnet: " + unusable.getMessage());
                err.flush();
                return ExitStatus.UNUSABLE_INPUT;
            }
            throw exception;
        });
        return commandLine;
    }
}
