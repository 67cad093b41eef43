// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.edition.Edition;
import nl.schoonnet.reporting.edition.Redaction;
import nl.schoonnet.reporting.figures.FigureRun;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.population.Facts;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.report.ReportDocument;
import nl.schoonnet.reporting.report.ReportFolder;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.MayName;
import nl.schoonnet.reporting.source.PrintedFigure;
import nl.schoonnet.reporting.source.ReadingLog;
import nl.schoonnet.reporting.source.Timestamps;
import nl.schoonnet.server.database.Reached;
import nl.schoonnet.server.keys.KeyFile;
import nl.schoonnet.server.keys.Keys;
import nl.schoonnet.server.measurement.KnownFacts;
import org.jspecify.annotations.Nullable;

/** One run of the report command: read, count, decide what may be seen, write. */
final class ReportRun {
    private final ReportCommand options;
    private final String command;
    private final PrintWriter out;
    private final Progress progress;
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
            Instant asOf = options.asOf == null ? clock.instant() : options.asOf;
            try (Reached database = options.database.reach();
                    KnownFacts facts = KnownFacts.of(database.source(), Keys.open(new KeyFile(options.keys())), asOf)) {
                return report(facts::register, () -> {
                    SortedMap<String, String> digests = digests();
                    digests.put("facts learnt by " + asOf, facts.digest());
                    return digests;
                });
            }
        });
    }

    private int report() {
        return report(() -> new Facts.InFiles(options.notices, options.sightings), this::digests);
    }

    private int report(Supplier<Facts> facts, Supplier<SortedMap<String, String>> inputs) {
        ReportFolder folder = ReportFolder.at(options.out);
        ReadingLog log = new ReadingLog(progress::lines);
        progress.step("Reading");
        Population population = read(
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
                log);
        List<Intervention> interventions = options.interventions == null
                ? List.of()
                : Intervention.read(options.interventions, providers(population), log);
        List<PrintedFigure> archive = options.archive == null ? List.of() : PrintedFigure.read(options.archive, log);
        mustMatch(interventions);
        Edition edition = edition(population, log);
        if (options.strict && log.count() > 0) {
            progress.end();
            throw new InputException(
                    "rows_rejected",
                    "",
                    0,
                    log.count() + " rows were rejected and --strict was given, so nothing was written; run without"
                            + " --strict to see them in rejected.csv.");
        }
        FigureSettings settings = settings(edition, inputs.get());
        Figures figures = figures(population, settings, log, interventions, archive, edition);
        progress.step("Writing");
        String subject = edition instanceof Edition.Preview preview
                ? population.names().getOrDefault(preview.provider(), preview.provider())
                : "";
        Figures shown = new Redaction(population.names(), new SecureRandom()).apply(figures, edition);
        Document document = ReportDocument.of(shown, subject, options.shown.locale);
        folder.write(shown, document, rejections(log, edition), !(edition instanceof Edition.Public));
        progress.end();
        Headlines.print(shown, options.shown.locale, folder.path(), out);
        return log.count() > 0 ? rejected(log, folder) : ExitStatus.DONE;
    }

    /** Who is meant by an id or a name: a provider of the registry, or a party that holds items. */
    private static Function<String, Optional<String>> providers(Population population) {
        Set<String> ids = new HashSet<>();
        population.registry().providers().forEach(p -> ids.add(p.id()));
        population.items().forEach(i -> i.holdings().forEach(h -> ids.add(h.party())));
        Map<String, String> idByName = new HashMap<>();
        population.names().forEach((id, name) -> idByName.putIfAbsent(name, id));
        population.registry().providers().forEach(p -> idByName.putIfAbsent(p.name(), p.id()));
        return word -> ids.contains(word) ? Optional.of(word) : Optional.ofNullable(idByName.get(word));
    }

    /** Names of files can hold a name: outside the house they are numbered. */
    private static List<Rejection> rejections(ReadingLog log, Edition edition) {
        if (edition instanceof Edition.Internal) {
            return log.rejections();
        }
        Map<String, String> numbers = new HashMap<>();
        return log.rejections().stream()
                .map(r -> new Rejection(
                        numbers.computeIfAbsent(r.file(), f -> "file " + (numbers.size() + 1)),
                        r.line(),
                        r.field(),
                        r.code()))
                .toList();
    }

    /** A misspelt event would leave its table out without a word. */
    private void mustMatch(List<Intervention> interventions) {
        String around = options.around;
        if (around == null
                || around.equals("all")
                || interventions.stream()
                        .anyMatch(i -> around.equals(i.provider())
                                || around.equals(i.kind().name().toLowerCase(Locale.ROOT)))) {
            return;
        }
        throw new InputException(
                "unknown_event",
                "",
                0,
                "--around names neither a kind nor a provider that --interventions lists; give one of these, or 'all'.");
    }

    private int rejected(ReadingLog log, ReportFolder folder) {
        out.println(log.count() + " rows were rejected; they are listed in "
                + folder.path().resolve("rejected.csv") + ".");
        out.flush();
        return ExitStatus.ROWS_REJECTED;
    }

    /** Without a report there is no rejected.csv, so the sentence itself says which row was the first to go. */
    private static Population read(Selection selection, ReadingLog log) {
        try {
            return PopulationReader.read(selection, log);
        } catch (InputException e) {
            boolean nothingLeft =
                    Set.of("no_items", "no_looks", "no_usable_snapshot").contains(e.code());
            if (!nothingLeft || log.count() == 0) {
                throw e;
            }
            Rejection first = log.rejections().getFirst();
            String place = first.file() + (first.line() > 0 ? ", line " + first.line() : "");
            String field = first.field().isEmpty() ? "" : first.field() + ": ";
            String rejected =
                    " Rows rejected: " + log.count() + ", the first is " + place + " (" + field + first.code() + ").";
            throw new InputException(e.code(), e.file(), e.line(), e.getMessage() + rejected, e);
        }
    }

    private Figures figures(
            Population population,
            FigureSettings settings,
            ReadingLog log,
            List<Intervention> interventions,
            List<PrintedFigure> archive,
            Edition edition) {
        FigureRun.Progress parts = part -> progress.step("Computing " + part);
        Figures all = FigureRun.of(population, settings, log.countByCode(), interventions, archive, parts);
        if (!(edition instanceof Edition.Preview preview)) {
            return all;
        }
        Figures own = FigureRun.of(
                population.ofParty(preview.provider()),
                settings.ofOneParty(),
                log.countByCode(),
                interventions,
                archive,
                parts);
        return Redaction.withLeagueOf(own, all);
    }

    private Edition edition(Population population, ReadingLog log) {
        if (options.shown.edition.equals("internal")) {
            return new Edition.Internal();
        }
        String provider = options.shown.previewed().orElse(null);
        if (provider != null) {
            boolean held = population.items().stream()
                    .flatMap(i -> i.holdings().stream())
                    .anyMatch(h -> h.party().equals(provider));
            if (!held) {
                throw new InputException(
                        "unknown_provider",
                        "",
                        0,
                        "--edition preview names a provider without items in this report; use its id in the registry.");
            }
            return new Edition.Preview(provider);
        }
        Map<String, Edition.Basis> names = new TreeMap<>();
        if (options.mayName != null) {
            Map<String, String> idByName = new TreeMap<>();
            population.names().forEach((id, name) -> idByName.put(name, id));
            for (MayName may : MayName.read(options.mayName, log)) {
                String id = idByName.getOrDefault(may.name(), may.name());
                names.put(id, new Edition.Basis(may.basis(), may.from()));
            }
        }
        return new Edition.Public(names, LocalDate.ofInstant(clock.instant(), Timestamps.AMSTERDAM));
    }

    private FigureSettings settings(Edition edition, SortedMap<String, String> inputs) {
        return new FigureSettings(
                options.norm,
                options.minN,
                options.top,
                options.shown.bootstrap,
                options.seed,
                options.compare,
                options.around,
                ProductVersion.text(),
                command,
                inputs,
                edition.word(),
                text(options.from),
                text(options.to));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
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
