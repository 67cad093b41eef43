// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.server.StartException;
import nl.schoonnet.server.access.AccessException;
import nl.schoonnet.server.basis.BasisException;
import nl.schoonnet.server.database.DatabaseException;
import nl.schoonnet.server.hashcheck.HashcheckException;
import nl.schoonnet.server.keys.KeyException;
import nl.schoonnet.server.measurement.MeasurementException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The entry of the command line; the exit status is one of {@link ExitStatus}. */
@Command(
        name = "schoonnet",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        description = "Measures who hosts what was notified, how fast it goes, and how sure that is.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ReportCommand.class,
            DemoCommand.class,
            CalibrateCommand.class,
            ServeCommand.class,
            ObserveCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            AuditCommand.class,
            KeysCommand.class,
            ImportCommand.class,
            HashCommand.class,
            CheckCommand.class,
            HashesCommand.class
        },
        footer = {
            "",
            "Exit status: 0 done; 1 a defect in schoonnet; 2 wrong usage; 3 input unusable, nothing written;",
            "4 done, but rows were rejected (rejected.csv lists them); 5 what was checked isn't whole;",
            "6 a file that was checked is listed; 130 interrupted, nothing written.",
            "",
            "Run the tests with: ./schoonnet test"
        })
final class Schoonnet {
    private static final String TRACE = "SCHOONNET_TRACE";

    private static final Map<Class<?>, String> TAKES = Map.of(
            int.class, "a whole number",
            Integer.class, "a whole number",
            long.class, "a whole number",
            Long.class, "a whole number",
            LocalDate.class, "a day, such as 2026-01-31",
            Instant.class, "a moment, such as 2026-01-31T00:00:00Z");

    private Schoonnet() {}

    public static void main(String[] arguments) {
        boolean trace = "1".equals(System.getenv(TRACE));
        int status;
        try {
            status = commandLine(trace).execute(arguments);
        } catch (OutOfMemoryError e) {
            System.err.println(
                    "schoonnet: The memory is full; give Java more with JAVA_TOOL_OPTIONS=-Xmx4g, or a shorter"
                            + " period.");
            status = ExitStatus.DEFECT;
        }
        System.exit(status);
    }

    static CommandLine commandLine() {
        return commandLine(false);
    }

    /** The command line; with {@code trace} a defect shows where it happened. */
    static CommandLine commandLine(boolean trace) {
        CommandLine commandLine = new CommandLine(new Schoonnet());
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpWidth(110);
        commandLine.setParameterExceptionHandler(Schoonnet::wrongUsage);
        commandLine.setExecutionExceptionHandler((exception, command, parsed) -> {
            if (exception instanceof InputException
                    || exception instanceof StartException
                    || exception instanceof DatabaseException
                    || exception instanceof KeyException
                    || exception instanceof AccessException
                    || exception instanceof BasisException
                    || exception instanceof HashcheckException
                    || exception instanceof MeasurementException) {
                return say(command, exception.getMessage(), ExitStatus.UNUSABLE_INPUT);
            }
            if (trace) {
                exception.printStackTrace(command.getErr());
            }
            return say(
                    command,
                    "This is a defect in schoonnet, please report it; with " + TRACE
                            + "=1 in the environment the command shows where.",
                    ExitStatus.DEFECT);
        });
        return commandLine;
    }

    private static int wrongUsage(CommandLine.ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        String sentence = sentence(wrong);
        String help = command.getCommandSpec().qualifiedName() + " --help";
        return say(command, sentence + (sentence.endsWith(".") ? "" : ".") + " See: " + help, ExitStatus.USAGE);
    }

    /** Picocli's own sentence, but of a value that can't be read: that one would quote it, and name classes of Java. */
    private static String sentence(CommandLine.ParameterException wrong) {
        ArgSpec argument = wrong.getArgSpec();
        String takes = argument == null ? "" : TAKES.getOrDefault(argument.auxiliaryTypes()[0], "");
        String said = String.valueOf(wrong.getMessage());
        boolean unread = said.contains(": cannot convert '") || said.matches("(?s).*' is not an? \\w+");
        if (argument == null || takes.isEmpty() || !unread) {
            return said.replaceAll("\\s+", " ").strip();
        }
        return (argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel()) + " takes "
                + takes + ".";
    }

    private static int say(CommandLine command, @Nullable String sentence, int status) {
        PrintWriter err = command.getErr();
        err.println("schoonnet: " + sentence);
        err.flush();
        return status;
    }
}
