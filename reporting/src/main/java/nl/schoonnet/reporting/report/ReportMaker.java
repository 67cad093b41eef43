// SPDX-FileCopyrightText: 2026 The Schoonnet authors
// SPDX-License-Identifier: EUPL-1.2
package nl.schoonnet.reporting.report;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import nl.schoonnet.internet.input.InputException;
import nl.schoonnet.internet.input.Rejection;
import nl.schoonnet.reporting.document.Document;
import nl.schoonnet.reporting.edition.Edition;
import nl.schoonnet.reporting.edition.Redaction;
import nl.schoonnet.reporting.figures.FigureRun;
import nl.schoonnet.reporting.figures.FigureSettings;
import nl.schoonnet.reporting.figures.Figures;
import nl.schoonnet.reporting.population.Population;
import nl.schoonnet.reporting.population.PopulationReader;
import nl.schoonnet.reporting.population.Selection;
import nl.schoonnet.reporting.source.Intervention;
import nl.schoonnet.reporting.source.MayName;
import nl.schoonnet.reporting.source.PrintedFigure;
import nl.schoonnet.reporting.source.ReadingLog;
import org.jspecify.annotations.Nullable;

/** Makes a report: reads, counts, decides what may be seen. Used once; not safe for use by many threads. */
public final class ReportMaker {
    private final ReportRequest request;
    private final RandomGenerator labels;
    private final ReadingLog log;
    private final Consumer<String> progress;

    private ReportMaker(ReportRequest request, RandomGenerator labels, ReadingLog log, Consumer<String> progress) {
        this.request = request;
        this.labels = labels;
        this.log = log;
        this.progress = progress;
    }

    /**
     * A report that isn't written yet.
     *
     * @param figures as the edition lets them through
     * @param rejections rows that weren't used, as the edition lets them through
     * @param rejected how many rows weren't used
     * @param closed whether only the owner may read it
     * @param cutoff events after it don't count
     * @param named providers that the edition names by permission
     */
    public record Made(
            Figures figures,
            Document document,
            List<Rejection> rejections,
            long rejected,
            boolean closed,
            Instant cutoff,
            int named) {
        /** Writes it. */
        public void to(ReportFolder folder) {
            folder.write(figures, document, rejections, closed);
        }
    }

    /**
     * Makes a report; the same request, inputs and labels make the same, for any number of threads.
     *
     * @param inputs digests of what was read, asked for once it was
     * @param labels what names those are called by who aren't named
     * @param log receives rejected rows
     * @param progress hears which step begins
     * @throws InputException if something can't be used, or no item is left
     */
    public static Made make(
            ReportRequest request,
            Supplier<SortedMap<String, String>> inputs,
            RandomGenerator labels,
            ReadingLog log,
            Consumer<String> progress) {
        return new ReportMaker(request, labels, log, progress).make(inputs);
    }

    private Made make(Supplier<SortedMap<String, String>> inputs) {
        progress.accept("Reading");
        Population population = read(request.selection(), log);
        List<Intervention> interventions = request.interventions() == null
                ? List.of()
                : Intervention.read(request.interventions(), providers(population), log);
        List<PrintedFigure> archive =
                request.archive() == null ? List.of() : PrintedFigure.read(request.archive(), log);
        mustMatch(interventions);
        Edition edition = edition(population, log);
        if (request.strict() && log.count() > 0) {
            throw new InputException(
                    "rows_rejected",
                    "",
                    0,
                    log.count() + " rows were rejected and --strict was given, so nothing was written; run without"
                            + " --strict to see them in rejected.csv.");
        }
        FigureSettings settings = settings(edition, inputs.get());
        Figures figures = figures(population, settings, log, interventions, archive, edition);
        progress.accept("Writing");
        String subject = edition instanceof Edition.Preview preview
                ? population.names().getOrDefault(preview.provider(), preview.provider())
                : "";
        Figures shown = new Redaction(population.names(), labels).apply(figures, edition);
        Document document = ReportDocument.of(shown, subject, request.locale());
        int named = edition instanceof Edition.Public open
                ? (int) population.names().keySet().stream().filter(open::names).count()
                : 0;
        return new Made(
                shown,
                document,
                rejections(log, edition),
                log.count(),
                !(edition instanceof Edition.Public),
                population.cutoff(),
                named);
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
        String around = request.around();
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
        FigureRun.Progress parts = part -> progress.accept("Computing " + part);
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
        if (request.edition().equals(ReportRequest.INTERNAL)) {
            return new Edition.Internal();
        }
        String provider = request.previewed().orElse(null);
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
        if (request.mayName() != null) {
            Map<String, String> idByName = new TreeMap<>();
            population.names().forEach((id, name) -> idByName.put(name, id));
            for (MayName may : MayName.read(request.mayName(), log)) {
                String id = idByName.getOrDefault(may.name(), may.name());
                names.put(id, new Edition.Basis(may.basis(), may.from()));
            }
        }
        return new Edition.Public(names, request.on());
    }

    private FigureSettings settings(Edition edition, SortedMap<String, String> inputs) {
        return new FigureSettings(
                request.norm(),
                request.minN(),
                request.top(),
                request.bootstrap(),
                request.seed(),
                request.compare(),
                request.around(),
                request.product(),
                request.command(),
                inputs,
                edition.word(),
                text(request.selection().from()),
                text(request.selection().to()),
                false);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
