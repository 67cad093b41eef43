// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.report.ReportFolder;
import nl.schoonnet.reporting.report.ReportMaker;
import nl.schoonnet.reporting.report.ReportRequest;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.Timestamps;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.measurement.KnownFacts;
import org.jspecify.annotations.Nullable;

/** One run of the report command: read, count, decide what may be seen, write. */
final class ReportRun {
    private final ReportCommand options;
    private final String command;
    private final PrintWriter out;
    private final Progress progress;
    /** Clocks differ by so much at most; a look dated later would move the cut-off. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final Clock clock = Clock.systemUTC();

    ReportRun(ReportCommand options, String command, PrintWriter out, PrintWriter err) {
        this.options = options;
        this.command = command;
        this.out = out;
        this.progress = new Progress(err);
    }

    /** All of it in a pool of its own, so that no step uses more threads than were asked for. */
    int run() {
        return options.threads.run(this::report);
    }

    /** As {@link #run}, on the facts of a database. */
    int runOnDatabase() {
        return options.threads.run(() -> {
            Instant now = clock.instant();
            Instant asOf = options.asOf == null ? now : options.asOf;
            try (Reached database = options.database.reachInstalled();
                    KnownFacts facts =
                            KnownFacts.of(database.source(), options.keyFile.open(options.database.data), asOf, now)) {
                return report(() -> facts.register(options.norm), () -> {
                    SortedMap<String, String> digests = digests();
                    digests.put("facts learnt by " + asOf, facts.digest());
                    return digests;
                });
            }
        });
    }

    private int report() {
        Instant latest = clock.instant().plus(CLOCKS);
        return report(() -> new Facts.InFiles(options.notices, options.sightings, latest), this::digests);
    }

    private int report(Supplier<Facts> facts, Supplier<SortedMap<String, String>> inputs) {
        ReportFolder folder = ReportFolder.at(options.out);
        ReadingLog log = new ReadingLog(progress::lines);
        ReportMaker.Made made;
        try {
            made = ReportMaker.make(request(facts), inputs, new SecureRandom(), log, progress::step);
            made.to(folder);
        } finally {
            progress.end();
        }
        Headlines.print(made.figures(), options.shown.locale, folder.path(), out);
        return made.rejected() > 0 ? rejected(log, folder) : ExitStatus.DONE;
    }

    private ReportRequest request(Supplier<Facts> facts) {
        progress.step("Reading");
        return new ReportRequest(
                new Selection(
                        facts.get(),
                        options.networks,
                        options.suffixes,
                        options.providers,
                        options.from,
                        options.to,
                        options.cutoff,
                        options.role,
                        options.cluster,
                        options.threads.threads),
                options.interventions,
                options.archive,
                options.mayName,
                options.norm,
                options.minN,
                options.top,
                options.shown.bootstrap,
                options.seed,
                options.compare,
                options.around,
                options.shown.edition,
                LocalDate.ofInstant(clock.instant(), Timestamps.AMSTERDAM),
                options.shown.locale,
                options.strict,
                ProductVersion.text(),
                command);
    }

    private int rejected(ReadingLog log, ReportFolder folder) {
        out.println(log.count() + " rows were rejected; they are listed in "
                + folder.path().resolve("rejected.csv") + ".");
        out.flush();
        return ExitStatus.ROWS_REJECTED;
    }

    private SortedMap<String, String> digests() {
        SortedMap<String, String> digests = new TreeMap<>();
        List<Map.Entry<String, Path>> files = new ArrayList<>();
        options.notices.forEach(f -> files.add(Map.entry("notices", f)));
        options.sightings.forEach(f -> files.add(Map.entry("sightings", f)));
        options.networks.forEach(f -> files.add(Map.entry("networks", f)));
        options.suffixes.forEach(f -> files.add(Map.entry("suffixes", f)));
        add(files, "providers", options.providers);
        add(files, "interventions", options.interventions);
        add(files, "archive", options.archive);
        for (Map.Entry<String, Path> file : files) {
            digests.put(file.getKey() + " " + file.getValue().getFileName(), Digest.sha256(file.getValue()));
        }
        return digests;
    }

    private static void add(List<Map.Entry<String, Path>> files, String role, @Nullable Path file) {
        if (file != null) {
            files.add(Map.entry(role, file));
        }
    }
}
