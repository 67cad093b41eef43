// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nl.schoonnet.testbed.Settings;
import nl.schoonnet.testbed.SyntheticYear;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code schoonnet demo}: the main job on a synthetic year whose truth is known. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = ProductVersion.class,
        sortOptions = false,
        description = {
            "Makes a synthetic year with known truth and reports on it: nothing in it is real.",
            "The files of the year stand in DIR/year, the report in DIR/report."
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
            description = "About how many items, 400 to 100,000 (default: ${DEFAULT-VALUE}).")
    int items = 12_000;

    @Option(
            names = "--edition",
            defaultValue = "internal",
            paramLabel = "EDITION",
            description = "internal, preview:PROVIDER or public (default: ${DEFAULT-VALUE}).")
    String edition = "internal";

    @Option(
            names = "--locale",
            defaultValue = "en",
            paramLabel = "nl|en",
            description = "Language of the report (default: ${DEFAULT-VALUE}).")
    String locale = "en";

    @Option(
            names = "--bootstrap",
            defaultValue = "400",
            paramLabel = "N",
            description = "Bootstrap replicates (default: ${DEFAULT-VALUE}).")
    int bootstrap = 400;

    @Override
    public Integer call() throws Exception {
        Settings settings;
        try {
            settings = new Settings(seed, items);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        Path year = out.resolve("year");
        Files.createDirectories(year);
        SyntheticYear.Written written = SyntheticYear.generate(settings, year);
        spec.commandLine()
                .getErr()
                .printf(
                        "A synthetic year: %,d notices, %,d items, %,d looks. Nothing in it is real.%n",
                        written.notices(), written.items(), written.sightings());
        spec.commandLine().getErr().flush();
        List<String> words = new ArrayList<>(List.of("report"));
        add(words, "--notices", written.noticeFile());
        add(words, "--sightings", written.sightingFile());
        words.add("--networks");
        try (Stream<Path> tables = Files.list(year.resolve("networks"))) {
            tables.sorted().forEach(t -> words.add(t.toString()));
        }
        add(words, "--suffixes", year.resolve("public_suffix_list-2025-01-01.dat"));
        add(words, "--providers", year.resolve("providers.yaml"));
        add(words, "--interventions", year.resolve("interventions.csv"));
        add(words, "--archive", year.resolve("archive.csv"));
        if (edition.equals("public")) {
            add(words, "--may-name", year.resolve("may-name.csv"));
        }
        words.addAll(List.of(
                "--from",
                "2025-01-01",
                "--to",
                "2026-01-01",
                "--around",
                "letter",
                "--compare",
                "2025-Q2:2025-Q4",
                "--edition",
                edition,
                "--locale",
                locale,
                "--bootstrap",
                Integer.toString(bootstrap)));
        add(words, "--out", out.resolve("report"));
        return Schoonnet.commandLine().execute(words.toArray(String[]::new));
    }

    private static void add(List<String> words, String option, Path file) {
        words.add(option);
        words.add(file.toString());
    }
}
