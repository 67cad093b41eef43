// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nl.schoonnet.reporting.figures.FigureSettings.Compared;
import nl.schoonnet.reporting.report.ReportFolder;
import nl.schoonnet.reporting.source.Timestamps;
import nl.schoonnet.testbed.Settings;
import nl.schoonnet.testbed.SyntheticYear;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code schoonnet demo}: the main job on a synthetic year whose truth is known. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        defaultValueProvider = DemoCommand.English.class,
        sortOptions = false,
        description = {
            "Makes a synthetic year with known truth and reports on it: nothing in it is real.",
            "The files of the year stand in DIR/year, the report in DIR/report.",
            "With --live: a simulated internet lives on loopback addresses, a server takes in notices, observers look, and the",
            "figures are shown beside the truth, day by day; a few minutes, and nothing is kept but the report."
        })
final class DemoCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--out",
            defaultValue = "out/demo",
            paramLabel = "DIR",
            description = "Folder of the demonstration (default: ${DEFAULT-VALUE}).")
    Path out = Path.of("out/demo");

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "Seed of the year (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--items",
            defaultValue = "12000",
            paramLabel = "N",
            description =
                    "About how many items, 400 to 100,000 (default: ${DEFAULT-VALUE}; with --live 100 to 5,000, 400).")
    int items = 12_000;

    @Option(names = "--live", description = "Show the whole loop, with a server and observers of its own.")
    boolean live;

    @Mixin
    EditionOptions shown = new EditionOptions();

    @Mixin
    ThreadOption threads = new ThreadOption();

    @Override
    public Integer call() throws IOException {
        shown.check();
        threads.check();
        if (live) {
            boolean asked = spec.commandLine().getParseResult().hasMatchedOption("--items");
            return new LiveDemo(this, asked ? items : 400).run();
        }
        Settings settings = settings();
        String previewed = shown.previewed().orElse(null);
        if (previewed != null && !SyntheticYear.providers().contains(previewed)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--edition preview names no provider of the year; take an id such as "
                            + SyntheticYear.providers().getFirst() + ".");
        }
        ReportFolder.at(out.resolve("report"));
        Path year = out.resolve("year");
        Files.createDirectories(year);
        SyntheticYear.Written written = SyntheticYear.generate(settings, year);
        spec.commandLine()
                .getErr()
                .printf(
                        "A synthetic year: %,d notices, %,d items, %,d looks. Nothing in it is real.%n",
                        written.notices(), written.items(), written.sightings());
        spec.commandLine().getErr().flush();
        return new ReportRun(
                        report(written, year),
                        CommandText.of(spec),
                        spec.commandLine().getOut(),
                        spec.commandLine().getErr())
                .run();
    }

    private Settings settings() {
        try {
            return new Settings(seed, items);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** Everything that the year has. */
    private ReportCommand report(SyntheticYear.Written written, Path year) throws IOException {
        ReportCommand report = new ReportCommand();
        report.notices = List.of(written.noticeFile());
        report.sightings = List.of(written.sightingFile());
        try (Stream<Path> tables = Files.list(year.resolve("networks"))) {
            report.networks = tables.sorted().toList();
        }
        report.suffixes = List.of(year.resolve("public_suffix_list-2025-01-01.dat"));
        report.providers = year.resolve("providers.yaml");
        report.interventions = year.resolve("interventions.csv");
        report.archive = year.resolve("archive.csv");
        report.mayName = shown.isPublic() ? year.resolve("may-name.csv") : null;
        report.from = Timestamps.dateOrInstant("2025-01-01");
        report.to = Timestamps.dateOrInstant("2026-01-01");
        report.around = "letter";
        report.compare = Compared.parse("2025-Q2:2025-Q4");
        report.shown = shown;
        report.threads = threads;
        report.out = out.resolve("report");
        return report;
    }

    /** The demonstration speaks English unless told otherwise. */
    static final class English implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--locale") ? "en" : null;
        }
    }
}
