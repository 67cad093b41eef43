// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import nl.schoonnet.cli.calibration.Calibration;
import nl.schoonnet.cli.calibration.EndToEnd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet calibrate}: holds observer and estimators against simulated truth. */
@Command(
        name = "calibrate",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Holds the observer and the estimators against a simulated internet.",
            "End to end: it lives on loopback addresses, the observer looks at it, the report measures.",
            "Shows what looks said against what was true, reason by reason, and F(24 h) against the truth.",
            "With --estimators: simulates items without looks, and shows how often each interval holds the truth, how wide",
            "it is and how biased its estimate, and which a report may print.",
            "Seeds come from method version and design name: the same version gives the same table."
        },
        footer = {
            "",
            "Exit status: 0 done; 2 wrong usage; 3 a folder or journal that is something else;",
            "5 end to end, a reason was right in under 99% of its looks, or what several of them show was,",
            "or F(24 h) was off by a point."
        })
final class CalibrateCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--estimators", description = "Calibrate the estimators alone, without looks.")
    boolean estimators;

    @Option(
            names = "--full",
            description = {
                "As many data sets as decide: 400 towns per design end to end (some 5 hours of one processor),",
                "2,000 for the estimators (3 hours).",
                "Without it: minutes, with far fewer."
            })
    boolean full;

    @Option(
            names = "--design",
            paramLabel = "NAME",
            description = {
                "With --estimators: only this design, under its name in the table; repeat it for several.",
                "A design's data sets come from its own seed, so that it gives the same alone."
            })
    List<String> designs = new ArrayList<>();

    @Option(
            names = "--minutes",
            defaultValue = "1440",
            paramLabel = "N",
            description = "Stop after so many minutes and name what is left (default: ${DEFAULT-VALUE}).")
    int minutes = 1_440;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description = {
                "Keep each finished data set in FILE, and go on from what it holds: for a full run over several nights.",
                "Delete FILE after a change of observer or estimators."
            })
    @Nullable
    Path resume;

    @Option(
            names = "--out",
            defaultValue = "out/calibration",
            paramLabel = "DIR",
            description = "Folder for the table, plot and page (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("out/calibration");

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Override
    public Integer call() {
        threads.check();
        check(minutes >= 1, "--minutes takes 1 or more.");
        check(designs.isEmpty() || estimators, "--design goes with --estimators.");
        check(
                Calibration.designs().containsAll(designs),
                "There is no such design: docs/calibration.md has their names in its table.");
        Calibration.checkFolder(out);
        Progress progress = new Progress(spec.commandLine().getErr());
        if (!estimators && !full) {
            return endToEnd(progress);
        }
        Calibration calibration = estimators
                ? Calibration.run(
                        full ? Calibration.Effort.FULL : Calibration.Effort.SMALL,
                        Set.copyOf(designs),
                        Clock.systemUTC(),
                        Duration.ofMinutes(minutes),
                        threads.threads,
                        Optional.ofNullable(resume),
                        progress::step)
                : Calibration.runEndToEnd(
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

    private int endToEnd(Progress progress) {
        EndToEnd calibration = EndToEnd.run(progress::step);
        progress.end();
        calibration.print(spec.commandLine().getOut());
        calibration.write(out);
        spec.commandLine()
                .getOut()
                .println("Written to " + out
                        + ": calibration.csv, calibration.json, confusion-headers.csv, confusion-bodies.csv,"
                        + " confusion-derived.csv");
        spec.commandLine().getOut().flush();
        return calibration.holds() ? ExitStatus.DONE : ExitStatus.BROKEN;
    }

    private void check(boolean holds, String sentence) {
        if (!holds) {
            throw new CommandLine.ParameterException(spec.commandLine(), sentence);
        }
    }
}
