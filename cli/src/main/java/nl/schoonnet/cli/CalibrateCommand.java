// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import nl.schoonnet.cli.calibration.Calibration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet calibrate}: holds the estimators against simulated truth. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Simulates items with known truth and shows how often each interval holds it.",
            "Prints how wide each interval is and the bias of its estimate too, and says which a report may print.",
            "Seeds come from method version and design name: the same version gives the same table."
        })
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--estimators", required = true, description = "Calibrate the estimators.")
    boolean estimators;

    @Option(
            names = "--full",
            description = "2,000 data sets per design, which decides; without it, a minute or two with far fewer.")
    boolean full;

    @Option(
            names = "--minutes",
            defaultValue = "1440",
            paramLabel = "N",
            description = "Stop after so many minutes and name what is left (default: VALUE).")
    int minutes = 1_440;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = {
                "Keep each finished data set in FILE, and go on from what it holds: for a full run over several nights.",
                "Delete FILE after a change of the estimators."
            })
    @Nullable
    Path resume;

    @Option(
            names = "--out",
            defaultValue = "out/calibration",
            paramLabel = "DIR",
            description = "Folder for the table, plot and page (default: VALUE).")
    Path out = Path.of("out/calibration");

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Override
    public Integer call() {
        threads.check();
        check(minutes >= 1, "--minutes takes 1 or more.");
        Calibration.checkFolder(out);
        Progress progress = new Progress(spec.commandLine().getErr());
        Calibration calibration = Calibration.run(
                full ? Calibration.Effort.FULL : Calibration.Effort.SMALL,
                Clock.systemUTC(),
                Duration.ofMinutes(minutes),
                threads.threads,
                Optional.ofNullable(resume),
                progress::step);
        progress.end();
        calibration.print(spec.commandLine().getOut());
        calibration.write(out);
        spec.commandLine()
                .getOut()
                .println("Written to " + out + ": calibration.csv, calibration.svg, calibration.html");
        spec.commandLine().getOut().flush();
        return ExitStatus.DONE;
    }

    private void check(boolean holds, String sentence) {
        if (!holds) {
            throw new CommandLine.ParameterException(spec.commandLine(), sentence);
        }
    }
}
